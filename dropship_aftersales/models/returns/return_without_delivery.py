"""Goods that another system delivered: they come back although no transfer says how
they left."""

from odoo import models
from odoo.exceptions import UserError

from .reverse_shipment import WAREHOUSE, Part


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_is_delivered_by_hand(self):
        """Whether the delivered quantity was written, on an imported order say."""
        self.ensure_one()
        return (
            self.product_uom_id.compare(self.qty_delivered, 0.0) > 0
            and not self.move_ids
        )


class AftersalesReturnCapacity(models.AbstractModel):
    _inherit = "aftersales.return.capacity"

    def _allocate(self, requests):
        """As for delivered goods; those delivered by hand come with no delivery.

        What claims hold of the order line is their limit.

        :raise UserError: such goods have lots or serial numbers, which nobody knows
        """
        by_hand = [
            request
            for request in requests
            if request.destination == WAREHOUSE
            and request.sale_line._aftersales_is_delivered_by_hand()
        ]
        parts = super()._allocate(
            [request for request in requests if request not in by_hand]
        )
        for request in by_hand:
            product = request.sale_line.product_id
            if product.tracking != "none":
                raise UserError(
                    self.env._(
                        "%(product)s of %(order)s was delivered by another system: the "
                        "lot or serial number that comes back is not known here. "
                        "Choose a refund without return, and book them in by hand.",
                        product=product.display_name,
                        order=request.order.name,
                    )
                )
            parts.append(Part(request, self.env["stock.move"], request.quantity))
        return parts


class AftersalesReverseShipment(models.AbstractModel):
    _inherit = "aftersales.reverse.shipment"

    def _prepare_picking_vals(self, parts, picking_type, destination):
        vals = super()._prepare_picking_vals(parts, picking_type, destination)
        if not parts[0].origin:
            order = parts[0].request.order
            customer = order.partner_shipping_id.with_company(order.company_id)
            vals["location_id"] = customer.property_stock_customer.id
        return vals

    def _prepare_move_vals(self, part, picking):
        vals = super()._prepare_move_vals(part, picking)
        if not part.origin:
            product = part.request.sale_line.product_id
            vals.update(
                {
                    "product_id": product.id,
                    "product_uom": product.uom_id.id,
                    "move_orig_ids": [],
                    # The order would count its deliveries by its transfers from now
                    # on, and find none.
                    "sale_line_id": False,
                }
            )
        return vals

    def _reserve(self, moves, parts):
        """Core reserves what waits for no delivery by itself."""
        waiting = [
            (move, part)
            for move, part in zip(moves, parts, strict=True)
            if part.origin or not move.move_line_ids
        ]
        super()._reserve(
            moves.browse([move.id for move, _part in waiting]),
            [part for _move, part in waiting],
        )
