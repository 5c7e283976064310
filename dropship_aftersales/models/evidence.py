from odoo import fields, models


class AftersalesEvidence(models.Model):
    """One photo, video or document that shows what is wrong."""

    _name = "aftersales.evidence"
    _description = "After-Sales Evidence"
    _order = "id"

    name = fields.Char(required=True)
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    line_id = fields.Many2one("aftersales.claim.line", index="btree_not_null")
    kind = fields.Selection(
        [("photo", "Photo"), ("video", "Video"), ("document", "Document")],
        required=True,
        readonly=True,
    )
    mimetype = fields.Char(readonly=True)
    content = fields.Binary(attachment=True, required=True)
    source = fields.Selection(
        [("customer", "Customer"), ("supplier", "Supplier"), ("agent", "Agent")],
        required=True,
        default="agent",
        readonly=True,
    )
    shared_with_supplier = fields.Boolean(
        help="The supplier sees a copy without camera data and file name."
    )
