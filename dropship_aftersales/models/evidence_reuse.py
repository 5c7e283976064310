"""Files that were used on another claim already."""

from odoo import fields, models


class AftersalesEvidence(models.Model):
    """Knows files again: the same content, or nearly the same photo."""

    _inherit = "aftersales.evidence"

    reuse = fields.Selection(
        [
            ("customer", "Sent before by this customer"),
            ("others", "Used on another customer's claim"),
        ],
        readonly=True,
        copy=False,
        help="This file, or nearly the same photo, is on an earlier claim.",
    )
    reused_evidence_ids = fields.Many2many(
        "aftersales.evidence",
        "aftersales_evidence_reuse",
        "evidence_id",
        "earlier_id",
        string="Used Before As",
        readonly=True,
        copy=False,
    )


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    reused_evidence = fields.Selection(
        [
            ("customer", "Sent before by this customer"),
            ("others", "Used on another customer's claim"),
        ],
        string="Reused Evidence",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="A file of this claim is on an earlier claim too.",
    )

    def _holds_back(self):
        """Whether a person has to look before anything is granted by the policy."""
        self.ensure_one()
        return bool(self.sudo().reused_evidence)
