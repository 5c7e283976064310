"""How many kits were delivered."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_recount_kits(self):
        """Count the kits among these lines anew: what still comes has changed.

        No dependency of the field: it would count lines anew that are none, and what
        somebody entered by hand for an imported order would be lost.
        """
        # Whoever changes purchases or claims may not see orders.
        kits_sudo = self.sudo().filtered("aftersales_kit")
        self.env.add_to_compute(self._fields["qty_delivered"], kits_sudo)

    def _prepare_qty_delivered(self):
        """Count kits by their parts.

        Core counts dropshipped kits all or nothing: all of them as soon as one supplier
        has shipped and the others were not asked yet, none while a part of one is
        missing or came back. And a kit of our own stock of which a claim took a part
        off would never be complete.
        """
        delivered = super()._prepare_qty_delivered()
        if self.env.context.get("accrual_entry_date"):
            return delivered
        for line in self:
            if line.qty_delivered_method != "stock_move":
                continue
            parts = line._aftersales_parts()
            if not parts:
                continue
            # Purchases and claims are read by whoever delivers.
            line_sudo = line.sudo()
            if any(order._is_dropshipped() for order in line_sudo._kit_purchases()):
                kits = line_sudo._aftersales_dropshipped_kits(parts)
            elif any(line_sudo._aftersales_parts_taken_off().values()):
                kits = line_sudo._aftersales_own_kits(parts)
            else:
                continue
            delivered[line] = line.product_id.uom_id._compute_quantity(
                kits, line.product_uom_id, round=False
            )
        return delivered

    def _kit_purchases(self):
        return self.purchase_line_ids.order_id

    def _aftersales_dropshipped_kits(self, parts):
        """Kits of which no part is still to come, in the product's unit.

        What was cancelled on the way counts as delivered, as in core.
        """
        if not any(
            move.state == "done" and move._is_aftersales_delivery()
            for move in self.move_ids
        ):
            return 0.0
        ordered = self._aftersales_in_product_unit(self.product_uom_qty)
        delivered = self._aftersales_parts_delivered()
        returned = self._aftersales_parts_returned()
        resent = self._aftersales_parts_delivered(again=True)

        def missing(product, units):
            waiting = self._aftersales_undelivered_quantity(product)
            # An exchange is a delivery of its own, on top of what was ordered.
            on_top = delivered.get(product, 0.0) + waiting - ordered * units
            replaced = max(resent.get(product, 0.0), on_top)
            return waiting + max(0.0, returned.get(product, 0.0) - max(0.0, replaced))

        kits = min(
            ordered - missing(product, part.units) / part.units
            for product, part in parts.items()
        )
        whole = self._aftersales_whole_kits(kits)
        return max(0.0, whole - self.aftersales_unshipped_qty)

    def _aftersales_own_kits(self, parts):
        """Complete kits that our warehouse delivered, parts that a claim took off
        counted as delivered, in the product's unit."""
        delivered = self._aftersales_parts_delivered()
        returned = self._aftersales_parts_returned()
        taken_off = self._aftersales_parts_taken_off()
        kits = min(
            (
                delivered.get(product, 0.0)
                - returned.get(product, 0.0)
                + taken_off.get(product, 0.0)
            )
            / part.units
            for product, part in parts.items()
        )
        return max(0.0, self._aftersales_whole_kits(kits))

    # ------------------------------------------------------------------ parts

    def _aftersales_parts_delivered(self, again=False):
        """What was sent to the customer: ``{product: its own units}``.

        :param bool again: only what was sent once more after it had come back
        """
        goods = {}
        for move in self.move_ids:
            if again and not move.origin_returned_move_id:
                continue
            if move.state == "done" and move._is_aftersales_delivery():
                goods[move.product_id] = (
                    goods.get(move.product_id, 0.0) + move._aftersales_moved_qty()
                )
        return goods

    def _aftersales_parts_returned(self):
        """What came back outside of claims: ``{product: its own units}``."""
        goods = {}
        for move in self.move_ids:
            if move.state != "done" or not move.to_refund:
                continue
            if not move.location_id._is_aftersales_customer():
                continue
            goods[move.product_id] = (
                goods.get(move.product_id, 0.0) + move._aftersales_moved_qty()
            )
        return goods

    def _aftersales_parts_taken_off(self):
        """Single parts that claims took off before shipment: ``{product: units}``."""
        goods = {}
        for remedy in self.aftersales_remedy_ids:
            if remedy.line_id._is_part() and remedy.unshipped_qty:
                product = remedy.line_id.component_id
                goods[product] = goods.get(product, 0.0) + remedy.unshipped_qty
        return goods


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def button_cancel(self):
        result = super().button_cancel()
        self.order_line.sale_line_id._aftersales_recount_kits()
        return result


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def unlink(self):
        sale_lines = self.sale_line_id
        result = super().unlink()
        sale_lines._aftersales_recount_kits()
        return result
