"""Units that a customer does not want any more before they were shipped."""

from odoo import models
from odoo.exceptions import UserError


def cut_refused(env, product, order, quantity, waiting):
    """Why ``quantity`` cannot be taken off; quantities in the product's unit."""
    return env._(
        "%(product)s: %(quantity)g %(unit)s cannot be taken off %(order)s, only "
        "%(waiting)g were not shipped yet. Let the customer send back what is on its "
        "way.",
        product=product.display_name,
        quantity=quantity,
        unit=product.uom_id.name,
        order=order.name,
        waiting=waiting,
    )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_cut_unshipped(self, quantities):
        """Take units that were not shipped off the orders and transfers.

        The ordered quantity of the sale stays. The caller runs it with superuser
        rights, after its own checks and with the supplier's consent.

        :param dict quantities: {sale.order.line of self: {product of its goods: units
            in the product's own unit}}
        :return: {purchase.order.line: units taken off, in the product's unit}; empty
            for goods from our own stock
        :raise UserError: fewer units wait for shipment than are to be taken off
        """
        shares = {}
        for line in self & self.union(*quantities):
            for product, quantity in quantities[line].items():
                missing = quantity
                open_by_purchase = line._aftersales_open_purchases(product)
                if not open_by_purchase:
                    line._aftersales_cut_deliveries(product, missing)
                    continue
                *others, last = open_by_purchase
                for purchase_line in others:
                    shares[purchase_line] = min(
                        missing, open_by_purchase[purchase_line]
                    )
                    missing -= shares[purchase_line]
                # Whatever is too much is refused in the words of the last one.
                shares[last] = missing
        shares = {
            purchase_line: share
            for purchase_line, share in shares.items()
            if not purchase_line.product_id.uom_id.is_zero(share)
        }
        purchase_lines = self.env["purchase.order.line"].union(*shares)
        purchase_lines._aftersales_cut_unshipped(shares)
        return shares

    def _aftersales_open_purchases(self, product):
        """What suppliers have not shipped of ``product``, one of the goods of this
        line: requests first, then the latest orders.

        :return: {purchase.order.line: quantity in the product's unit}
        """
        self.ensure_one()
        purchase_lines = self.purchase_line_ids.filtered(
            lambda line: (
                line._is_dropshipped()
                and line.state != "cancel"
                and line.product_id == product
            )
        ).sorted(lambda line: (line.state == "purchase", -line.id))
        # Filtered records are read apart from those of the other lines of a batch.
        purchase_lines = purchase_lines.with_prefetch(
            self.purchase_line_ids._prefetch_ids
        )
        return {line: line._aftersales_open_qty() for line in purchase_lines}

    def _aftersales_open_deliveries(self, product):
        """What our warehouse has not shipped of ``product``, one of the goods of this
        line, in its own unit.

        Counted at the first step of a delivery in several: later steps may not exist.
        """
        self.ensure_one()
        planned = self._get_outgoing_incoming_moves(strict=False)[0]
        shipped = self._get_outgoing_incoming_moves(strict=True)[0].filtered(
            lambda move: move.state == "done"
        )
        return sum(move._aftersales_moved_qty() for move in planned) - sum(
            move._aftersales_moved_qty() for move in shipped
        )

    def _aftersales_cut_deliveries(self, product, quantity):
        """Shrink the open deliveries of our warehouse, with all their steps."""
        self.ensure_one()
        line = self.with_company(self.company_id)
        unit = product.uom_id
        waiting = line._aftersales_open_deliveries(product)
        if unit.compare(quantity, waiting) > 0:
            raise UserError(
                cut_refused(self.env, product, self.order_id, quantity, waiting)
            )
        # What core does when a smaller quantity is ordered.
        procurements = line._create_procurements(
            -quantity, unit, line._prepare_procurement_values()
        )
        self.env["stock.rule"].run(
            [procurement._replace(product_id=product) for procurement in procurements]
        )


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def _aftersales_drop_empty(self):
        """Cancel requests that ask for nothing any more, before somebody sends them.

        Confirmed orders stay: the supplier knows them, and bills may follow.
        """
        self.filtered(
            lambda order: (
                order.state in ("draft", "sent", "to approve")
                and not any(order.order_line.mapped("product_qty"))
            )
        ).button_cancel()


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    def _aftersales_open_moves(self):
        """Moves of this line that the supplier has not shipped, the latest first."""
        self.ensure_one()
        return self.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and not move.origin_returned_move_id
                and move.product_id == self.product_id
            )
        ).sorted("id", reverse=True)

    def _aftersales_open_qty(self):
        """Units that can still be taken off, in the product's unit."""
        self.ensure_one()
        if self.state != "purchase":
            return self.product_uom_qty
        return sum(self._aftersales_open_moves().mapped("product_qty"))

    def _aftersales_cut_unshipped(self, quantities):
        """Take units that were not shipped off these orders and their transfers.

        :param dict quantities: {purchase.order.line of self: product's unit}
        :raise UserError: fewer units wait for shipment than are to be taken off
        """
        for line in self:
            line._aftersales_cut(quantities[line])
        self.order_id._aftersales_drop_empty()

    def _aftersales_cut(self, quantity):
        """Take ``quantity`` (product's unit) off this line and its open transfers."""
        self.ensure_one()
        unit = self.product_id.uom_id
        waiting = self._aftersales_open_qty()
        if unit.compare(quantity, waiting) > 0:
            raise UserError(
                cut_refused(self.env, self.product_id, self.order_id, quantity, waiting)
            )
        left = quantity
        # The transfers first: core then finds them matching the line. The other way
        # round it adds a negative move that is merged only if nobody touched the open
        # one, and becomes a return otherwise.
        for move in self._aftersales_open_moves():
            share = min(left, move.product_qty)
            if unit.compare(share, 0.0) <= 0:
                break
            left -= share
            if unit.compare(share, move.product_qty) >= 0:
                move._action_cancel()
            else:
                move.product_uom_qty = unit._compute_quantity(
                    move.product_qty - share,
                    move.product_uom,
                    rounding_method="HALF-UP",
                )
        self.product_qty = unit._compute_quantity(
            max(0.0, self.product_uom_qty - quantity),
            self.product_uom_id,
            rounding_method="HALF-UP",
        )
