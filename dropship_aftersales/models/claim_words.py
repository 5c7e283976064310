"""Where a claim stands, in words: the one source for portal, mail, API and backend."""

from odoo import models
from odoo.exceptions import UserError

from .claim import UNDECIDED
from .claim_agent_words import AGENT_ACTIONS
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

    def _customer_words(self, stage):
        amount = self.currency_id.format(self._given_amount())
        waits = any(
            remedy.trigger in ("receipt", "inspection") and remedy.state == "running"
            for remedy in self.sudo().remedy_ids
        )
        words = {
            "draft": lambda: {
                "chip": self.env._("Not sent yet"),
                "tone": "warning",
                "headline": self.env._("Send your request"),
                "text": self.env._("Check what is written below and send it to us."),
            },
            "review": lambda: {
                "chip": self.env._("We are checking"),
                "tone": "info",
                "headline": self.env._("We are checking your request"),
                "text": self.env._(
                    "We will answer you here. You need not do anything now."
                ),
            },
            "evidence": lambda: {
                "chip": self.env._("We need something from you"),
                "tone": "warning",
                "headline": self.env._("Please send us something"),
                "text": self.evidence_request
                or self.env._("Please add photos that show what is wrong."),
                "silence": self.env._(
                    "If we hear nothing, we decide with what we have."
                ),
            },
            "offer": lambda: {
                "chip": self.env._("Our offer for you"),
                "tone": "warning",
                "headline": self.env._("Please answer our offer"),
                "text": self.env._(
                    "We offer you %s. Accept it, or decline it.", amount
                ),
                "silence": self.env._("Nothing is paid before you have accepted."),
            },
            "ship": lambda: {
                "chip": self.env._("Send it back"),
                "tone": "warning",
                "headline": self.env._("Send it back to us"),
                "text": self.env._(
                    "Send the parcel and enter its tracking number. You get %s when it "
                    "has arrived.",
                    amount,
                )
                if waits
                else self.env._("Send the parcel and enter its tracking number."),
                "silence": self.env._("Your money waits until the parcel is here.")
                if waits
                else "",
            },
            "travel": lambda: {
                "chip": self.env._("On its way"),
                "tone": "info",
                "headline": self.env._("Your parcel is on its way"),
                "text": self.env._("You get %s when it has arrived.", amount)
                if waits
                else self.env._("You need not do anything now."),
            },
            "inspect": lambda: {
                "chip": self.env._("Being checked"),
                "tone": "info",
                "headline": self.env._("We are checking your parcel"),
                "text": self.env._(
                    "Not everything arrived as expected. We look at it and write to "
                    "you."
                ),
            },
            "stop": lambda: {
                "chip": self.env._("Approved"),
                "tone": "info",
                "headline": self.env._("We are stopping the delivery"),
                "text": self.env._(
                    "You get %s as soon as it is certain that nothing is sent.", amount
                ),
            },
            "refund": lambda: {
                "chip": self.env._("Refund sent"),
                "tone": "info",
                "headline": self.env._("Your money is on its way"),
                "text": self.env._(
                    "We are paying %s. Banks need 3–5 days to show it.", amount
                ),
            },
            "rejected": lambda: {
                "chip": self.env._("Not granted"),
                "tone": "danger",
                "headline": self.env._("We could not grant your request"),
                "text": self.rejection_reason
                or self.env._("Write to us below if you want to know more."),
                "silence": self.env._("You may ask for another review until then.")
                if self._is_open("appeal", CUSTOMER)
                else "",
            },
            "done": lambda: {
                "chip": self.env._("Done"),
                "tone": "success",
                "headline": self.env._("Your request is done"),
                "text": self.env._("You got %s.", amount),
                "silence": self.env._(
                    "Part was refused: you may ask for another review."
                )
                if self._is_open("appeal", CUSTOMER)
                else "",
            },
            "cancelled": lambda: {
                "chip": self.env._("Withdrawn"),
                "tone": "secondary",
                "headline": self.env._("This request was withdrawn"),
                "text": self.env._("Is something still wrong? Send a new request."),
            },
        }
        return words[stage]()
