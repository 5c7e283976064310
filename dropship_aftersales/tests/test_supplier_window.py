"""Suppliers answer for what is claimed within the days that they promised."""

from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .terms_common import BilledTermsCase


@tagged("post_install", "-at_install")
class TestSupplierWindow(BilledTermsCase):
    def test_the_window_ends_with_its_last_day_where_the_supplier_is(self):
        self.supplier.tz = "Asia/Shanghai"
        self._terms(window_days=10)
        order = self._billed(3)
        delivered = order.picking_ids.move_ids.date
        line = self._claim(order, 1).line_ids
        terms = line._terms_of(self.supplier)
        self.assertFalse(terms["window_over"])
        ends = fields.Datetime.to_datetime(terms["window_ends"])
        self.assertEqual((ends.hour, ends.minute, ends.second), (15, 59, 59))
        self.assertGreater(ends, delivered + timedelta(days=9))
        with freeze_time(ends):
            last = self._claim(order, 1).line_ids._terms_of(self.supplier)
        with freeze_time(ends + timedelta(seconds=1)):
            late = self._claim(order, 1).line_ids._terms_of(self.supplier)
        self.assertEqual((last["window_over"], late["window_over"]), (False, True))

    def test_who_is_too_late_to_ask_owes_nothing(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            self.assertEqual(claim.exposure, 100.0)
            self._grant(claim, "none")
            # The customer keeps it: nobody is asked for what is not owed.
            self.assertFalse(claim.case_ids)
            self.assertEqual(claim.exposure, 100.0)
            self.assertBooksBalance(claim)

    def test_what_was_claimed_before_terms_were_kept_is_not_late_by_them(self):
        order = self._billed(2)
        claim = self._claim(order, 1)
        # As claims were before promises were written down.
        claim.line_ids._write_engine({"supplier_terms": False})
        self._terms(window_days=14)
        with self._days_later(20):
            self.assertFalse(claim.line_ids._terms_of(self.supplier)["window_over"])
            self._grant(claim, "none")
            self.assertFalse(claim.case_ids.line_ids.is_late)
            self.assertEqual(claim.case_ids.expected_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_a_supplier_may_agree_although_his_window_is_over(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            claim.action_ask_supplier()
            case = claim.case_ids
            self.assertEqual((case.expected_amount, case._asked_amount()), (0, 60))
            self.assertIn("60", case._next_move("supplier")["text"])
            self.assertEqual(claim.exposure, 100.0)
            case.action_accept()
            self.assertEqual((case.expected_amount, case.agreed_amount), (60, 60))
            self.assertEqual(claim.exposure, 40.0)
            self._grant(claim, "none")
            self.assertEqual(case.refund_ids.amount_total, 60.0)
            self.assertEqual(case.state, "settled")
            self.assertBooksBalance(claim)

    def test_silence_is_no_consent_to_what_is_not_owed(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            claim.action_ask_supplier()
            claim.case_ids._follow("accept", "system")
            self.assertEqual(claim.case_ids.agreed_amount, 0.0)
            self._grant(claim, "none")
            self.assertFalse(claim.case_ids.refund_ids)
            self.assertEqual(claim.exposure, 100.0)
            self.assertBooksBalance(claim)

    def test_late_goods_that_go_back_are_credited_only_by_consent(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._grant(self._claim(order, 1), "supplier")
            case = claim.case_ids
            self.assertEqual((case.expected_amount, claim.exposure), (0.0, 100.0))
            case.dispute_reason = "Too late"
            case.action_dispute()
            self.assertEqual(claim.exposure, 100.0)
            self._acknowledge(claim, 1)
            self.assertEqual(claim.state, "resolved")
            case.write_off_reason = "He is right"
            case.action_write_off()
            self.assertEqual(sum(case.cost_ids.mapped("written_off_amount")), 0.0)
            self.assertFalse(case.refund_ids)
            self.assertBooksBalance(claim)

    def test_goods_that_never_came_have_no_window(self):
        self._terms(window_days=1)
        order = self._order((self.lamp, 2))
        self._purchase(order)
        self._invoice_prepaid(order)
        with self._days_later(30):
            claim = self._not_received(order, 1)
            self.assertFalse(claim.line_ids._terms_of(self.supplier)["window_over"])
            self._grant(claim, "none")
            self.assertEqual(claim.case_ids.line_ids.percent, 100)
            self.assertFalse(claim.case_ids.line_ids.is_late)

    def _invoice_prepaid(self, order):
        self.lamp.invoice_policy = "order"
        self._invoice(order)
