"""Where a supplier case stands, in words, for the supplier."""

from odoo import models

from ..workflow.workflow_mixin import SUPPLIER

SUPPLIER_ACTIONS = ("accept", "dispute", "change")
AGENT_ACTIONS = (
    "ask",
    "accept",
    "dispute",
    "change",
    "rule",
    "agree",
    "write_off",
    "reopen",
    "cancel",
)


class AftersalesSupplierCase(models.Model):
    """Says where the case stands, what is next, until when, and what silence means."""

    _inherit = "aftersales.supplier.case"

    def _next_move(self, audience):
        """The next move as ``audience`` reads it.

        :param str audience: supplier or agent
        :return: dict as of ``aftersales.claim._next_move``; amounts are cost prices
        """
        self.ensure_one()
        stage = self._stage()
        words = getattr(self, f"_{audience}_words")(stage)
        actions = SUPPLIER_ACTIONS if audience == SUPPLIER else AGENT_ACTIONS
        open_actions = [verb for verb in actions if self._can_follow(verb, audience)]
        if self._expects_goods():
            open_actions.append("acknowledge")
        return {
            "silence": "",
            **words,
            "until": self.deadline,
            "actions": open_actions,
            "stage": stage,
        }

    def _supplier_words(self, stage):
        return {
            "draft": self._words_draft,
            "asked": self._words_asked,
            "disputed": self._words_disputed,
            "receive": self._words_receive,
            "credit": self._words_credit,
            "finish": self._words_finish,
            "settled": self._words_settled,
            "written_off": self._words_written_off,
            "cancelled": self._words_cancelled,
        }[stage]()

    def _words_draft(self):
        return {
            "chip": self.env._("Not open"),
            "tone": "secondary",
            "headline": self.env._("This case is not open yet"),
            "text": "",
        }

    def _words_asked(self):
        words = {
            "chip": self.env._("Your answer needed"),
            "tone": "warning",
        }
        if self.line_ids and all(self.line_ids.mapped("is_stop")):
            return {
                **words,
                "headline": self.env._("Please do not ship these items"),
                "text": self.env._("If you accept, we take them off your order."),
            }
        return {
            **words,
            "headline": self.env._("Is this fault yours?"),
            "text": self.env._(
                "If you accept, we expect a credit of %s.",
                self.currency_id.format(self._asked_amount()),
            ),
        }

    def _words_disputed(self):
        text = self.env._("You will read our decision and its reason here.")
        chip = self.env._("You disagreed, shop decides")
        if self.answer == "partly":
            chip = self.env._("You proposed a share, shop decides")
            text = self.env._(
                "You proposed to credit %(part)s of %(whole)s. You will read our "
                "decision and its reason here.",
                part=self.currency_id.format(self.proposed_amount),
                whole=self._whole_words(),
            )
        elif self.answer == "propose":
            chip = self.env._("You proposed something else, shop decides")
            text = self.env._(
                "You proposed: %s. You will read our decision and its reason here.",
                self._proposal_label(),
            )
        return {
            "chip": chip,
            "tone": "info",
            "headline": self.env._("We are deciding"),
            "text": text,
            "silence": self.env._("You need not do anything until then."),
        }

    def _words_receive(self):
        return {
            "chip": self.env._("Accepted: To receive"),
            "tone": "warning",
            "headline": self.env._("Confirm what arrives"),
            "text": self.env._("When the parcel is here, tell us what was in it."),
            "silence": self.env._("Nothing is settled before that."),
        }

    def _words_credit(self):
        words = {
            "chip": self.env._("Accepted: To settle"),
            "tone": "warning",
            "silence": self.env._("The case stays open until then."),
        }
        due = self.currency_id.format(self.due_amount)
        if self._waits_for_bill():
            return {**words, **self._words_bill(due)}
        if any(self.line_ids.mapped("withheld")):
            return {
                **words,
                "headline": self.env._("Send us your credit note"),
                "text": self.env._(
                    "Please credit %s for what arrived in good order, and enter the "
                    "number here. We decide about the damaged items.",
                    due,
                ),
            }
        return {
            **words,
            "headline": self.env._("Send us your credit note"),
            "text": self.env._("Please credit %s and enter its number here.", due),
        }

    def _words_bill(self, due):
        if self._is_left_out():
            return {
                "headline": self.env._("Leave it out of your bill"),
                "text": self.env._("Please bill %s less than was ordered.", due),
            }
        return {
            "headline": self.env._("Send us your bill"),
            "text": self.env._(
                "Please bill what you delivered in full. A credit of %s follows.", due
            ),
        }

    def _words_finish(self):
        words = {
            "chip": self.env._("You accepted"),
            "tone": "info",
            "headline": self.env._("We are finishing this case"),
            "text": self.env._("You need not do anything now."),
        }
        if any(line.outcome not in (False, "ok") for line in self.line_ids) or any(
            self.line_ids.mapped("withheld")
        ):
            return {
                **words,
                "headline": self.env._("We look at what arrived"),
                "text": self.env._(
                    "You told us about a problem. We decide and write to you here."
                ),
            }
        if self.supplier_reference:
            return {
                **words,
                "headline": self.env._("We have your credit note"),
                "text": self.env._("We are booking %s.", self.supplier_reference),
            }
        return words

    def _words_settled(self):
        return {
            "chip": self.env._("Settled"),
            "tone": "success",
            "headline": self.env._("This case is settled"),
            "text": self.env._(
                "Credited: %s.", self.currency_id.format(self.received_amount)
            ),
        }

    def _words_written_off(self):
        received = self.currency_id.format(self.received_amount)
        return {
            "chip": self.env._("Closed, nothing owed"),
            "tone": "secondary",
            "headline": self.env._("This case is closed"),
            "text": self.env._("You credited %s and owe nothing more.", received)
            if self.received_amount
            else self.env._("You owe nothing for it."),
        }

    def _words_cancelled(self):
        return {
            "chip": self.env._("No longer needed"),
            "tone": "secondary",
            "headline": self.env._("This case is no longer needed"),
            "text": self.env._("You need not do anything."),
        }
