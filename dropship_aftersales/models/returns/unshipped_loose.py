"""Units that nobody ships any more: their purchase was cancelled or lowered, or the
order was. Taking them off an order needs no document."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_undelivered_quantity(self, product):
        # Of a cancelled order nothing is shipped any more, nor taken off.
        if self.state == "cancel":
            return 0.0
        return super()._aftersales_undelivered_quantity(product)

    def _aftersales_loose_quantity(self, product):
        """What of ``product``, sold as such, is neither delivered nor on an open
        purchase or transfer, in its own unit."""
        self.ensure_one()
        if product != self.product_id or self.state != "sale":
            return 0.0
        undelivered = (
            self._aftersales_in_product_unit(self.product_uom_qty - self.qty_delivered)
            - self.aftersales_unshipped_qty
        )
        purchases = self.purchase_line_ids.filtered(
            lambda line: (
                line._is_dropshipped()
                and line.state != "cancel"
                and line.product_id == product
            )
        )
        planned = sum(line._aftersales_open_qty() for line in purchases) + sum(
            move.product_qty
            for move in self.move_ids
            if move.product_id == product and move._is_aftersales_planned_delivery()
        )
        return max(0.0, undelivered - planned)

    def _aftersales_cut_deliveries(self, product, quantity):
        left = quantity - self._aftersales_loose_quantity(product)
        if product.uom_id.compare(left, 0.0) > 0:
            super()._aftersales_cut_deliveries(product, left)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_aftersales_planned_delivery(self):
        """Whether our own warehouse is still to ship it to the customer."""
        self.ensure_one()
        destination = self.location_final_id or self.location_dest_id
        return (
            self.state not in ("done", "cancel")
            and not self.purchase_line_id
            and not self.origin_returned_move_id
            and destination._is_aftersales_customer()
        )


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _aftersales_cut_unshipped(self, quantities):
        """Units that somebody took off before are not taken off once more."""
        loose = {
            (line.sale_line_id, line.product_id): (
                line.sale_line_id._aftersales_loose_quantity(line.product_id)
                if line.sale_line_id
                else 0.0
            )
            for line in self
        }
        cuts = {line: quantities[line] for line in self}
        # First what is more than a purchase still holds, then the rest.
        for keeps in (lambda line: line._aftersales_open_qty(), lambda line: 0.0):
            for line in self:
                goods = (line.sale_line_id, line.product_id)
                spared = max(0.0, min(loose[goods], cuts[line] - keeps(line)))
                loose[goods] -= spared
                cuts[line] -= spared
        needed = self.filtered(
            lambda line: line.product_id.uom_id.compare(cuts[line], 0.0) > 0
        )
        super(PurchaseOrderLine, needed)._aftersales_cut_unshipped(cuts)
