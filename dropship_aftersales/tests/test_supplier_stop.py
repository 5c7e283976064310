from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestSupplierStop(AftersalesCase):
    """A supplier is asked to stop once for every unit, and stops what is granted."""

    def test_a_stop_agreed_in_review_is_executed_by_the_grant(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._not_received(order)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        purchase_line = order.order_line.purchase_line_ids
        self.assertEqual(purchase_line.product_qty, 1)
        self._grant(claim)
        self.assertEqual(purchase_line.product_qty, 0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_stop_is_not_executed_for_a_withdrawn_claim(self):
        for verb in ("action_reject", "action_cancel"):
            with self.subTest(verb=verb):
                order = self._order((self.lamp, 1))
                self._purchase(order)
                claim = self._not_received(order)
                claim.action_ask_supplier()
                claim.case_ids.action_accept()
                getattr(claim, verb)()
                self.assertEqual(order.order_line.purchase_line_ids.product_qty, 1)
                self.assertBooksBalance(claim)

    def test_a_cancelled_remedy_takes_its_stop_along(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        case = claim.case_ids
        claim.remedy_ids.action_cancel()
        self.assertEqual(case.state, "cancelled")
        with self.assertRaises(UserError):
            case.action_accept()
        claim.action_cancel()
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 1)
        self.assertBooksBalance(claim)

    def test_a_case_that_was_granted_is_not_cancelled(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        with self.assertRefused("part of what the customer was granted"):
            claim.case_ids.action_cancel()
        with self.assertRefused("Nothing is sent back"):
            claim.case_ids.line_ids.action_expect_no_more()
        self.assertEqual(claim.state, "approved")
        self.assertBooksBalance(claim)

    def test_units_on_different_lines_are_taken_off_together(self):
        chair = self._product("Chair")
        order = self._order((self.lamp, 2), (chair, 2))
        claim = self._not_received(order, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(
            order.order_line.purchase_line_ids.mapped("product_qty"), [1, 1]
        )
        self.assertBooksBalance(claim)

    def test_units_taken_off_stay_on_the_order(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 2))
        self._purchase(order)
        self._pay(self._invoice(order))
        self._ship(order, 1)
        claim = self._grant(self._not_received(order))
        claim.case_ids.action_accept()
        with self.assertRefused("do not lower"):
            order.order_line.product_uom_qty = 1
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertBooksBalance(claim)

    def _partly_shipped(self):
        order = self._order((self.lamp, 5))
        self._ship(order, 3)
        return order

    def test_two_remedies_share_the_units_that_can_be_stopped(self):
        order = self._partly_shipped()
        claim = self._not_received(order, 4)
        self._propose(claim, 2)
        self._propose(claim, 2)
        claim.action_grant_all()
        claim.action_approve()
        stops = claim.case_ids.line_ids.filtered("is_stop")
        self.assertEqual(sum(stops.mapped("quantity")), 2)
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 5)
        claim.case_ids.action_accept()
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 3)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_units_are_stopped_once_after_an_appeal(self):
        order = self._partly_shipped()
        claim = self._not_received(order, 4)
        self._grant(claim, quantity=2)
        claim.action_appeal()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 4})
        self._propose(claim, 2)
        claim.action_approve()
        stops = claim.case_ids.line_ids.filtered("is_stop")
        self.assertEqual(sum(stops.mapped("quantity")), 2)
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_goods_in_our_warehouse_leave_the_others_their_supplier(self):
        order = self._billed(2)
        first = self._grant(self._claim(order, 1), "warehouse")
        for return_to in ("none", "supplier"):
            with self.subTest(return_to=return_to), self.cr.savepoint() as undone:
                second = self._grant(self._claim(order, 1), return_to)
                self.assertEqual(second.case_ids.expected_amount, 60.0)
                self.assertBooksBalance(first | second)
                undone.close(rollback=True)
            self.env.invalidate_all()

    def test_a_smaller_proposal_shrinks_what_was_asked(self):
        claim = self._claim(self._billed(), 3)
        remedy = self._propose(claim, 2)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        remedy.quantity = 3
        claim.action_ask_supplier()
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        remedy.quantity = 1
        claim.line_ids.write({"decision": "granted", "granted_quantity": 1})
        claim.action_approve()
        self.assertEqual(sum(claim.case_ids.refund_ids.mapped("amount_total")), 60.0)
        self.assertBooksBalance(claim)

    def test_agents_set_the_share_and_decisions_keep_it(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.case_ids.line_ids.with_user(self.agent).percent = 50
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
        self._grant(claim, "none")
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
        self.assertBooksBalance(claim)

    def test_a_stop_that_came_too_late_is_not_executed(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._not_received(order)
        self._propose(claim, 1)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._ship(order)
        self._grant(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.case_ids.line_ids.filtered("is_stop"))
        self.assertBooksBalance(claim)

    def test_nothing_is_paid_in_full_before_the_stop_is_confirmed(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        with self.assertRefused("not confirmed yet"):
            claim.remedy_ids.action_refund_in_full()

    def test_asking_again_asks_for_nothing_twice(self):
        claim = self._claim(self._billed(), 3)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._propose(claim, 1)
        with self.assertRefused("answered already"):
            claim.action_ask_supplier()
        self._grant(claim, quantity=1)
        self.assertEqual(claim.case_ids.agreed_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_what_is_not_given_is_not_granted(self):
        claim = self._claim(self._billed(), 3)
        self._propose(claim, 2)
        self._propose(claim, 1, "warehouse")
        claim.action_grant_all()
        claim.action_approve()
        claim.remedy_ids[1].action_cancel()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.line_ids.granted_quantity, 2)
        claim.action_appeal()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_suppliers_are_told_of_every_new_demand(self):
        claim = self._grant(self._claim(self._billed(), 1), "none")
        case = claim.case_ids
        case.action_accept()

        def told():
            return self.env["aftersales.notification.log"].search_count(
                [("case_id", "=", case.id), ("audience", "=", "supplier")]
            )

        before = told()
        case.action_reopen()
        self.assertGreater(told(), before)
