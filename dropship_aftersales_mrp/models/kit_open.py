"""What of a kit's parts is still to be shipped."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_undelivered_quantity(self, product):
        if not self._aftersales_parts() or self.state == "cancel":
            return super()._aftersales_undelivered_quantity(product)
        # What is on open purchases and transfers: kits tell nothing of their parts.
        purchases = self._aftersales_open_purchases(product)
        return sum(purchases.values()) + self._aftersales_open_deliveries(product)

    def _aftersales_open_deliveries(self, product):
        if not self._aftersales_parts():
            return super()._aftersales_open_deliveries(product)
        is_planned = self._get_incoming_outgoing_moves_filter()["incoming_moves"]
        own = self.move_ids.filtered(
            lambda move: (
                move.product_id == product
                and not move.purchase_line_id
                and not move.origin_returned_move_id
                and move.state != "cancel"
            )
        )
        shipped = own.filtered(
            lambda move: (
                move.state == "done" and move.location_dest_id._is_aftersales_customer()
            )
        )
        planned = own.filtered(is_planned)
        return sum(move._aftersales_moved_qty() for move in planned) - sum(
            move._aftersales_moved_qty() for move in shipped
        )

    def _get_qty_procurement(self, previous_product_uom_qty=False):
        procured = super()._get_qty_procurement(previous_product_uom_qty)
        # Core counts whole kits under way. Parts that a claim took off are missing in
        # them for good: only what is ordered on top is bought.
        remedies = self.sudo().aftersales_remedy_ids if self._aftersales_parts() else []
        if previous_product_uom_qty and any(
            remedy.unshipped_qty for remedy in remedies
        ):
            return previous_product_uom_qty.get(self.id, procured)
        return procured
