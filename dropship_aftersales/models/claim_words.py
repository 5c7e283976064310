"""Where a claim stands, in words: the one source for portal, mail, API and backend."""

from odoo import models
from odoo.exceptions import UserError

from .claim import UNDECIDED
from .workflow_mixin import CUSTOMER

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
AGENT_ACTIONS = (
    "submit",
    "approve",
    "ask_evidence",
    "ask_supplier",
    "offer",
    "reject",
    "accept",
    "refuse",
    "give_evidence",
    "revise",
    "reopen",
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
            Bootstrap colour)
        """
        self.ensure_one()
        stage = self._stage()
        words = getattr(self, f"_{audience}_words")(stage)
        actions = CUSTOMER_ACTIONS if audience == CUSTOMER else AGENT_ACTIONS
        return {
            "silence": "",
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

    def _open_returns(self):
        """Parcels the customer should send or has sent, and that have not arrived."""
        return self.picking_ids.filtered(
            lambda picking: picking.is_aftersales_return
            and picking.state not in ("done", "cancel")
        ).sorted("id")

    # ------------------------------------------------------------------ stage

    def _stage(self):
        """Where the claim stands for its customer, finer than its state.

        :return: draft, review, evidence, offer, ship, travel, inspect, stop, refund,
            rejected, done or cancelled
        """
        self.ensure_one()
        # Read from transfers and supplier cases, of which customers see the result.
        claim = self.sudo()
        if claim.state == "supplier":
            return "review"
        if claim.state in ("resolved", "closed"):
            given = claim.remedy_ids.filtered(lambda remedy: remedy.state == "done")
            return "done" if given else "rejected"
        return claim.state if claim.state != "approved" else claim._running_stage()

    def _running_stage(self):
        if returns := self._open_returns():
            unsent = returns.filtered(lambda p: not p.aftersales_shipped_date)
            return "ship" if unsent else "travel"
        running = self.remedy_ids.filtered(lambda remedy: remedy.state == "running")
        if any(remedy._units_to_stop() for remedy in running):
            return "stop"
        if any(
            remedy.return_to != "none"
            and remedy.uom_id.compare(remedy.settled_qty, remedy.quantity) < 0
            for remedy in running
        ):
            return "inspect"
        return "refund"

    def _until(self, stage):
        if stage == "ship":
            unsent = self.sudo()._open_returns().filtered(
                lambda picking: not picking.aftersales_shipped_date
            )
            return min(filter(None, unsent.mapped("aftersales_ship_by")), default=False)
        if stage == "done" and not self._is_open("appeal", CUSTOMER):
            return False
        return False if self.state in ("closed", "cancelled") else self.deadline

    def _given_amount(self):
        """What the remedies that are not cancelled give, tax included."""
        return sum(
            self.sudo()
            .remedy_ids.filtered(lambda remedy: remedy.state != "cancelled")
            .mapped("amount")
        )

    # ------------------------------------------------------------------ customer

    def _customer_words(self, stage):
        _ = self.env._
        amount = self.currency_id.format(self._given_amount())
        waits = any(
            remedy.trigger in ("receipt", "inspection") and remedy.state == "running"
            for remedy in self.sudo().remedy_ids
        )
        words = {
            "draft": lambda: {
                "chip": _("Not sent yet"),
                "tone": "warning",
                "headline": _("Send your request"),
                "text": _("Check what is written below and send it to us."),
            },
            "review": lambda: {
                "chip": _("We are checking"),
                "tone": "info",
                "headline": _("We are checking your request"),
                "text": _("We will answer you here. You need not do anything now."),
            },
            "evidence": lambda: {
                "chip": _("We need something from you"),
                "tone": "warning",
                "headline": _("Please send us something"),
                "text": self.evidence_request
                or _("Please add photos that show what is wrong."),
                "silence": _("If we hear nothing, we decide with what we have."),
            },
            "offer": lambda: {
                "chip": _("Our offer for you"),
                "tone": "warning",
                "headline": _("Please answer our offer"),
                "text": _("We offer you %s. Accept it, or decline it.", amount),
                "silence": _("Nothing is paid before you have accepted."),
            },
            "ship": lambda: {
                "chip": _("Send it back"),
                "tone": "warning",
                "headline": _("Send it back to us"),
                "text": _(
                    "Send the parcel and enter its tracking number. You get %s when it "
                    "has arrived.",
                    amount,
                )
                if waits
                else _("Send the parcel and enter its tracking number."),
                "silence": _("Your money waits until the parcel is here.")
                if waits
                else "",
            },
            "travel": lambda: {
                "chip": _("On its way"),
                "tone": "info",
                "headline": _("Your parcel is on its way"),
                "text": _("You get %s when it has arrived.", amount)
                if waits
                else _("You need not do anything now."),
            },
            "inspect": lambda: {
                "chip": _("Being checked"),
                "tone": "info",
                "headline": _("We are checking your parcel"),
                "text": _(
                    "Not everything arrived as expected. We look at it and write to you."
                ),
            },
            "stop": lambda: {
                "chip": _("Approved"),
                "tone": "info",
                "headline": _("We are stopping the delivery"),
                "text": _(
                    "You get %s as soon as it is certain that nothing is sent.", amount
                ),
            },
            "refund": lambda: {
                "chip": _("Refund sent"),
                "tone": "info",
                "headline": _("Your money is on its way"),
                "text": _("We are paying %s. Banks need 3–5 days to show it.", amount),
            },
            "rejected": lambda: {
                "chip": _("Not granted"),
                "tone": "danger",
                "headline": _("We could not grant your request"),
                "text": self.rejection_reason
                or _("Write to us below if you want to know more."),
                "silence": _("You may ask for another review until then.")
                if self._is_open("appeal", CUSTOMER)
                else "",
            },
            "done": lambda: {
                "chip": _("Done"),
                "tone": "success",
                "headline": _("Your request is done"),
                "text": _("You got %s.", amount),
                "silence": _("Part was refused: you may ask for another review.")
                if self._is_open("appeal", CUSTOMER)
                else "",
            },
            "cancelled": lambda: {
                "chip": _("Withdrawn"),
                "tone": "secondary",
                "headline": _("This request was withdrawn"),
                "text": _("Is something still wrong? Send a new request."),
            },
        }
        return words[stage]()

    # ------------------------------------------------------------------ agent

    def _agent_words(self, stage):
        _ = self.env._
        if self.state == "supplier":
            stage = "supplier"
        texts = {
            "draft": (_("Submit the request"), _("It reserves nothing yet.")),
            "review": (_("Decide line by line"), _("Then approve, offer or reject.")),
            "evidence": (_("The customer sends evidence"), self.evidence_request or ""),
            "supplier": (_("The supplier answers"), _("You may decide without him.")),
            "offer": (_("The customer answers the offer"), ""),
            "ship": (_("The customer sends the goods back"), ""),
            "travel": (
                _("The goods are on their way back"),
                _("The receipt is confirmed by the supplier or by you."),
            ),
            "inspect": (
                _("The receipt differs: decide"),
                _("Give what arrived, or give it in full."),
            ),
            "stop": (_("The supplier confirms that he does not ship"), ""),
            "refund": (
                _("The refund is not paid yet"),
                _("Pay it out, or leave it as credit."),
            ),
            "rejected": (_("Rejected; the customer may ask for another review"), ""),
            "done": (_("Solved; it closes when the suppliers are done with"), ""),
            "cancelled": (_("Withdrawn"), _("Reopen it if the customer comes back.")),
        }
        ours = stage in ("draft", "review", "inspect", "refund")
        headline, text = texts[stage]
        return {
            "headline": headline,
            "text": text,
            "chip": self._state_label(self.state),
            "tone": "warning" if ours else "info",
        }
