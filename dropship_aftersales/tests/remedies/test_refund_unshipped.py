from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestRefundUnshipped(AftersalesCase):
    """Units that were not shipped are stopped first, and paid back then."""

    def test_a_prepaid_order_is_stopped_before_it_is_refunded(self):
        order = self._order((self.lamp, 5))
        order.order_line.product_id.invoice_policy = "order"
        self._purchase(order)
        invoice = self._invoice(order)
        self._pay(invoice)
        claim = self._grant(
            self._claim(order, 2, goods_status="not_received", reason=self.not_received)
        )
        case = claim.case_ids
        self.assertRecordValues(case.line_ids, [{"is_stop": True, "quantity": 2}])
        self.assertFalse(claim.refund_ids)
        self.assertBooksBalance(claim)
        case.action_accept()
        purchase_line = order.order_line.purchase_line_ids
        self.assertEqual(purchase_line.product_qty, 3)
        self.assertEqual(sum(order.picking_ids.move_ids.mapped("product_uom_qty")), 3)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)
        claim.remedy_ids.action_pay_out()
        self.assertEqual(claim.state, "resolved")
        self._ship(order)
        bill = self._bill(order)
        self.assertEqual(bill.amount_total, 180.0)
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_units_under_the_delivered_policy_that_never_ship_are_never_invoiced(self):
        order = self._order((self.lamp, 5))
        self._purchase(order)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        claim.case_ids.action_accept()
        self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
        self.assertEqual(claim.state, "resolved")
        self._ship(order)
        self.assertEqual(order.order_line.qty_to_invoice, 3)
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 300.0)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertBooksBalance(claim)

    def test_a_bill_in_advance_for_stopped_units_is_credited(self):
        self.lamp.purchase_method = "purchase"
        order = self._order((self.lamp, 5))
        self._purchase(order)
        bill = self._bill(order)
        self.assertEqual(bill.amount_total, 300.0)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        claim.case_ids.action_accept()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(order.order_line.purchase_line_ids.qty_to_invoice, 0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_supplier_who_shipped_meanwhile_cannot_confirm_the_stop(self):
        order = self._order((self.lamp, 5))
        self._purchase(order)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        self._ship(order)
        with self.assertRefused("were not shipped"):
            claim.case_ids.action_accept()
        claim.case_ids.write_off_reason = "It was on its way."
        claim.case_ids.action_write_off()
        self.assertBooksBalance(claim)

    def test_units_nobody_has_ordered_yet_are_taken_off_at_once(self):
        order = self._order((self.lamp, 5))
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        self.assertFalse(claim.case_ids)
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 3)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_lost_parcel_is_refunded_and_nobody_is_asked_to_stop(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._grant(
            self._claim(order, 2, goods_status="not_received", reason=self.not_received)
        )
        self.assertFalse(claim.picking_ids)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertFalse(claim.case_ids.line_ids.filtered("is_stop"))
        self.assertBooksBalance(claim)
