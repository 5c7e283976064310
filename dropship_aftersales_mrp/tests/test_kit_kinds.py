from odoo import Command
from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitKinds(KitCase):
    """Kits in kits, in fractions, by the dozen, of our own stock."""

    def test_a_kit_in_a_kit_is_taken_apart(self):
        chair = self._product("Chair", price=40.0, cost=20.0)
        suite = self._kit("Suite", (self.table, 1), (chair, 2), price=180.0)
        order = self._sold(2, kit=suite)
        self.assertEqual(
            order.order_line._aftersales_goods(),
            {self.top: 1.0, self.leg: 4.0, chair: 2.0},
        )
        claim = self._grant(self._claim(order, 1))
        self.assertEqual(sum(claim.case_ids.line_ids.mapped("quantity")), 7)
        for case in claim.case_ids:
            self._take_back(case)
        self.assertEqual(claim.refund_ids.amount_untaxed, 180)
        part = self._grant(self._part_claim(order, chair))
        self._take_back(part.case_ids)
        self.assertEqual(part.refund_ids.amount_untaxed, 40)
        self.assertSold(order, kits=2)
        self.assertBooksBalance(claim | part)

    def test_fractions_of_a_part(self):
        cable = self._product(
            "Cable",
            price=2.0,
            cost=1.0,
            uom_id=self.env.ref("uom.product_uom_meter").id,
        )
        # One metre is for three lamps.
        kit = self._kit("Cabled Lamp", (self.lamp, 3), (cable, 1), price=90.0)
        kit.bom_ids.product_qty = 3
        order = self._sold(3, kit=kit)
        self.assertEqual(self._purchase_line(order, cable).product_qty, 1)
        claims = self.env["aftersales.claim"]
        for _number in range(3):
            claim = self._grant(self._claim(order, 1))
            for case in claim.case_ids:
                self._take_back(case)
            self.assertEqual(claim.refund_ids.amount_untaxed, 90)
            claims |= claim
        self.assertSold(order, kits=3)
        self.assertBooksBalance(claims)

    def test_kits_by_the_dozen(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._sold(1, product_uom_id=dozen.id, price_unit=1200)
        self.assertEqual(self._purchase_line(order, self.leg).product_qty, 48)
        claim = self._grant(self._claim(order, 2))
        for case in claim.case_ids:
            self._take_back(case)
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        part = self._grant(self._part_claim(order, self.leg, 4))
        self._take_back(part.case_ids)
        self.assertEqual(part.refund_ids.amount_untaxed, 40)
        self.assertSold(order, kits=1)
        self.assertBooksBalance(claim | part)

    def test_cost_shares_of_the_bill_of_materials_come_first(self):
        kit = self._kit(
            "Shared",
            (self.top, 1, {"cost_share": 25}),
            (self.leg, 4, {"cost_share": 75}),
        )
        order = self._sold(1, kit=kit)
        parts = order.order_line._aftersales_parts()
        self.assertAlmostEqual(parts[self.top].worth, 0.25)
        self.assertAlmostEqual(parts[self.leg].worth, 0.1875)
        claim = self._grant(self._part_claim(order, self.top), return_to="none")
        self.assertEqual(claim.refund_ids.amount_untaxed, 25)
        self.assertBooksBalance(claim)

    def test_parts_without_a_price_are_worth_the_same(self):
        free = self._product("Free", price=0.0)
        gift = self._product("Gift", price=0.0)
        order = self._order((self._kit("Nothing", (free, 1), (gift, 3)), 1))
        parts = order.order_line._aftersales_parts()
        self.assertAlmostEqual(parts[free].worth, 0.25)
        self.assertAlmostEqual(parts[gift].worth, 0.25)

    # ------------------------------------------------------------------ own stock

    def _stock(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product, self.warehouse.lot_stock_id, quantity
        )
        product.route_ids = [Command.clear()]

    def _deliver_own(self, order):
        pickings = order.picking_ids.filtered(lambda p: p.state != "done")
        pickings.action_assign()
        pickings.move_ids.picked = True
        pickings.button_validate()

    def test_kits_of_our_own_stock(self):
        self._stock(self.top, 5)
        self._stock(self.leg, 20)
        order = self._order((self.table, 5))
        self._deliver_own(order)
        self._invoice(order)
        claim = self._grant(self._claim(order, 2))
        self.assertFalse(claim.case_ids)
        self.assertEqual(claim.remedy_ids.return_to, "warehouse")
        self._receive_here(claim)
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        part = self._grant(self._part_claim(order, self.leg))
        self._receive_here(part)
        self.assertEqual(part.refund_ids.amount_untaxed, 10)
        self.assertEqual((self.top.qty_available, self.leg.qty_available), (2, 9))
        self.assertSold(order)
        self.assertBooksBalance(claim | part)

    def test_kits_of_our_own_stock_that_never_came(self):
        self._stock(self.top, 5)
        self._stock(self.leg, 20)
        self.table.invoice_policy = "order"
        order = self._order((self.table, 5))
        self._invoice(order)
        claim = self._grant(self._not_received(order, 1))
        part = self._part_claim(
            order,
            self.leg,
            goods_status="not_received",
            reason=self.not_received,
        )
        self._grant(part)
        self._deliver_own(order)
        moves = order.order_line.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual(
            {move.product_id: move.quantity for move in moves},
            {self.top: 4, self.leg: 15},
        )
        (claim | part)._advance()
        self.assertEqual((claim | part).refund_ids.mapped("amount_untaxed"), [100, 10])
        self.assertEqual(order.order_line.qty_delivered, 4)
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertBooksBalance(claim | part)

    def test_every_part_goes_where_it_came_from(self):
        self._stock(self.top, 5)
        order = self._order((self.table, 5))
        self._purchase(order)
        self._deliver_own(order)
        self.assertEqual(order.order_line.qty_delivered, 5)
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._claim(order, 1))
        self.assertEqual(claim.remedy_ids.return_to, "supplier")
        self.assertEqual(claim.case_ids.line_ids.product_id, self.leg)
        here = claim.picking_ids.filtered(lambda p: not p.aftersales_case_id)
        self.assertEqual(here.move_ids.product_id, self.top)
        self.assertEqual(here.location_dest_id.usage, "internal")
        self._take_back(claim.case_ids)
        self.assertFalse(claim.refund_ids)
        here.move_ids.picked = True
        here.button_validate()
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_untaxed, 100)
        self.assertEqual(claim.state, "resolved")
        self.assertSold(order)
        self.assertBooksBalance(claim)
