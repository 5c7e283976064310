from odoo import fields, models


class AftersalesSupplierCaseLine(models.Model):
    """Units of one purchase line that one supplier answers for."""

    _name = "aftersales.supplier.case.line"
    _description = "Supplier Case Line"
    _inherit = ["aftersales.settlement.mixin"]
    _order = "case_id, id"

    case_id = fields.Many2one(
        "aftersales.supplier.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="case_id.currency_id")
    claim_line_id = fields.Many2one(
        "aftersales.claim.line", required=True, index=True, ondelete="cascade"
    )
    purchase_line_id = fields.Many2one("purchase.order.line", index=True)
    product_id = fields.Many2one("product.product", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id")
    quantity = fields.Float(digits="Product Unit", required=True)
    price_unit = fields.Float(
        string="Cost",
        min_display_digits="Product Price",
        help="Purchase price per unit of the product, discount taken off, tax "
        "excluded, frozen when the case was opened.",
    )
    percent = fields.Float(
        string="Supplier's Share",
        default=100.0,
        help="Percent of the cost that the supplier credits.",
    )
    received = fields.Float(digits="Product Unit", readonly=True, copy=False)
    damaged = fields.Float(
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Included in the units received.",
    )
    outcome = fields.Selection(
        [
            ("ok", "As expected"),
            ("wrong", "Wrong item"),
            ("empty", "Empty parcel"),
            ("refused", "Refused at the door"),
        ],
        readonly=True,
        copy=False,
    )
    lot_ids = fields.Many2many("stock.lot", string="Lots", readonly=True, copy=False)
    note = fields.Text(readonly=True, copy=False)
