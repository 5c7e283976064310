from odoo.tests import tagged

from .stock_common import OwnStockCase


@tagged("post_install", "-at_install")
class TestOrderLife(OwnStockCase):
    """Claims outlive what happens to the orders behind them."""

    def _cancel_order(self, order):
        order.action_unlock()
        order._action_cancel()
        self.assertEqual(order.state, "cancel")

    # ------------------------------------------------------------------ locked

    def _lock(self, order):
        order.action_lock()
        order._get_purchase_orders().button_lock()

    def test_every_verb_works_on_locked_orders(self):
        order = self._billed(5)
        self._lock(order)
        claim = self._claim(order, 2)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._propose(claim, 2, "supplier")
        claim.line_ids.action_grant()
        claim.action_offer()
        claim.action_refuse()
        claim.action_approve()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertBooksBalance(claim)

    def test_unshipped_units_of_locked_orders_are_taken_off(self):
        order = self._order((self.lamp, 3), (self.table, 3))
        purchase = self._purchase(order)
        self._lock(order)
        claim = self._claim(
            order,
            2,
            submit=False,
            goods_status="not_received",
            reason=self.not_received,
        )
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim)
        claim.case_ids.action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(purchase.order_line.product_qty, 1)
        self._ship(order)
        self.assertEqual(order.order_line.mapped("qty_delivered"), [1, 1])
        self.assertEqual(self._invoice(order).amount_total, 200.0)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [3, 3])
        self.assertTrue(order.locked and purchase.locked)
        self.assertBooksBalance(claim)

    def test_a_request_that_is_emptied_on_a_locked_order(self):
        order = self._order((self.lamp, 3))
        order.action_lock()
        claim = self._grant(self._not_received(order, 3))
        self.assertEqual(order._get_purchase_orders().state, "cancel")
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ cancelled

    def test_what_was_delivered_of_a_cancelled_order_is_claimed(self):
        order = self._billed(3)
        self._cancel_order(order)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        claim = self._grant(self._claim(order, 2))
        self._acknowledge(claim, 2)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_nothing_of_an_order_cancelled_before_its_delivery(self):
        order = self._order((self.lamp, 3))
        self._cancel_order(order)
        with self.assertRefused("cancelled before it was delivered"):
            self._claim(order, 1)
        with self.assertRefused("cancelled before it was delivered"):
            order.action_aftersales_create_claim()

    def test_an_order_cancelled_while_goods_are_on_their_way_back(self):
        order = self._billed(3)
        claim = self._grant(self._claim(order, 2))
        self._cancel_order(order)
        self.assertEqual(claim.picking_ids.state, "assigned")
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_an_order_cancelled_while_its_claim_is_looked_at(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        claim.action_ask_supplier()
        self._cancel_order(order)
        claim.case_ids.action_accept()
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_a_purchase_cancelled_while_goods_are_on_their_way_back(self):
        order = self._delivered((self.lamp, 3))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2))
        purchase = order._get_purchase_orders()
        purchase.button_cancel()
        self.assertEqual(purchase.state, "cancel")
        self._acknowledge(claim, 2)
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_cancelled_order_keeps_its_claims_reachable(self):
        order = self._billed(3)
        claim = self._claim(order, 1)
        self._cancel_order(order)
        self.assertIn(claim, order._aftersales_requests())
        self.assertTrue(order._aftersales_door()["open"])
        self.assertEqual(order.aftersales_claim_count, 1)
        claim.rejection_reason = "No"
        claim.line_ids.action_refuse()
        claim.action_reject()
        claim.action_reopen()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_a_lost_parcel_of_a_cancelled_order(self):
        order = self._order((self.lamp, 3))
        self._ship(order, 2)
        self._invoice(order)
        self._cancel_order(order)
        with self.assertRefused("Only 2"):
            self._not_received(order, 3)
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.remedy_ids.unshipped_qty, 0)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_a_prepaid_order_cancelled_while_its_claim_is_looked_at(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 3))
        purchase = self._purchase(order)
        self._invoice(order)
        claim = self._not_received(order, 2)
        self._cancel_order(order)
        self._grant(claim)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(purchase.order_line.product_qty, 3)
        self.assertBooksBalance(claim)

    def test_a_purchase_that_was_lowered_meanwhile_stops_the_rest(self):
        order = self._order((self.lamp, 3))
        purchase = self._purchase(order)
        claim = self._grant(self._not_received(order, 2))
        purchase.order_line.product_qty = 2
        claim.case_ids.action_accept()
        self.assertEqual(purchase.order_line.product_qty, 1)
        self.assertEqual(claim.state, "resolved")
        self._ship(order)
        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertBooksBalance(claim)

    def test_a_cancelled_purchase_has_nothing_to_stop(self):
        order = self._order((self.lamp, 3))
        purchase = self._purchase(order)
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.case_ids.state, "asked")
        purchase.button_cancel()
        claim.case_ids.action_accept()
        self.assertTrue(claim.case_ids.line_ids.stopped)
        self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_purchase_cancelled_before_the_approval(self):
        order = self._order((self.lamp, 3))
        self._purchase(order).button_cancel()
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
        self.assertFalse(claim.case_ids)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)
