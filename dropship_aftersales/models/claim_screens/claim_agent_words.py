"""Where a claim stands, in the agent's words."""

from odoo import models

# What an agent may press, the most likely first; steps that are no verbs of the claim
# belong to its lines, parcels, suppliers and credit notes.
AGENT_ACTIONS = (
    "submit",
    "pay_out",
    "answer_supplier",
    "approve",
    "grant_all",
    "accept",
    "give_evidence",
    "parcel",
    "receipt",
    "reject",
    "offer",
    "ask_evidence",
    "ask_supplier",
    "refuse_all",
    "refuse",
    "appeal",
    "revise",
    "reopen",
    "cancel",
)


class AftersalesClaim(models.Model):
    """Says the agent where the claim stands and what is next."""

    _inherit = "aftersales.claim"

    def _agent_words(self, stage):
        stage = "closed" if self.state == "closed" else self._agent_stage()
        headline, text, silence = self._agent_texts()[stage]()
        ours = stage in ("draft", "review", "dispute", "inspect", "refund")
        return {
            "headline": headline,
            "text": text,
            "silence": silence,
            "chip": self._state_label(self.state),
            "tone": "warning" if ours else "info",
        }

    def _agent_texts(self):
        """``{stage: function}``: headline, text and what happens when nobody moves."""
        return {
            "draft": lambda: (
                self.env._("Submit the request"),
                self.env._("It reserves nothing yet."),
                self.env._("Nobody else can see it."),
            ),
            "review": lambda: (
                self.env._("Approve, or reject")
                if not self._undecided_lines()
                else self.env._("Decide line by line"),
                self.env._("Every line is decided.")
                if not self._undecided_lines()
                else self.env._("Then approve, offer or reject."),
                self.env._("Nothing is promised; the customer waits."),
            ),
            "evidence": lambda: (
                self.env._("The customer sends evidence"),
                self._asked_progress() or self.evidence_request or "",
                self.env._("Say “Evidence is there” to decide with what you have."),
            ),
            "supplier": lambda: (
                self.env._("The supplier answers"),
                self.env._("You may decide without him."),
                self.env._("Nothing is promised; the customer waits."),
            ),
            "offer": lambda: (
                self.env._("The customer answers the offer"),
                self.env._("You may enter what he says on the phone."),
                self.env._("Nothing is paid before he accepts."),
            ),
            "dispute": lambda: (
                self.env._("A supplier disagrees: decide"),
                self.env._("Read the reason on the case and rule."),
                self.env._("The supplier pays nothing before that."),
            ),
            "ship": lambda: (
                self.env._("The customer sends the goods back"),
                self.env._("You may enter the tracking number for him."),
                self.env._("What waits for the goods is not paid."),
            ),
            "travel": lambda: (
                self.env._("The goods are on their way back"),
                self.env._("The receipt is confirmed by the supplier or by you."),
                self.env._("What waits for the goods is not paid."),
            ),
            "inspect": lambda: (
                self.env._("The receipt differs: decide"),
                self.env._("Give what arrived, or give it in full."),
                self.env._("The customer waits for the rest of the money."),
            ),
            "stop": lambda: (
                self.env._("The supplier confirms that he does not ship"),
                self.env._("You may answer for him on his case."),
                self.env._("Nothing is paid before that is certain."),
            ),
            "refund": lambda: (
                self.env._("The refund waits for the invoice")
                if self._waits_for_invoice()
                else self.env._("The refund is not paid yet"),
                self.env._(
                    "Invoice the order: it is credited then. If no invoice will come, "
                    "say so under Remedies."
                )
                if self._waits_for_invoice()
                else self.env._("Pay it out, or leave it as credit."),
                self.env._("The customer waits for the money."),
            ),
            "rejected": lambda: (
                self.env._("Rejected; the customer may ask for another review"),
                "",
                self.env._("It closes when that time is over."),
            ),
            "done": lambda: (
                self.env._("Solved; it closes when the suppliers are done with"),
                self._ask_more_words(),
                "",
            ),
            "closed": lambda: (
                self.env._("Nothing is left to do"),
                self.env._("Customer and suppliers are done with."),
                "",
            ),
            "cancelled": lambda: (
                self._ended_words()["headline"],
                self.env._("Reopen it if the customer comes back."),
                "",
            ),
        }

    def _ask_more_words(self):
        """What a supplier could be asked for beyond what he agreed to, or nothing."""
        # Whoever may read the claim may know what its suppliers owe.
        notes = self.sudo().case_ids.mapped("ask_more_note")
        return next(filter(None, notes), "")

    def _waits_for_invoice(self):
        """Something was given back that no posted invoice holds, and nothing else
        keeps the customer from his money."""
        running = [
            remedy for remedy in self.sudo().remedy_ids if remedy.state == "running"
        ]
        return not any(remedy.awaits_payout for remedy in running) and any(
            remedy.uom_id.compare(remedy.settled_qty, remedy._credited_quantity()) > 0
            for remedy in running
        )
