"""Orders delivered the real way, for tests about the way back of the goods."""

from odoo import Command
from odoo.tests import TransactionCase

from ..models.returns.reverse_shipment import ShipmentRequest


class GoodsCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.env.user.write({"company_ids": [Command.set(cls.env.company.ids)]})
        cls.customer = cls.env["res.partner"].create({"name": "Cara Customer"})
        cls.supplier = cls.env["res.partner"].create({"name": "Sam Supplier"})
        cls.dropship_route = cls.env.ref("stock_dropshipping.route_drop_shipping")
        cls.reason = cls.env.ref("dropship_aftersales.reason_defect")
        cls.shipments = cls.env["aftersales.reverse.shipment"]
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.lamp = cls._product("Lamp")
        cls.chair = cls._product("Chair")

    @classmethod
    def _product(cls, name, supplier=None, dropship=True, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "list_price": 100.0,
                "taxes_id": [],
                "supplier_taxes_id": [],
                "route_ids": [Command.set(cls.dropship_route.ids if dropship else [])],
                "seller_ids": [
                    Command.create(
                        {
                            "partner_id": (supplier or cls.supplier).id,
                            "price": 60.0,
                        }
                    )
                ],
                **vals,
            }
        )

    @classmethod
    def _order(cls, *items):
        """A confirmed order of (product, quantity) or (product, quantity, unit)."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": item[0].id,
                            "product_uom_qty": item[1],
                            **({"product_uom_id": item[2].id} if item[2:] else {}),
                        }
                    )
                    for item in items
                ],
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _purchase(cls, order):
        purchases = order._get_purchase_orders()
        purchases.button_confirm()
        return purchases

    @classmethod
    def _ship(cls, pickings, quantities=None):
        """Validate transfers, in part when {move: quantity} is given."""
        for move in pickings.move_ids:
            if quantities is not None:
                move.quantity = quantities.get(move, 0.0)
            move.picked = bool(move.quantity)
        pickings.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _delivered(cls, *items):
        """An order that suppliers have shipped completely."""
        order = cls._order(*items)
        cls._ship(cls._purchase(order).picking_ids)
        return order

    @classmethod
    def _claim(cls, order, quantities=None, return_to="supplier"):
        """A draft claim with one remedy a sale line.

        :return: {sale line: remedy}
        """
        claim = cls.env["aftersales.claim"].create({"order_id": order.id})
        remedies = {}
        for sale_line in quantities or order.order_line:
            quantity = (quantities or {}).get(sale_line, 1.0)
            line = cls.env["aftersales.claim.line"].create(
                {
                    "claim_id": claim.id,
                    "sale_line_id": sale_line.id,
                    "quantity": quantity,
                    "reason_id": cls.reason.id,
                }
            )
            remedies[sale_line] = cls.env["aftersales.remedy"].create(
                {
                    "claim_id": claim.id,
                    "line_id": line.id,
                    "quantity": quantity,
                    # Nobody but our warehouse takes back what came from it.
                    "return_to": return_to if line.supplier_ids else "warehouse",
                }
            )
        return remedies

    @classmethod
    def _case_line(cls, remedy, purchase_line=None):
        """The line of a supplier case for the goods of ``remedy``."""
        purchase_line = purchase_line or remedy.sale_line_id.purchase_line_ids[:1]
        supplier = purchase_line.order_id.partner_id
        case = remedy.claim_id.case_ids.filtered(lambda c: c.partner_id == supplier)
        if not case:
            case = cls.env["aftersales.supplier.case"].create(
                {
                    "claim_id": remedy.claim_id.id,
                    "partner_id": supplier.id,
                    "currency_id": purchase_line.currency_id.id,
                }
            )
        return cls.env["aftersales.supplier.case.line"].create(
            {
                "case_id": case.id,
                "claim_line_id": remedy.line_id.id,
                "purchase_line_id": purchase_line.id,
                "product_id": remedy.line_id.product_id.id,
                "quantity": remedy.quantity,
            }
        )

    @classmethod
    def _request(cls, remedy, with_case=True, **values):
        to_supplier = values.get("destination", "supplier") == "supplier"
        values.setdefault(
            "case_line",
            cls._case_line(remedy)
            if to_supplier and with_case
            else cls.env["aftersales.supplier.case.line"],
        )
        values.setdefault("quantity", remedy.quantity)
        if lots := values.get("lots"):
            remedy.lot_ids = lots
        return ShipmentRequest(remedy=remedy, sale_line=remedy.sale_line_id, **values)

    @classmethod
    def _return(cls, sale_line, quantity, **values):
        """A confirmed transfer by which ``quantity`` units come back on a claim."""
        remedy = cls._claim(sale_line.order_id, {sale_line: quantity})[sale_line]
        return cls.shipments._create_shipments([cls._request(remedy, **values)])

    def _own_stock(self, product):
        return sum(
            self.env["stock.quant"]
            .search(
                [
                    ("product_id", "=", product.id),
                    ("location_id.usage", "=", "internal"),
                ]
            )
            .mapped("quantity")
        )
