"""Where a claim stands, in words: the one source for portal, mail, API and backend."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..claims.claim import UNDECIDED
from ..workflow.workflow_mixin import CUSTOMER
from .claim_agent_words import AGENT_ACTIONS

# What the customer may press, the most likely first. "ship" and "add_evidence" are no
# verbs of the claim: they belong to its parcel and its files.
CUSTOMER_ACTIONS = (
    "submit",
    "give_evidence",
    "accept",
    "refuse",
    "ship",
    "appeal",
    "add_evidence",
    "cancel",
)
# Conditions that only look; others prepare the decision and are left to the verb.
LOOKING_CHECKS = ("appeal", "cancel")


class AftersalesClaim(models.Model):
    """Says where the claim stands, what is next, until when, and what silence means."""

    _inherit = "aftersales.claim"

    def _next_move(self, audience):
        """The next move as ``audience`` reads it.

        :param str audience: customer or agent
        :return: dict of ``headline``, ``text``, ``silence`` (what happens when nobody
            moves, may be empty), ``until`` (datetime or False), ``actions`` (verbs
            open to the audience now), ``chip`` and ``tone`` (short label and its
            Bootstrap colour), ``until_label`` (what ``until`` means), ``stage``
        """
        self.ensure_one()
        stage = self._stage()
        words = getattr(self, f"_{audience}_words")(stage)
        actions = CUSTOMER_ACTIONS if audience == CUSTOMER else AGENT_ACTIONS
        return {
            "silence": "",
            "until_label": self.env._("Until"),
            **words,
            "until": self._until(stage),
            "actions": [verb for verb in actions if self._is_open(verb, audience)],
            "stage": stage,
        }

    def _is_open(self, verb, actor):
        """Whether ``verb`` would succeed for ``actor``, as far as looking can tell."""
        # Transfers and remedies decide; their fields are for agents.
        claim_sudo = self.sudo()
        if verb == "ship":
            return bool(claim_sudo._open_returns())
        if verb == "add_evidence":
            return self.state in ("draft", *UNDECIDED)
        if not self._can_follow(verb, actor):
            return False
        if verb in LOOKING_CHECKS:
            try:
                getattr(claim_sudo, f"_check_{verb}")(actor)
            except UserError:
                return False
        return True

    # ------------------------------------------------------------------ customer

    def _customer_words(self, stage):
        return getattr(self, f"_customer_{stage}")()

    def _customer_draft(self):
        return {
            "chip": self.env._("Not sent yet"),
            "tone": "warning",
            "headline": self.env._("Finish your request"),
            "text": self.env._("We have not received it yet. Go on and send it to us."),
        }

    def _customer_review(self):
        until = self._until("review")
        late = until and until < fields.Datetime.now()
        return {
            "chip": self.env._("We are checking"),
            "tone": "info",
            "headline": self.env._("We are checking your request"),
            "text": self.env._(
                "We are later than we wanted to be, sorry. You need not do anything."
            )
            if late
            else self.env._("We will answer you here. You need not do anything now."),
            "until_label": self.env._("We answer by"),
        }

    def _customer_evidence(self):
        return {
            "chip": self.env._("We need something from you"),
            "tone": "warning",
            "headline": self.env._("Please send us something"),
            # Customers cannot read the field, its text is for them.
            "text": self._asked_words()
            or self.sudo().evidence_request
            or self.env._("Please add photos that show what is wrong."),
            "silence": self.env._("If we hear nothing, we decide with what we have."),
        }

    def _customer_offer(self):
        return {
            "chip": self.env._("Our offer for you"),
            "tone": "warning",
            "headline": self.env._("Please answer our offer"),
            "text": self.env._(
                "We offer you %s. Accept it, or decline it.", self._given_text()
            ),
            "silence": self.env._("Nothing is paid before you have accepted."),
        }

    def _customer_ship(self):
        waits = self._money_waits_for_goods()
        return {
            "chip": self.env._("Send it back"),
            "tone": "warning",
            "headline": self.env._("Send it back to us"),
            "text": self.env._(
                "Send the parcel and enter its tracking number. You get %s when it has "
                "arrived.",
                self._given_text(),
            )
            if waits
            else self.env._("Send the parcel and enter its tracking number."),
            "silence": self.env._("Your money waits until the parcel is here.")
            if waits
            else "",
        }

    def _customer_travel(self):
        return {
            "chip": self.env._("On its way"),
            "tone": "info",
            "headline": self.env._("Your parcel is on its way"),
            "text": self.env._("You get %s when it has arrived.", self._given_text())
            if self._money_waits_for_goods()
            else self.env._("You need not do anything now."),
        }

    def _customer_inspect(self):
        return {
            "chip": self.env._("Being checked"),
            "tone": "info",
            "headline": self.env._("We are checking your parcel"),
            "text": self._arrived_words(),
            "silence": self.env._(
                "You need not do anything now. Write to us below if you see it "
                "differently."
            ),
        }

    def _customer_stop(self):
        return {
            "chip": self.env._("Approved"),
            "tone": "info",
            "headline": self.env._("We are stopping the delivery"),
            "text": self.env._(
                "You get %s as soon as it is certain that nothing is sent.",
                self._given_text(),
            ),
        }

    def _customer_refund(self):
        return {
            "chip": self.env._("Refund sent"),
            "tone": "info",
            "headline": self.env._("Your money is on its way"),
            "text": self.env._(
                "We are paying %s. Banks need 3–5 days to show it.", self._given_text()
            ),
        }

    def _customer_rejected(self):
        appeal = self._is_open("appeal", CUSTOMER)
        return {
            "chip": self.env._("Not granted"),
            "tone": "danger",
            "headline": self.env._("We could not grant your request"),
            "text": self._rejection_words()
            or self.env._("Write to us below if you want to know more."),
            "silence": self.env._("You may ask for another review until then.")
            if appeal
            else self.env._("Write to us below if something is still wrong."),
        }

    def _customer_done(self):
        return {
            "chip": self.env._("Done"),
            "tone": "success",
            "headline": self.env._("Your request is done"),
            "text": self.env._("You got %s.", self._given_text()),
            "silence": self.env._("Part was refused: you may ask for another review.")
            if self._is_open("appeal", CUSTOMER)
            else "",
        }

    def _customer_cancelled(self):
        return {
            "chip": self._ended_words()["chip"],
            "tone": "secondary",
            "headline": self._ended_words()["headline"],
            "text": self.env._("Is something still wrong? Send a new request."),
        }

    # ------------------------------------------------------------------ pieces

    def _given_text(self):
        return self.currency_id.format(self._given_amount())

    def _money_waits_for_goods(self):
        # Remedies decide; what follows is put into the customer's words.
        return any(
            remedy.trigger in ("receipt", "inspection") and remedy.state == "running"
            for remedy in self.sudo().remedy_ids
        )

    def _arrived_words(self):
        """What came back of what should have, where it differs."""
        # Transfers and supplier cases count; customers read the numbers.
        remedies_sudo = self.sudo().remedy_ids.filtered(
            lambda remedy: remedy.state == "running" and remedy.return_to != "none"
        )
        expected = sum(remedies_sudo.mapped("quantity"))
        arrived = sum(remedy._arrived_quantity() for remedy in remedies_sudo)
        good = sum(remedy._good_quantity() for remedy in remedies_sudo)
        units = remedies_sudo.uom_id

        def say(quantity):
            # Kilos and pieces do not add up to anything that has a name.
            return units[: len(units) == 1]._aftersales_count(quantity)

        if good < arrived < expected:
            return self.env._(
                "%(arrived)s of %(expected)s arrived, %(damaged)s of them not as "
                "agreed. We look at it and write to you.",
                arrived=say(arrived),
                expected=say(expected),
                damaged=say(arrived - good),
            )
        if good < arrived:
            return self.env._(
                "%(damaged)s of %(expected)s arrived not as agreed. We look at it and "
                "write to you.",
                damaged=say(arrived - good),
                expected=say(expected),
            )
        if arrived < expected:
            return self.env._(
                "%(arrived)s of %(expected)s arrived. We look for the rest and write "
                "to you.",
                arrived=say(arrived),
                expected=say(expected),
            )
        return self.env._("It has arrived. We look at it and write to you.")

    def _ended_words(self, actor=None):
        """Who ended the request, for its customer.

        :param str actor: by default the last one who cancelled it
        :return: dict of ``chip``, ``headline`` and ``step``
        """
        ends = [by for verb, _date, by in self._history() if verb == "cancel"]
        if (actor or (ends[-1] if ends else CUSTOMER)) == CUSTOMER:
            return {
                "chip": self.env._("Withdrawn"),
                "headline": self.env._("This request was withdrawn"),
                "step": self.env._("Withdrawn"),
            }
        return {
            "chip": self.env._("Closed"),
            "headline": self.env._("We closed this request"),
            "step": self.env._("Closed by us"),
        }
