"""Kits of one or two suppliers, sold and dropshipped the real way."""

from odoo import Command

from odoo.addons.dropship_aftersales.tests.books import BooksMixin
from odoo.addons.dropship_aftersales.tests.common import AftersalesCase


class KitBooksMixin(BooksMixin):
    """What must be true of kits as well, counted from the documents alone."""

    def assertBooksBalance(self, claims):
        super().assertBooksBalance(claims)
        kits = claims.sudo().line_ids.sale_line_id.filtered("aftersales_kit")
        for line in kits:
            self._assert_parts_given_once(line)
            self._assert_money_given_once(line)

    def _delivered_units(self, line):
        if not line.aftersales_kit:
            return super()._delivered_units(line)
        # Counted by core where no claim touched the kit; see the tests of it.
        return self._in_unit(line, line.qty_delivered)

    def _answerable(self, line, remedies):
        goods = super()._answerable(line, remedies)
        if not line._kit_parts():
            return goods
        # Parts of a kit that is not complete came back all the same.
        for remedy in remedies:
            for product, quantity in remedy._arrived_goods().items():
                goods[product] = max(goods[product], quantity)
        return goods

    def _goes_to(self, move):
        goes_to = super()._goes_to(move)
        # A part of our own stock goes back to it, wherever the others go.
        if move.aftersales_remedy_id.line_id._kit_parts() and not (
            move.origin_returned_move_id._is_dropshipped()
        ):
            return "warehouse"
        return goes_to

    def _parts_moved(self, line, usage):
        """``{product: units}`` of done moves of the kit that went to ``usage``."""
        goods = {}
        deliveries = line.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id.usage != usage
        )
        moves = deliveries.returned_move_ids if usage != "customer" else line.move_ids
        for move in moves.filtered(lambda move: move.state == "done"):
            if usage == "customer" and move.location_dest_id.usage != "customer":
                continue
            goods[move.product_id] = goods.get(move.product_id, 0.0) + move.quantity
        return goods

    def _assert_parts_given_once(self, line):
        """No part comes back, or is held by claims, more often than it was ordered."""
        sent = self._parts_moved(line, "customer")
        back = self._parts_moved(line, "supplier")
        for product, units in line._aftersales_goods().items():
            name = f"{line.display_name}, {product.display_name}"
            self.assertLessEqual(
                back.get(product, 0.0), sent.get(product, 0.0) + 1e-4, name
            )
            held = sum(
                claim_line._goods(claim_line.held_quantity).get(product, 0.0)
                for claim_line in line.aftersales_claim_line_ids
            )
            ordered = self._in_unit(line, line.product_uom_qty) * units
            self.assertLessEqual(
                held, max(ordered, sent.get(product, 0.0)) + 1e-4, f"{name}: held"
            )

    def _assert_money_given_once(self, line):
        """All credits of a kit together are no more than what was billed for it."""
        billed = credited = 0.0
        for document_line in line.invoice_lines:
            if document_line.parent_state != "posted":
                continue
            if document_line.move_type == "out_invoice":
                billed += document_line.price_subtotal
            else:
                credited += document_line.price_subtotal
        self.assertLessEqual(
            line.currency_id.round(credited - billed), 0.0, line.display_name
        )


class KitCase(KitBooksMixin, AftersalesCase):
    """A table: one top of one supplier, four legs of another; 100 a table.

    By list price a top is worth 60 of it and a leg 10.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_kits()

    @classmethod
    def _set_up_kits(cls):
        cls.other_supplier = cls.env["res.partner"].create(
            {
                "name": "Lea Legs",
                "email": "lea@example.com",
                "street": "2 Mill Road",
                "city": "Millbury",
            }
        )
        cls.top = cls._product("Top", price=60.0, cost=30.0, default_code="TOP")
        cls.leg = cls._product(
            "Leg", price=10.0, cost=5.0, supplier=cls.other_supplier, default_code="LEG"
        )
        cls.table = cls._kit("Table", (cls.top, 1), (cls.leg, 4))

    @classmethod
    def _kit(cls, name, *parts, price=100.0, **vals):
        """A product that is sold as its ``(part, quantity[, values])``."""
        kit = cls._product(name, price=price, is_storable=False, **vals)
        kit.seller_ids.unlink()
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create(
                        {
                            "product_id": part.id,
                            "product_qty": quantity,
                            **(rest[0] if rest else {}),
                        }
                    )
                    for part, quantity, *rest in parts
                ],
            }
        )
        return kit

    @classmethod
    def _part_claim(cls, order, part, quantity=1, submit=True, **vals):
        """A claim on ``quantity`` of one part of the order's kit."""
        claim = cls._claim(order, quantity, submit=False, **vals)
        claim.line_ids.component_id = part
        if submit:
            claim.action_submit()
        return claim

    def _sold(self, quantity=5, kit=None, **vals):
        """A delivered order of kits that is invoiced to us and to the customer."""
        order = self._delivered((kit or self.table, quantity, vals))
        self._invoice(order)
        self._bill(order)
        return order

    def _purchase_line(self, order, part):
        return order.order_line.purchase_line_ids.filtered(
            lambda line: line.product_id == part
        )

    def _case(self, claim, supplier):
        return claim.case_ids.filtered(lambda case: case.partner_id == supplier)

    def _take_back(self, case, **received):
        """The supplier of ``case`` acknowledges what arrived: units by product name,
        or everything."""
        case.acknowledge(
            [
                {
                    "case_line_id": line.id,
                    "received": received.get(line.product_id.name, line.quantity),
                }
                for line in case.line_ids.filtered("awaits_goods")
            ]
        )

    def assertSold(self, order, kits=5):
        """The kit line counts as it did before anything came back."""
        self.assertRecordValues(
            order.order_line[:1],
            [
                {
                    "qty_delivered": kits,
                    "qty_to_invoice": 0,
                    "invoice_status": "invoiced",
                }
            ],
        )
