"""Where a claim stands for its customer, finer than its state."""

from odoo import models

from ..workflow.workflow_mixin import CUSTOMER


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _open_returns(self):
        """Parcels the customer should send or has sent, and that have not arrived."""
        return self.picking_ids.filtered(
            lambda picking: (
                picking.is_aftersales_return and picking.state not in ("done", "cancel")
            )
        ).sorted("id")

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
            if self._came_otherwise():
                return "inspect"
            unsent = returns.filtered(lambda p: not p.aftersales_shipped_date)
            return "ship" if unsent else "travel"
        # A list: filtered records are read apart from those of other claims.
        running = [remedy for remedy in self.remedy_ids if remedy.state == "running"]
        if any(remedy._units_to_stop() for remedy in running):
            return "stop"
        if any(
            remedy.return_to != "none"
            and remedy.uom_id.compare(remedy.settled_qty, remedy.quantity) < 0
            for remedy in running
        ):
            return "inspect"
        return "refund"

    def _came_otherwise(self):
        """A supplier reports a parcel that was empty, refused, or held something else:
        waiting for it helps nobody."""
        return bool(
            self.case_ids.line_ids.filtered(
                lambda line: (
                    line.awaits_goods
                    and line.outcome not in (False, "ok")
                    and line.uom_id.compare(line.received, line.quantity) < 0
                )
            )
        )

    def _until(self, stage):
        if stage == "ship":
            unsent = (
                self.sudo()
                ._open_returns()
                .filtered(lambda picking: not picking.aftersales_shipped_date)
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
