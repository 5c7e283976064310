"""What of the delivered goods can still be sent back, and with which delivery."""

from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError

from .reverse_shipment import SUPPLIER, Part


class AftersalesReturnCapacity(models.AbstractModel):
    """Counts what the customer still has of each delivery."""

    _name = "aftersales.return.capacity"
    _description = "Return Capacity"

    def _allocate(self, requests):
        """Split requests over the deliveries that the goods came with, latest first.

        :return: list of :class:`Part`
        :raise UserError: less was delivered, and not sent back yet, than is requested
        """
        origins = self._delivery_moves(requests)
        origins_by_line = origins.grouped("sale_line_id")
        self._release_lots(requests, origins)
        left = origins._aftersales_left_to_return()
        lots_left = origins._aftersales_lots_left_to_return()
        parts = []
        for request in requests:
            usable = [
                origin
                for origin in origins_by_line.get(request.sale_line, ())
                if self._may_come_from(request, origin)
            ]
            if request.product.tracking == "none":
                found = self._take(request, usable, left)
            else:
                found = self._take_lots(request, usable, left, lots_left)
            parts += found
        return parts

    def _delivery_moves(self, requests):
        """Every delivery of the requested sale lines, the latest first."""
        sale_lines = self.env["sale.order.line"].union(
            *(request.sale_line for request in requests)
        )
        moves = self.env["stock.move"].search(
            [
                ("sale_line_id", "in", sale_lines.ids),
                ("state", "=", "done"),
            ],
            order="date desc, id desc",
        )
        return moves.filtered(lambda move: move._is_aftersales_delivery())

    def _may_come_from(self, request, origin):
        if origin.product_id != request.product:
            return False
        if request.destination != SUPPLIER:
            return True
        purchase_line = request.case_line and request.case_line.purchase_line_id
        return origin._is_dropshipped() and (
            not purchase_line or origin.purchase_line_id == purchase_line
        )

    def _take(self, request, origins, left):
        """Take the units from ``left``, which is written down."""
        unit = request.product.uom_id
        missing = request.quantity
        parts = []
        for origin in origins:
            quantity = min(missing, left[origin])
            if unit.compare(quantity, 0.0) > 0:
                left[origin] -= quantity
                missing -= quantity
                parts.append(Part(request, origin, quantity))
        if unit.compare(missing, 0.0) > 0:
            raise UserError(self._too_much(request, request.quantity - missing))
        return parts

    def _take_lots(self, request, origins, left, lots_left):
        """As :meth:`_take`, lot by lot."""
        unit = request.product.uom_id
        missing = request.quantity
        parts = []
        foreign = self._foreign_lots(request)
        for origin in origins:
            taken = {}
            for lot, in_lot in lots_left[origin].items():
                if lot in foreign or (request.lots and lot not in request.lots):
                    continue
                quantity = min(missing, in_lot, left[origin])
                if unit.compare(quantity, 0.0) > 0:
                    taken[lot] = quantity
                    lots_left[origin][lot] -= quantity
                    left[origin] -= quantity
                    missing -= quantity
            if taken:
                parts.append(Part(request, origin, sum(taken.values()), taken))
        if unit.compare(missing, 0.0) > 0:
            raise UserError(self._too_much(request, request.quantity - missing))
        return parts

    def _too_much(self, request, possible):
        """Why a request cannot be met, and what would be possible."""
        words = {
            "product": request.product.display_name,
            "quantity": request.quantity,
            "possible": possible,
            "unit": request.product.uom_id.name,
            "order": request.order.name,
        }
        if request.lots:
            return self.env._(
                "%(product)s (%(lots)s): %(quantity)g %(unit)s cannot be sent back, "
                "only %(possible)g of %(order)s are still with the customer under "
                "these numbers. Check the lot or serial numbers.",
                lots=", ".join(request.lots.mapped("name")),
                **words,
            )
        if request.destination == SUPPLIER:
            return self.env._(
                "%(product)s: %(quantity)g %(unit)s cannot be sent back to the "
                "supplier, only %(possible)g of %(order)s came from there and are "
                "still with the customer. Lower the quantity, cancel another open "
                "return, or take the goods to your warehouse.",
                **words,
            )
        return self.env._(
            "%(product)s: %(quantity)g %(unit)s cannot be sent back, only "
            "%(possible)g of %(order)s are still with the customer. Lower the "
            "quantity or cancel another open return.",
            **words,
        )


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_aftersales_delivery(self):
        """Whether this move brought what was sold to the customer."""
        self.ensure_one()
        source = self.location_id
        is_return = bool(self.origin_returned_move_id)
        return (
            self.location_dest_id._is_aftersales_customer()
            and source.usage != "customer"
            # What a sister company ships comes from where her customers' goods are.
            and not (is_return and source._is_aftersales_customer())
            and bool(self.sale_line_id)
            and self.product_id in self.sale_line_id._aftersales_goods()
        )

    def _aftersales_left_to_return(self):
        """What of these deliveries has not been sent back, by anybody.

        Open returns count with what is announced, done ones with what came.

        :return: {stock.move: quantity in the product's own unit}
        """
        left = {}
        for move in self:
            unit = move.product_id.uom_id
            left[move] = move.product_uom._compute_quantity(
                move.quantity, unit, rounding_method="HALF-UP"
            ) - sum(
                returned._aftersales_moved_qty() for returned in move.returned_move_ids
            )
        return left

    def _aftersales_moved_qty(self):
        """Units that this return takes or announces, in the product's own unit."""
        self.ensure_one()
        if self.state == "cancel":
            return 0.0
        if self.state != "done":
            return self.product_qty
        return self.product_uom._compute_quantity(
            self.quantity, self.product_id.uom_id, rounding_method="HALF-UP"
        )

    def _aftersales_lots_left_to_return(self):
        """As :meth:`_aftersales_left_to_return`, by lot.

        A number may come back on the track of another delivery of its order line.

        :return: {stock.move: {stock.lot: quantity in the product's own unit}}
        """
        left = {}
        for sale_line, moves in self.grouped("sale_line_id").items():
            left |= {move: defaultdict(float) for move in moves}
            deliveries = moves.filtered(lambda m: m.product_id.tracking != "none")
            if not deliveries:
                continue
            deliveries |= sale_line._aftersales_tracked_deliveries()
            returned = defaultdict(float)
            for line in deliveries.returned_move_ids.move_line_ids:
                if line.state != "cancel":
                    returned[line.lot_id] += line.quantity_product_uom
            for move in deliveries:
                left[move] = lots = defaultdict(float)
                for line in move.move_line_ids:
                    lots[line.lot_id] += line.quantity_product_uom
                for lot in lots:
                    back = min(lots[lot], returned[lot])
                    lots[lot] -= back
                    returned[lot] -= back
        return left


class StockLocation(models.Model):
    _inherit = "stock.location"

    def _is_aftersales_customer(self):
        """Whether goods in this location are with a customer.

        Core's ``_is_outgoing`` means the same, at the price of a query each time.
        """
        self.ensure_one()
        return self.usage == "customer" or self._is_aftersales_between_companies()
