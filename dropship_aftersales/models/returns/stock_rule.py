from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _push_prepare_move_copy_values(self, move_to_copy, new_date):
        vals = super()._push_prepare_move_copy_values(move_to_copy, new_date)
        if move_to_copy.picking_id.is_aftersales_return:
            # What the warehouse does with goods that came back is no delivery of the
            # order: its status, lateness and cancellation leave it alone.
            vals["sale_line_id"] = False
        return vals
