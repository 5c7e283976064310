"""The way of a claim, step by step."""

from odoo import models

from .workflow_mixin import AGENT


class AftersalesClaim(models.Model):
    """Says what of the claim's way is done, what is now and what is next."""

    _inherit = "aftersales.claim"

    def _steps(self, audience):
        """The way of the claim, as far as it is known.

        :param str audience: customer or agent
        :return: list of dicts with ``label``, ``state`` (done, now, next) and ``date``
            (datetime or False)
        """
        self.ensure_one()
        steps = self.sudo()._way(audience == AGENT)
        current = next((i for i, step in enumerate(steps) if not step[1]), len(steps))
        return [
            {
                "label": label,
                "state": "done" if i < current else "now" if i == current else "next",
                "date": i < current and date,
            }
            for i, (label, _reached, date) in enumerate(steps)
        ]

    def _way(self, for_agent):
        """``(label, reached, date)`` of each step."""
        sent = (
            self.env._("Submitted") if for_agent else self.env._("Request sent"),
            self.state != "draft",
            self.submitted_date or self.state_since,
        )
        if self.state == "cancelled":
            return [sent, (self.env._("Withdrawn"), True, self.state_since)]
        decided_label = (
            self.env._("Decided") if for_agent else self.env._("We checked it")
        )
        if self._stage() == "rejected":
            return [
                sent,
                (decided_label, True, self.decided_date),
                (self.env._("Not granted"), True, self.decided_date),
            ]
        if self.state not in ("approved", "resolved", "closed"):
            label = self.env._("Decision") if for_agent else self.env._("We check it")
            return [sent, (label, False, False), (self.env._("Solved"), False, False)]
        return [
            sent,
            (decided_label, True, self.decided_date),
            *self._way_of_goods(for_agent),
            (
                self.env._("Money given") if for_agent else self.env._("Money back"),
                self.state != "approved",
                self.resolved_date,
            ),
        ]

    def _way_of_goods(self, for_agent):
        returns = self.picking_ids.filtered(
            lambda picking: picking.is_aftersales_return and picking.state != "cancel"
        )
        if not returns:
            return []
        unsent = returns.filtered(
            lambda p: p.state != "done" and not p.aftersales_shipped_date
        )
        sent_dates = [
            p.aftersales_shipped_date or p.date_done for p in returns - unsent
        ]
        arrived = returns.filtered(lambda picking: picking.state == "done")
        return [
            (
                self._step_label(for_agent, not unsent, "sent"),
                not unsent,
                max(filter(None, sent_dates), default=False),
            ),
            (
                self._step_label(for_agent, arrived == returns, "arrived"),
                arrived == returns,
                max(filter(None, arrived.mapped("date_done")), default=False),
            ),
        ]

    def _step_label(self, for_agent, reached, step):
        """What a step of the goods is called, before and after it is reached."""
        if for_agent:
            return (
                self.env._("Goods sent back")
                if step == "sent"
                else self.env._("Goods received")
            )
        if step == "sent":
            return (
                self.env._("Parcel sent back")
                if reached
                else self.env._("Send it back")
            )
        return self.env._("Parcel arrived") if reached else self.env._("Parcel arrives")
