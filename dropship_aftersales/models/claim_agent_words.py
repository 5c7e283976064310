"""Where a claim stands, in the agent's words."""

from odoo import models

# What an agent may press, the most likely first.
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


class AftersalesClaim(models.Model):
    """Says the agent where the claim stands and what is next."""

    _inherit = "aftersales.claim"

    def _agent_words(self, stage):
        if self.state == "supplier":
            stage = "supplier"
        texts = {
            "draft": (
                self.env._("Submit the request"),
                self.env._("It reserves nothing yet."),
            ),
            "review": (
                self.env._("Decide line by line"),
                self.env._("Then approve, offer or reject."),
            ),
            "evidence": (
                self.env._("The customer sends evidence"),
                self.evidence_request or "",
            ),
            "supplier": (
                self.env._("The supplier answers"),
                self.env._("You may decide without him."),
            ),
            "offer": (self.env._("The customer answers the offer"), ""),
            "ship": (self.env._("The customer sends the goods back"), ""),
            "travel": (
                self.env._("The goods are on their way back"),
                self.env._("The receipt is confirmed by the supplier or by you."),
            ),
            "inspect": (
                self.env._("The receipt differs: decide"),
                self.env._("Give what arrived, or give it in full."),
            ),
            "stop": (self.env._("The supplier confirms that he does not ship"), ""),
            "refund": (
                self.env._("The refund is not paid yet"),
                self.env._("Pay it out, or leave it as credit."),
            ),
            "rejected": (
                self.env._("Rejected; the customer may ask for another review"),
                "",
            ),
            "done": (
                self.env._("Solved; it closes when the suppliers are done with"),
                "",
            ),
            "cancelled": (
                self.env._("Withdrawn"),
                self.env._("Reopen it if the customer comes back."),
            ),
        }
        ours = stage in ("draft", "review", "inspect", "refund")
        headline, text = texts[stage]
        return {
            "headline": headline,
            "text": text,
            "chip": self._state_label(self.state),
            "tone": "warning" if ours else "info",
        }
