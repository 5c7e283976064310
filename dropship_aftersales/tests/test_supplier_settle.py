from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestSupplierSettle(AftersalesCase):
    """Goods and bills settle a case, however late they come."""

    def test_a_new_remedy_replaces_the_cancelled_one_at_the_supplier(self):
        claim = self._grant(self._claim(self._billed(), 1))
        claim.remedy_ids.action_cancel()
        self._grant(claim, "supplier")
        self._acknowledge(claim, 1)
        self.assertEqual(claim.state, "resolved")
        open_cases = claim.case_ids.filtered(lambda case: case.state != "cancelled")
        self.assertEqual(open_cases.mapped("state"), ["settled"])
        self.assertEqual(open_cases.expected_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_settling_what_arrived_keeps_what_a_disputing_supplier_has(self):
        claim = self._grant(self._claim(self._billed(), 2))
        claim.case_ids.action_dispute()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        claim.case_ids.line_ids.action_expect_no_more()
        claim.case_ids.action_rule()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_agents_rule_within_their_limit_under_any_name(self):
        claim = self._grant(self._claim(self._billed(), 2))
        claim.case_ids.action_dispute()
        self.company.aftersales_approval_limit = 50.0
        for verb in ("action_rule", "action_accept"):
            with self.assertRaises(AccessError):
                getattr(claim.case_ids.with_user(self.agent), verb)()
        claim.case_ids.with_user(self.manager).action_rule()
        self.assertEqual(claim.case_ids.state, "accepted")

    def test_damage_that_was_credited_is_not_credited_again_by_later_damage(self):
        claim = self._grant(self._claim(self._billed(5), 4))
        self._acknowledge(claim, 2, damaged=1)
        claim.case_ids.line_ids.action_credit_damage()
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 200.0)
        self._acknowledge(claim, 4, damaged=2)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertBooksBalance(claim)

    def test_goods_that_were_refunded_without_them_can_be_given_up(self):
        claim = self._grant(self._claim(self._billed(), 1), "warehouse", "approval")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim._may_close())
        claim.remedy_ids.action_expect_no_more()
        self.assertEqual(claim.picking_ids.state, "cancel")
        self.assertBooksBalance(claim)

    def test_inspected_goods_are_given_by_settling_them(self):
        claim = self._grant(self._claim(self._billed(), 2), "supplier", "inspection")
        self._acknowledge(claim, 1)
        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.remedy_ids.amount, 100.0)
        self.assertBooksBalance(claim)

    def test_a_case_about_goods_that_are_never_billed_settles(self):
        order = self._delivered((self.lamp, 1))
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_bill_at_another_price_is_agreed_as_billed(self):
        order = self._delivered((self.lamp, 1))
        bill = self._bill(order, post=False)
        bill.invoice_line_ids.price_unit = 59.0
        bill.action_post()
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        self.assertRecordValues(
            claim.case_ids,
            [
                {
                    "state": "settled",
                    "expected_amount": 60.0,
                    "agreed_amount": 59.0,
                    "received_amount": 59.0,
                }
            ],
        )
        self.assertBooksBalance(claim)

    def test_a_late_bill_for_units_that_went_back_is_credited(self):
        order = self._delivered((self.lamp, 3))
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        bill = self._bill(order)
        claim._advance()
        self.assertEqual(bill.invoice_line_ids.quantity, 2)
        self.assertEqual(claim.case_ids.state, "settled")
        extra = bill.copy({"invoice_date": bill.invoice_date})
        extra.invoice_line_ids.purchase_line_id = order.order_line.purchase_line_ids
        extra.invoice_line_ids.quantity = 1
        extra.action_post()
        claim._advance()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 60.0)
        self.assertBooksBalance(claim)
