from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    aftersales_remedy_id = fields.Many2one(
        "aftersales.remedy", index="btree_not_null", copy=False, readonly=True
    )
    aftersales_case_line_id = fields.Many2one(
        "aftersales.supplier.case.line",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    aftersales_units = fields.Float(
        string="Units Credited by Claims",
        digits="Product Unit",
        copy=False,
        readonly=True,
        help="In the product's own unit: how many units of this line credit claims.",
    )
    aftersales_amount_only = fields.Boolean(
        string="Amount Only",
        copy=False,
        readonly=True,
        help="The line credits money, not units: its quantity counts for nothing.",
    )
