from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitLimits(KitCase):
    """Nobody claims more of a kit than was sold, whatever else moved."""

    def _part_left(self, order, part):
        line = order.order_line
        return line._aftersales_parts_left()[line][part]

    def test_parts_beyond_what_was_sold_are_worth_nothing(self):
        order = self._order((self.table, 5))
        pickings = self._purchase(order).picking_ids
        for move in pickings.move_ids:
            move.quantity = move.product_uom_qty * 6 / 5
            move.picked = True
        pickings.button_validate()
        self._invoice(order)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 5)
        with self.assertRefused("Only 5 Units of Table"):
            self._claim(order, 6)
        with self.assertRefused(r"Only 5 Units of \[TOP\] Top"):
            self._part_claim(order, self.top, 6)
        claim = self._grant(self._claim(order, 5))
        for case in claim.case_ids:
            self._take_back(case)
        self.assertEqual(claim.refund_ids.amount_untaxed, 500)
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_a_part_without_a_price_gives_no_money(self):
        screw = self._product("Screw", price=0.0, cost=2.0)
        order = self._sold(2, kit=self._kit("Board", (screw, 2), (self.top, 1)))
        claim = self._part_claim(order, screw, 2)
        self._grant(claim)
        self.assertEqual(claim.remedy_ids.amount, 0)
        self._take_back(claim.case_ids)
        self.assertEqual((claim.state, len(claim.refund_ids)), ("resolved", 0))
        self.assertEqual(claim.case_ids.refund_ids.amount_untaxed, 4)
        rest = self._grant(self._claim(order, 1))
        self._take_back(rest.case_ids)
        self.assertEqual(rest.refund_ids.amount_untaxed, 100)
        self.assertSold(order, kits=2)
        self.assertBooksBalance(claim | rest)

    def _exchange_a_top(self, order, to_refund):
        """By Odoo's own button: one comes back, another one is bought and sent."""
        picking = order.picking_ids.filtered(
            lambda picking: picking.move_ids.product_id == self.top
        )
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        wizard.product_return_moves.to_refund = to_refund
        returned = self.env["stock.picking"].browse(
            wizard.action_create_exchanges()["res_id"]
        )
        returned.move_ids.picked = True
        returned.button_validate()

    def test_an_exchanged_part_is_there_once(self):
        for to_refund in (True, False):
            order = self._sold(2)
            self._exchange_a_top(order, to_refund)
            self.assertEqual(order.order_line.qty_delivered, 1, "one is on its way")
            self._ship(order)
            self.assertSold(order, kits=2)
            self.assertEqual(self._part_left(order, self.top), (2, 2))
            self.assertBooksBalance(self._claim(order, 2))

    def test_an_order_that_is_confirmed_once_more_is_what_is_bought_then(self):
        order = self._order((self.table, 2))
        order._action_cancel()
        order._get_purchase_orders().button_cancel()
        order.action_draft()
        legs = self.table.bom_ids.bom_line_ids.filtered(
            lambda bom_line: bom_line.product_id == self.leg
        )
        legs.product_qty = 3
        order.action_confirm()
        self.assertEqual(
            order.order_line._aftersales_goods(), {self.top: 1.0, self.leg: 3.0}
        )
        # From now on it stays, also for kits that are ordered on top.
        legs.product_qty = 4
        order.order_line.product_uom_qty = 3
        self.assertEqual(order.order_line._aftersales_goods()[self.leg], 3.0)

    def test_customers_choose_the_number_of_a_part(self):
        self.top.tracking = "serial"
        order = self._order((self.table, 2))
        pickings = self._purchase(order).picking_ids
        tops = pickings.move_line_ids.filtered(lambda line: line.product_id == self.top)
        for index, line in enumerate(tops):
            line.lot_name = f"NUMBER-{index}"
        pickings.move_ids.picked = True
        pickings.button_validate()
        offered = {
            offer["product"]: offer["lots"] for offer in order._aftersales_offer()
        }
        self.assertEqual(offered[self.top].mapped("name"), ["NUMBER-0", "NUMBER-1"])
        self.assertFalse(offered[self.table] | offered[self.leg])
