from odoo import api, fields, models


class AftersalesEvidence(models.Model):
    """What the agent's gallery shows of a file, and who else sees it."""

    _inherit = "aftersales.evidence"

    is_shareable = fields.Boolean(
        compute="_compute_is_shareable",
        help="Suppliers may see a copy; names in documents cannot be taken out.",
    )

    @api.depends("kind")
    def _compute_is_shareable(self):
        for evidence in self:
            evidence.is_shareable = evidence.kind in ("photo", "video")

    def action_toggle_share(self):
        """Show these files to the supplier, or hide them again."""
        self.claim_id._check_agent()
        for evidence in self:
            evidence.shared_with_supplier = not evidence.shared_with_supplier
        return True
