"""What of a claimed item nothing was given for yet."""

from odoo import models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _open_units(self):
        """Units that no remedy runs for or was done, in the product's unit."""
        self.ensure_one()
        return self.quantity - sum(
            remedy.quantity
            for remedy in self.remedy_ids
            if remedy.state in ("running", "done")
        )

    def _has_open_units(self):
        self.ensure_one()
        # Customers read their claims, and no units.
        return self.sudo().uom_id.compare(self._open_units(), 0.0) > 0

    def _prepare_full_refund_vals(self):
        """A refund of all that is open, nothing withheld: what the item is worth."""
        self.ensure_one()
        return {
            "claim_id": self.claim_id.id,
            "line_id": self.id,
            "kind": "refund",
            "quantity": self._open_units(),
        }
