from odoo import fields, models


class AftersalesClaimLine(models.Model):
    """Units of one billed sale line that the customer complains about."""

    _name = "aftersales.claim.line"
    _description = "Claim Line"
    _order = "claim_id, id"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    sale_line_id = fields.Many2one("sale.order.line", required=True, index=True)
    product_id = fields.Many2one(related="sale_line_id.product_id", store=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    quantity = fields.Float(digits="Product Unit", required=True)
    reason_id = fields.Many2one("aftersales.reason", required=True)
    goods_status = fields.Selection(
        [
            ("not_received", "Not received"),
            ("unopened", "Received, unopened"),
            ("opened", "Opened"),
            ("used", "Used"),
            ("sent_back", "Already sent back"),
        ],
        required=True,
        default="opened",
    )
    lot_ids = fields.Many2many("stock.lot")
    remedy_ids = fields.One2many("aftersales.remedy", "line_id")
    case_line_ids = fields.One2many("aftersales.supplier.case.line", "claim_line_id")
