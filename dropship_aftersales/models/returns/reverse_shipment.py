"""Goods on their way back: transfers made from what was really delivered."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from odoo import Command, fields, models
from odoo.exceptions import UserError

SUPPLIER = "supplier"
WAREHOUSE = "warehouse"


@dataclass
class ShipmentRequest:
    """Goods of one sale line that a customer sends back.

    :param remedy: aftersales.remedy that waits for the goods
    :param case_line: aftersales.supplier.case.line the goods are for, may be empty
    :param sale_line: sale.order.line that was delivered
    :param quantity: in the product's own unit, more than zero
    :param destination: ``supplier`` or ``warehouse``
    :param product: which of the line's goods; by default that of the case line, or
        else the line's own
    :param lots: stock.lot to send back; by default any that the customer still has
    :param document_vals: values of the transfer, e.g. ``aftersales_ship_by``
    """

    remedy: Any
    case_line: Any
    sale_line: Any
    quantity: float
    destination: str = SUPPLIER
    product: Any = None
    lots: Any = None
    document_vals: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.product is None:
            source = self.case_line or self.sale_line
            self.product = source.product_id

    @property
    def claim(self):
        return self.remedy.claim_id or self.case_line.case_id.claim_id

    @property
    def case(self):
        return self.case_line.case_id if self.case_line else None

    @property
    def order(self):
        return self.sale_line.order_id


@dataclass
class Part:
    """Units of a request that go back on the track of one delivery.

    :param origin: stock.move that delivered them
    :param quantity: in the product's own unit
    :param lots: {stock.lot: quantity}, empty for products without lots
    """

    request: ShipmentRequest
    origin: Any
    quantity: float
    lots: dict = field(default_factory=dict)


class AftersalesReverseShipment(models.AbstractModel):
    """Makes the transfers by which customers send goods back."""

    _name = "aftersales.reverse.shipment"
    _description = "Reverse Shipment"

    def _create_shipments(self, requests):
        """Create, confirm and reserve the transfers of ``requests``.

        One transfer per claim, destination, supplier case and address; one move per
        delivery that the goods came with, the latest deliveries first. Quantities
        delivered and received of the orders stay as they are. The caller runs it with
        superuser rights, after its own checks.

        :param list requests: of :class:`ShipmentRequest`
        :return: stock.picking, empty without requests
        :raise UserError: less was delivered, and not sent back yet, than is requested
        """
        if not requests:
            return self.env["stock.picking"]
        requests = self._read_together(requests)
        parts = self.env["aftersales.return.capacity"]._allocate(requests)
        types = self._picking_types(requests)
        places = (
            self.env["aftersales.supplier.case.line"]
            .union(*(request.case_line for request in requests if request.case_line))
            ._return_place_keys()
        )
        grouped = defaultdict(list)
        for part in parts:
            request = part.request
            picking_type, destination = self._route(part, types)
            customer = part.origin.location_dest_id
            key = (
                request.claim,
                picking_type,
                request.case,
                customer,
                destination,
                places.get(request.case_line),
            )
            grouped[key].append(part)
        # Whoever moves a claim, a customer perhaps, does not follow its transfers.
        pickings = (
            self.env["stock.picking"].with_context(mail_create_nosubscribe=True)
        ).create(
            [
                self._prepare_picking_vals(group, picking_type, destination)
                for (_, picking_type, _, _, destination, _), group in grouped.items()
            ]
        )
        moves = self.env["stock.move"].create(
            [
                self._prepare_move_vals(part, picking)
                for picking, group in zip(pickings, grouped.values(), strict=True)
                for part in group
            ]
        )
        # Not by the transfers: that looks for reordering rules, move by move. Each move
        # is for a remedy of its own: there is nothing to merge it with.
        moves._action_confirm(merge=False)
        ordered_parts = [part for group in grouped.values() for part in group]
        self._reserve(moves, ordered_parts)
        return pickings

    def _read_together(self, requests):
        """The same requests, with records that are read in one go."""
        case_lines = self.env["aftersales.supplier.case.line"].union(
            *(request.case_line for request in requests if request.case_line)
        )
        remedies = self.env["aftersales.remedy"].union(
            *(request.remedy for request in requests)
        )
        sale_lines = self.env["sale.order.line"].union(
            *(request.sale_line for request in requests)
        )
        return [
            replace(
                request,
                remedy=request.remedy.with_prefetch(remedies._prefetch_ids),
                sale_line=request.sale_line.with_prefetch(sale_lines._prefetch_ids),
                case_line=request.case_line
                and request.case_line.with_prefetch(case_lines._prefetch_ids),
            )
            for request in requests
        ]

    def _picking_types(self, requests):
        """{company: its operation type for returns to suppliers}"""
        companies = self.env["res.company"].union(
            *(
                request.order.company_id
                for request in requests
                if request.destination == SUPPLIER
            )
        )
        return companies._aftersales_return_types()

    def _route(self, part, types):
        """The operation type and the destination of units.

        :raise UserError: the supplier never had the goods, or there is no warehouse
        """
        request, origin = part.request, part.origin
        if request.destination == SUPPLIER:
            return types[request.order.company_id], origin.location_id
        warehouse = request.order.warehouse_id
        if not warehouse:
            raise UserError(
                self.env._(
                    "Set a warehouse on %(order)s: the goods come back to it.",
                    order=request.order.name,
                )
            )
        receipts = warehouse.in_type_id
        return receipts, receipts.default_location_dest_id

    def _prepare_picking_vals(self, parts, picking_type, destination):
        request, origin = parts[0].request, parts[0].origin
        case = request.case
        return {
            "picking_type_id": picking_type.id,
            "company_id": request.order.company_id.id,
            "partner_id": request.order.partner_shipping_id.id,
            "location_id": origin.location_dest_id.id,
            "location_dest_id": destination.id,
            "return_id": origin.picking_id.id,
            "origin": request.claim.name,
            # Nobody of the warehouse is at work on it.
            "user_id": False,
            "aftersales_claim_id": request.claim.id,
            "aftersales_case_id": case.id if case else False,
            **request.document_vals,
        }

    def _prepare_move_vals(self, part, picking):
        request, origin = part.request, part.origin
        product = origin.product_id
        to_supplier = request.destination == SUPPLIER
        return {
            "picking_id": picking.id,
            "picking_type_id": picking.picking_type_id.id,
            "warehouse_id": picking.picking_type_id.warehouse_id.id,
            "company_id": picking.company_id.id,
            "partner_id": picking.partner_id.id,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": part.quantity,
            "date": picking.aftersales_ship_by or fields.Datetime.now(),
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "procure_method": "make_to_stock",
            "origin_returned_move_id": origin.id,
            "move_orig_ids": [Command.link(origin.id)],
            "reference_ids": [Command.set(origin.reference_ids.ids)],
            "sale_line_id": request.sale_line.id,
            # A purchase line sees only what its supplier gets back: an open move into
            # our stock would take in the next units that are bought.
            "purchase_line_id": origin.purchase_line_id.id if to_supplier else False,
            # The default would lower delivered and received quantities.
            "to_refund": False,
            "aftersales_remedy_id": request.remedy.id,
            "aftersales_case_line_id": (
                request.case_line.id if request.case_line else False
            ),
        }

    def _reserve(self, moves, parts):
        """Reserve what customers have.

        Core would look for it delivery by delivery, and would take serial numbers that
        came back before.
        """
        lines = self.env["stock.move.line"].create(
            [
                {
                    "move_id": move.id,
                    "picking_id": move.picking_id.id,
                    "company_id": move.company_id.id,
                    "product_id": move.product_id.id,
                    "product_uom_id": move.product_uom.id,
                    "location_id": move.location_id.id,
                    "location_dest_id": move.location_dest_id.id,
                    "lot_id": lot.id if lot else False,
                    "quantity": quantity,
                }
                for move, part in zip(moves, parts, strict=True)
                for lot, quantity in (part.lots or {None: part.quantity}).items()
            ]
        )
        moves._recompute_state()
        lines.filtered(
            lambda line: line.location_dest_id.usage == "internal"
        )._apply_putaway_strategy()
