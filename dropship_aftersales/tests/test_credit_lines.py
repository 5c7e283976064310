from odoo.tests import tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditLines(CreditCommon):
    def test_units_are_credited_at_the_billed_price(self):
        lamp = self._product()
        order = self._order((lamp, 3, 100.0, self.tax))
        invoice = self._invoice(order)
        credit = self._credit((order.order_line, 2))
        self.assertEqual(credit.move_type, "out_refund")
        self.assertEqual(credit.reversed_entry_id, invoice)
        self.assertEqual(credit.amount_total, 230.0)
        self.assertEqual(credit.invoice_line_ids.sale_line_ids, order.order_line)
        self.assertEqual(credit.invoice_line_ids.aftersales_units, 2.0)
        self.assertEqual(credit.state, "posted")
        self.assertEqual(credit.payment_state, "paid")
        self.assertEqual(invoice.amount_residual, 115.0)
