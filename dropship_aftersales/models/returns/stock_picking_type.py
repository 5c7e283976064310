from odoo import fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    is_aftersales_return = fields.Boolean(
        string="Dropship Returns",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Goods that customers send straight back to suppliers on a claim.",
    )
