"""Where a supplier case stands, in words, for the agent; and the way it goes."""

from odoo import models

from ..workflow.workflow_mixin import AGENT


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _agent_words(self, stage):
        texts = {
            "draft": (self.env._("Ask the supplier"), ""),
            "asked": (
                self.env._("The supplier answers"),
                self.env._("You may answer for him."),
            ),
            "disputed": (
                self.env._("Decide the dispute"),
                self._dispute_words() if stage == "disputed" else "",
            ),
            "receive": (
                self.env._("The supplier confirms the receipt"),
                self.env._("You may enter it for him."),
            ),
            "credit": (self.env._("The supplier credits what was agreed"), ""),
            "finish": (
                self.env._("Finish the case"),
                self.env._("The supplier has nothing to do now."),
            ),
            "settled": (self.env._("Settled"), ""),
            "written_off": (self.env._("Written off"), ""),
            "cancelled": (self.env._("Cancelled"), ""),
        }
        headline, text = texts[stage]
        return {
            "headline": headline,
            "text": " ".join(filter(None, (text, self.ask_more_note))),
            "chip": self._state_label(self.state),
            "tone": "warning" if stage in ("draft", "disputed") else "info",
        }

    def _dispute_words(self):
        """What the supplier answered, and what may follow."""
        said = self.dispute_reason or ""
        if self.answer == "partly":
            words = self.env._(
                "He would credit %(part)s instead of %(asked)s.",
                part=self.currency_id.format(self.proposed_amount),
                asked=self.currency_id.format(self.expected_amount),
            )
            return f"{words} {said}".strip()
        if self.answer == "propose":
            return self.env._(
                "He proposes: %(proposal)s (“%(said)s”). Offer it to the customer on "
                "the claim, or rule.",
                proposal=self._proposal_label(),
                said=said,
            )
        return said or self.env._("The supplier disagreed.")

    def _steps(self, audience):
        """The way of the case; see ``aftersales.claim._steps``."""
        self.ensure_one()
        steps = self._way(audience == AGENT)
        current = next((i for i, step in enumerate(steps) if not step[1]), len(steps))
        return [
            {
                "label": label,
                "state": "done" if i < current else "now" if i == current else "next",
                "date": entered == self.state and self.state_since,
            }
            for i, (label, _reached, entered) in enumerate(steps)
        ]

    def _way(self, for_agent):
        """``(label, reached, state that was entered by it)`` of each step."""
        asked = (self.env._("We asked"), self.state != "draft", "asked")
        if self.state == "cancelled":
            return [asked, (self.env._("No longer needed"), True, "cancelled")]
        if self.state == "written_off":
            return [asked, (self.env._("Closed, nothing owed"), True, "written_off")]
        is_disputed = self.state == "disputed"
        is_ruled = bool(self.ruling_reason) and self.state in ("accepted", "settled")
        answer = (
            self.env._("Supplier's answer") if for_agent else self.env._("Your answer"),
            self.state not in ("draft", "asked"),
            "disputed" if is_disputed or is_ruled else "accepted",
        )
        decision = (self.env._("Decision"), is_ruled, "accepted")
        goods = (self.env._("Goods arrive"), not self._goods_missing(), "")
        is_settled = self.state == "settled"
        credit = (self.env._("Credit"), bool(is_settled or self.supplier_reference), "")
        has_credit = not self.currency_id.is_zero(self.expected_amount)
        return [
            asked,
            answer,
            *([decision] if is_disputed or is_ruled else []),
            *([goods] if any(self.line_ids.mapped("awaits_goods")) else []),
            *([credit] if has_credit else []),
            (self.env._("Settled"), is_settled, "settled"),
        ]
