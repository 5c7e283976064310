from odoo import api, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "aftersales.order.returns"]

    @api.depends("order_line.aftersales_remedy_ids.move_ids.picking_id")
    def _compute_aftersales_return_ids(self):
        """Goods that another system delivered come back without a move of the order."""
        super()._compute_aftersales_return_ids()
        for order in self:
            # Whoever sees the order sees its returns, not the claims behind them.
            moves_sudo = order.sudo().order_line.aftersales_remedy_ids.move_ids
            if others_sudo := moves_sudo.filtered(lambda move: not move.sale_line_id):
                order.aftersales_return_ids |= others_sudo.picking_id.sudo(False)
                order.aftersales_return_count = len(order.aftersales_return_ids)
