"""Kits that were ordered before this addon kept their composition."""

from collections import defaultdict

from odoo import api, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model
    def _aftersales_note_earlier_kits(self):
        """Derive from purchases and transfers what earlier kits consist of."""
        bought = self.env["purchase.order.line"].search(
            [("sale_line_id", "!=", False), ("state", "!=", "cancel")]
        )
        moves = self.env["stock.move"].search(
            [("sale_line_id", "!=", False), ("bom_line_id.bom_id.type", "=", "phantom")]
        )
        lines = (
            moves.sale_line_id
            | bought.filtered(
                lambda line: line.product_id != line.sale_line_id.product_id
            ).sale_line_id
        )
        for line in lines:
            if not line.aftersales_kit and (units := line._aftersales_documented_kit()):
                line.aftersales_kit = line._aftersales_weigh(units)

    def _aftersales_documented_kit(self):
        """``{product: units a kit}`` by what was bought and delivered for this line."""
        self.ensure_one()
        goods = defaultdict(float)
        purchases = self.purchase_line_ids.filtered(
            lambda line: line.state != "cancel" and line._is_dropshipped()
        )
        for purchase_line in purchases:
            goods[purchase_line.product_id] += purchase_line.product_uom_qty
        for move in self.move_ids.filtered(
            lambda move: (
                move.state != "cancel"
                and move.bom_line_id
                and not move.purchase_line_id
                and not move.origin_returned_move_id
                and move.location_dest_id._is_aftersales_customer()
            )
        ):
            goods[move.product_id] += move._aftersales_moved_qty()
        goods.pop(self.product_id, None)
        ordered = self._aftersales_in_product_unit(self.product_uom_qty)
        kits = ordered - self.aftersales_unshipped_qty
        if kits <= 0:
            return {}
        return {
            product: quantity / kits for product, quantity in goods.items() if quantity
        }
