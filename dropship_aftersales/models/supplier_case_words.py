"""Where a supplier case stands, in words, for the supplier and for the agent."""

from odoo import models

from .workflow_mixin import AGENT, SUPPLIER

SUPPLIER_ACTIONS = ("accept", "dispute")
AGENT_ACTIONS = ("ask", "accept", "dispute", "rule", "write_off", "reopen", "cancel")


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

    def _expects_goods(self):
        """Goods may still arrive, or the report on them may still be corrected."""
        self.ensure_one()
        return self.state in ("asked", "disputed", "accepted") and any(
            line.awaits_goods and line.quantity for line in self.line_ids
        )

    def _goods_missing(self):
        """Lines of which not all units have been reported yet."""
        return self.line_ids.filtered(
            lambda line: (
                line.awaits_goods
                and line.uom_id.compare(line.received, line.quantity) < 0
                and line.outcome in (False, "ok")
            )
        )

    def _stage(self):
        """Where the case stands for its supplier, finer than its state.

        :return: draft, asked, disputed, receive, credit, settled, written_off or
            cancelled
        """
        self.ensure_one()
        if self.state != "accepted":
            return self.state
        return "receive" if self._goods_missing() else "credit"

    # ------------------------------------------------------------------ supplier

    def _supplier_words(self, stage):
        amount = self.currency_id.format(self.expected_amount)
        only_stop = self.line_ids and all(self.line_ids.mapped("is_stop"))
        words = {
            "draft": lambda: {
                "chip": self.env._("Not open"),
                "tone": "secondary",
                "headline": self.env._("This case is not open yet"),
                "text": "",
            },
            "asked": lambda: {
                "chip": self.env._("Your answer needed"),
                "tone": "warning",
                "headline": self.env._("Please do not ship these items")
                if only_stop
                else self.env._("Is this fault yours?"),
                "text": self.env._("If you accept, we take them off your order.")
                if only_stop
                else self.env._("If you accept, we expect a credit of %s.", amount),
                "silence": self.env._(
                    "If we hear nothing, we decide without your answer."
                ),
            },
            "disputed": lambda: {
                "chip": self.env._("You disagreed, shop decides"),
                "tone": "info",
                "headline": self.env._("We are deciding"),
                "text": self.env._("You will read our decision and its reason here."),
            },
            "receive": lambda: {
                "chip": self.env._("Accepted: To receive"),
                "tone": "warning",
                "headline": self.env._("Confirm what arrives"),
                "text": self.env._("When the parcel is here, tell us what was in it."),
                "silence": self.env._("Nothing is settled before that."),
            },
            "credit": lambda: {
                "chip": self.env._("Accepted: To settle"),
                "tone": "warning",
                "headline": self.env._("Send us your credit note"),
                "text": self.env._(
                    "Please credit %s and enter its number here.", amount
                ),
            },
            "settled": lambda: {
                "chip": self.env._("Settled"),
                "tone": "success",
                "headline": self.env._("This case is settled"),
                "text": self.env._(
                    "You credited %s.", self.currency_id.format(self.received_amount)
                ),
            },
            "written_off": lambda: {
                "chip": self.env._("Closed, nothing owed"),
                "tone": "secondary",
                "headline": self.env._("This case is closed"),
                "text": self.env._("You owe nothing for it."),
            },
            "cancelled": lambda: {
                "chip": self.env._("No longer needed"),
                "tone": "secondary",
                "headline": self.env._("This case is no longer needed"),
                "text": self.env._("You need not do anything."),
            },
        }
        said = words[stage]()
        if stage == "credit" and self.currency_id.is_zero(self.expected_amount):
            said.update(
                tone="info",
                headline=self.env._("We are finishing this case"),
                text=self.env._("You need not do anything now."),
            )
        elif stage == "credit" and any(self.line_ids.mapped("withheld")):
            said.update(
                text=self.env._(
                    "Please credit what arrived in good order. We decide about the "
                    "damaged items and write to you here."
                ),
            )
        elif stage == "credit" and self.supplier_reference:
            said.update(
                tone="info",
                headline=self.env._("We have your credit note"),
                text=self.env._("We are booking %s.", self.supplier_reference),
            )
        return said

    # ------------------------------------------------------------------ agent

    def _agent_words(self, stage):
        texts = {
            "draft": (self.env._("Ask the supplier"), ""),
            "asked": (
                self.env._("The supplier answers"),
                self.env._("You may answer for him."),
            ),
            "disputed": (
                self.env._("Decide the dispute"),
                self.dispute_reason or self.env._("The supplier disagreed."),
            ),
            "receive": (
                self.env._("The supplier confirms the receipt"),
                self.env._("You may enter it for him."),
            ),
            "credit": (self.env._("The supplier credits what was agreed"), ""),
            "settled": (self.env._("Settled"), ""),
            "written_off": (self.env._("Written off"), ""),
            "cancelled": (self.env._("Cancelled"), ""),
        }
        headline, text = texts[stage]
        return {
            "headline": headline,
            "text": text,
            "chip": self._state_label(self.state),
            "tone": "warning" if stage in ("draft", "disputed") else "info",
        }

    # ------------------------------------------------------------------ steps

    def _steps(self, audience):
        """The way of the case; see ``aftersales.claim._steps``."""
        self.ensure_one()
        steps = self._way(audience == AGENT)
        current = next((i for i, step in enumerate(steps) if not step[1]), len(steps))
        return [
            {
                "label": label,
                "state": "done" if i < current else "now" if i == current else "next",
                "date": False,
            }
            for i, (label, _reached) in enumerate(steps)
        ]

    def _way(self, for_agent):
        """``(label, reached)`` of each step."""
        asked = (self.env._("Asked"), self.state != "draft")
        if self.state == "cancelled":
            return [asked, (self.env._("No longer needed"), True)]
        if self.state == "written_off":
            return [asked, (self.env._("Closed, nothing owed"), True)]
        answer = (
            self.env._("Supplier's answer") if for_agent else self.env._("Your answer"),
            self.state not in ("draft", "asked"),
        )
        decision = (self.env._("Decision"), False)
        goods = (self.env._("Goods arrive"), not self._goods_missing())
        return [
            asked,
            answer,
            *([decision] if self.state == "disputed" else []),
            *([goods] if any(self.line_ids.mapped("awaits_goods")) else []),
            (self.env._("Settled"), self.state == "settled"),
        ]
