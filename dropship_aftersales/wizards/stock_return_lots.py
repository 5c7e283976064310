from odoo import models


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    def _create_return(self):
        """Odoo's own return beside ours waits for numbers that no claim holds."""
        picking = super()._create_return()
        # The claims' numbers, read by whoever handles the transfer.
        picking.sudo().move_ids.filtered(
            lambda move: (
                move.origin_returned_move_id
                and move.origin_returned_move_id._is_aftersales_guarded()
            )
        )._aftersales_choose_lots()
        return picking
