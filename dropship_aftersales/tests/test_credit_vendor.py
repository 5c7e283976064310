from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditVendor(CreditCommon):
    def test_vendor_refund_reduces_the_open_bill(self):
        purchase = self._purchase(self._product(), 3, 60.0, self._tax(10.0, "purchase"))
        bill = self._bill(purchase)
        refund = self._credit((purchase.order_line, 1))
        self.assertEqual(refund.move_type, "in_refund")
        self.assertEqual(refund.reversed_entry_id, bill)
        self.assertEqual(refund.partner_id, self.supplier)
        self.assertEqual(refund.amount_total, 66.0)
        self.assertEqual(refund.invoice_line_ids.purchase_line_id, purchase.order_line)
        self.assertEqual(refund.invoice_line_ids.aftersales_units, 1.0)
        self.assertEqual(refund.payment_state, "paid")
        self.assertEqual(bill.amount_residual, 132.0)

    def test_account_of_the_bill_is_kept(self):
        purchase = self._purchase(self._product(), 1, 60.0)
        bill = self._bill(purchase, post=False)
        account = bill.invoice_line_ids.account_id.copy()
        bill.invoice_line_ids.account_id = account
        bill.action_post()
        refund = self._credit((purchase.order_line, 1))
        self.assertEqual(refund.invoice_line_ids.account_id, account)

    def test_reverse_charge(self):
        lines = [
            Command.create({"repartition_type": "base", "factor_percent": 100.0}),
            Command.create({"repartition_type": "tax", "factor_percent": 100.0}),
            Command.create({"repartition_type": "tax", "factor_percent": -100.0}),
        ]
        tax = self._tax(
            21.0,
            "purchase",
            invoice_repartition_line_ids=lines,
            refund_repartition_line_ids=lines,
        )
        purchase = self._purchase(self._product(), 3, 33.33, tax)
        bill = self._bill(purchase)
        self.assertEqual(bill.amount_total, 99.99)
        refund = self._credit((purchase.order_line, 1))
        self.assertEqual(refund.amount_total, 33.33)
        self.assertEqual(
            sorted(refund.line_ids.filtered("tax_line_id").mapped("amount_currency")),
            [-7.0, 7.0],
        )
        self._credit((purchase.order_line, 2))
        self.assertEqual(bill.payment_state, "reversed")

    def test_percent_of_the_price(self):
        purchase = self._purchase(self._product(), 3, 60.0, self._tax(10.0, "purchase"))
        self._bill(purchase)
        refund = self._credit(self._demand(purchase.order_line, 2, percent=60.0))
        line = refund.invoice_line_ids
        self.assertEqual(refund.amount_untaxed, 72.0)
        self.assertEqual(refund.amount_total, 79.2)
        self.assertEqual((line.quantity, line.price_unit), (2.0, 36.0))
        self.assertEqual(line.aftersales_units, 2.0)

    def test_refunds_of_a_percentage_lose_no_cent(self):
        purchase = self._purchase(self._product(), 3, 33.33)
        self._bill(purchase)
        amounts = [
            self._credit(
                self._demand(purchase.order_line, 1, percent=35.0)
            ).amount_total
            for _unit in range(3)
        ]
        self.assertAlmostEqual(sum(amounts), 35.0)

    def test_two_bills(self):
        product = self._product(purchase_method="receive")
        purchase = self._purchase(product, 3, 60.0)
        purchase.order_line.qty_received = 1
        first = self._bill(purchase)
        purchase.order_line.qty_received = 3
        second = self._bill(purchase)
        self._pay(second)
        refunds = self._credit((purchase.order_line, 2))
        self.assertEqual(refunds.mapped("reversed_entry_id"), first + second)
        self.assertEqual(refunds.mapped("amount_total"), [60.0, 60.0])
        self.assertEqual(first.payment_state, "reversed")
        self.assertEqual(refunds[1].payment_state, "not_paid")

    def test_bill_in_another_currency_than_the_order(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {
                "name": "2020-01-01",
                "rate": 0.5,
                "currency_id": euro.id,
                "company_id": self.company.id,
            }
        )
        purchase = self._purchase(self._product(), 2, 60.0)
        bill = self._bill(purchase, post=False)
        bill.currency_id = euro
        bill.invoice_line_ids.price_unit = 40.0
        bill.action_post()
        demand = self._demand(purchase.order_line, 1)
        self.assertEqual(self.Credit._refund_amounts([demand]), [80.0])
        refund = self.Credit._create_credits([demand])
        self.Credit._post_credits(refund)
        self.assertEqual(refund.currency_id, euro)
        self.assertEqual(refund.amount_total, 40.0)
        self.assertEqual(refund.amount_total_signed, 80.0)
        self.assertEqual(refund.payment_state, "paid")

    def test_unmarked_lines_are_native_ones(self):
        purchase = self._purchase(self._product(), 3, 60.0)
        self._bill(purchase)
        refund = self._credit(self._demand(purchase.order_line, 1, unmarked=True))
        self.assertFalse(refund.invoice_line_ids.aftersales_units)
        self.assertFalse(refund.invoice_line_ids.aftersales_amount_only)
        self.assertEqual(purchase.order_line.qty_invoiced, 2.0)

    def test_refund_has_a_date_of_its_own(self):
        purchase = self._purchase(self._product(), 1, 60.0)
        self._bill(purchase, invoice_date="2024-01-31")
        refund = self._credit((purchase.order_line, 1))
        self.assertEqual(refund.invoice_date, fields.Date.context_today(refund))

    def test_sales_and_purchases_in_one_call(self):
        product = self._product()
        order = self._order((product, 1, 100.0))
        self._invoice(order)
        purchase = self._purchase(product, 1, 60.0)
        self._bill(purchase)
        credits = self._credit((order.order_line, 1), (purchase.order_line, 1))
        self.assertEqual(set(credits.mapped("move_type")), {"out_refund", "in_refund"})
