"""What a claim should show before it is decided, and what of it is missing."""

from odoo import fields, models


class AftersalesReason(models.Model):
    _inherit = "aftersales.reason"

    evidence_type_ids = fields.Many2many(
        "aftersales.evidence.type",
        string="Evidence Wanted",
        help="What the customer should show; without it any photo, video or document "
        "will do.",
    )


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _evidence_complete(self):
        """Whether everything that its reasons and policies ask for is there."""
        self.ensure_one()
        return not self._lacks_any_evidence()

    def _lacks_any_evidence(self):
        return (
            any(self.line_ids.mapped("reason_id.evidence_required"))
            and not self.sudo().evidence_ids
        )
