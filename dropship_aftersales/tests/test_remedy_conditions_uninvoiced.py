from odoo.tests import tagged

from .conditions_common import ConditionsCase


@tagged("post_install", "-at_install")
class TestRemedyConditionsUninvoiced(ConditionsCase):
    """A fee is earned on units too that were not invoiced when they were claimed."""

    def test_a_fee_is_earned_on_units_that_were_not_invoiced_yet(self):
        order = self._delivered((self.lamp, 2, {"price_unit": 100}))
        claim = self._claim(order, 1)
        remedy, promised = self._reduce(claim, 100, 10)
        self.assertEqual(promised["total"], 90)
        self.assertEqual(order.order_line.qty_to_invoice, 2)
        self.assertEqual(remedy.state, "running")
        self.assertIn("waits for the invoice", claim._next_move("agent")["headline"])
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 200)
        claim._advance()
        self.assertBooked(remedy, promised)
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertBooksBalance(claim)

    def test_what_is_left_out_of_an_invoice_is_never_what_carries_a_fee(self):
        order = self._delivered((self.lamp, 2, {"price_unit": 100}))
        whole = self._grant(self._claim(order, 1), return_to="none")
        reduced = self._claim(order, 1)
        remedy, promised = self._reduce(reduced, 100, 10)
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 100)
        whole._advance()
        self.assertFalse(whole.refund_ids)
        reduced._advance()
        self.assertBooked(remedy, promised)
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertBooksBalance(whole | reduced)

    def test_a_fee_on_units_that_are_never_shipped(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 2, {"price_unit": 100}))
        self._purchase(order)
        self._pay(self._invoice(order))
        claim = self._not_received(order, 1)
        line = claim.line_ids
        line.write({"decision": "granted", "granted_quantity": 1})
        remedy = self._propose(claim, 1)
        remedy.fee_percent = 25
        promised = remedy._money_parts()
        claim.action_approve()
        claim.case_ids.action_accept()
        claim._advance()
        self.assertEqual(promised["total"], 75)
        self.assertBooked(remedy, promised)
        self.assertBooksBalance(claim)
