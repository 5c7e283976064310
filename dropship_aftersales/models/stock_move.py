from odoo import fields, models


class StockMove(models.Model):
    _inherit = "stock.move"

    aftersales_remedy_id = fields.Many2one("aftersales.remedy", index="btree_not_null")
    aftersales_case_line_id = fields.Many2one(
        "aftersales.supplier.case.line", index="btree_not_null"
    )
