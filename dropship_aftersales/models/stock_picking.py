from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim", string="Claim", index="btree_not_null"
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case", string="Supplier Case", index="btree_not_null"
    )
