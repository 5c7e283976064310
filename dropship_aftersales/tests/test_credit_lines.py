from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditLines(CreditCommon):
    def _assert_units_add_up(self, order, invoice):
        """Credit every unit alone: their sum is the invoice, and nothing is open."""
        credits = self.env["account.move"]
        lines = order.order_line.filtered(
            lambda line: line.product_uom_qty > 0 and line.price_unit > 0
        )
        for line in lines:
            for _unit in range(int(line.product_uom_qty)):
                credits += self._credit((line, 1))
        currency = invoice.currency_id
        total = currency.round(sum(credits.mapped("amount_total")))
        self.assertEqual(total, invoice.amount_total)
        untaxed = currency.round(sum(credits.mapped("amount_untaxed")))
        self.assertEqual(untaxed, invoice.amount_untaxed)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(invoice.amount_residual_signed, 0.0)
        return credits

    def test_units_are_credited_at_the_billed_price(self):
        order = self._order((self._product(), 3, 100.0, self.tax))
        invoice = self._invoice(order)
        credit = self._credit((order.order_line, 2))
        self.assertEqual(credit.move_type, "out_refund")
        self.assertEqual(credit.reversed_entry_id, invoice)
        self.assertEqual(credit.amount_total, 230.0)
        self.assertEqual(credit.invoice_line_ids.sale_line_ids, order.order_line)
        self.assertEqual(credit.invoice_line_ids.aftersales_units, 2.0)
        self.assertEqual(credit.invoice_line_ids.price_unit, 100.0)
        self.assertEqual(credit.state, "posted")
        self.assertEqual(credit.payment_state, "paid")
        self.assertEqual(invoice.amount_residual, 115.0)

    def test_discount_on_the_line(self):
        order = self._order((self._product(), 3, 99.99, self.tax, {"discount": 12.5}))
        invoice = self._invoice(order)
        credits = self._assert_units_add_up(order, invoice)
        self.assertEqual(credits.invoice_line_ids.mapped("discount"), [12.5] * 3)

    def test_price_of_the_invoice_counts_not_of_the_order(self):
        order = self._order((self._product(), 2, 100.0, self.tax))
        invoice = self._invoice(order, post=False)
        invoice.invoice_line_ids.price_unit = 90.0
        invoice.action_post()
        self.assertEqual(self._credit((order.order_line, 1)).amount_total, 103.5)

    def test_three_refunds_of_a_price_that_includes_tax_lose_no_cent(self):
        tax = self._tax(20.0, price_include_override="tax_included")
        order = self._order((self._product(), 3, 79.992, tax))
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 239.98)
        credits = self._assert_units_add_up(order, invoice)
        self.assertEqual(sorted(credits.mapped("amount_total")), [79.99, 79.99, 80.0])

    def test_a_row_of_refunds_without_tax_loses_no_cent(self):
        order = self._order((self._product(), 7, 0.335))
        self._assert_units_add_up(order, self._invoice(order))

    def test_two_taxes_one_on_top_of_the_other(self):
        first = self._tax(5.5, include_base_amount=True, sequence=1)
        second = self._tax(7.7, sequence=2)
        order = self._order((self._product(), 7, 13.37, first | second))
        self._assert_units_add_up(order, self._invoice(order))

    def test_a_fixed_tax_and_globally_rounded_taxes(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        fixed = self._tax(
            0.37, amount_type="fixed", include_base_amount=True, sequence=1
        )
        percent = self._tax(21.0, sequence=2)
        order = self._order(
            (self._product(), 3, 21.53, fixed | percent),
            (self._product("Chair"), 3, 21.53, percent),
        )
        self._assert_units_add_up(order, self._invoice(order))

    def test_tax_edited_by_the_clerk_is_credited_as_edited(self):
        order = self._order((self._product(), 3, 33.33, self.tax))
        invoice = self._invoice(order, post=False)
        tax_line = invoice.line_ids.filtered("tax_line_id")
        term = invoice.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
        invoice.write(
            {
                "line_ids": [
                    Command.update(tax_line.id, {"amount_currency": -15.02}),
                    Command.update(term.id, {"amount_currency": 115.01}),
                ]
            }
        )
        invoice.action_post()
        self.assertEqual(invoice.amount_tax, 15.02)
        self._assert_units_add_up(order, invoice)

    def test_tax_lowered_for_early_payment_is_credited_lowered(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % for early payment, taxed as if taken",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
            }
        )
        order = self._order(
            (self._product(), 3, 33.33, self.tax),
            (self._product("Chair"), 1, 10.0, self.tax),
            payment_term_id=term.id,
        )
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_tax, 16.17)
        self._assert_units_add_up(order, invoice)

    def test_dozens_sold_and_pieces_credited(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        unit = self.env.ref("uom.product_uom_unit")
        order = self._order(
            (self._product(), 2, 100.0, self.tax, {"product_uom_id": dozen.id})
        )
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 230.0)
        credit = self._credit((order.order_line, 1))
        line = credit.invoice_line_ids
        self.assertEqual(line.product_uom_id, unit)
        self.assertEqual(line.quantity, 1.0)
        self.assertEqual(line.aftersales_units, 1.0)
        self.assertAlmostEqual(line.price_unit, 100.0 / 12)
        rest = self._credit((order.order_line, 30))
        self.assertEqual(rest.invoice_line_ids.quantity, 23.0)
        self.assertEqual(
            credit.currency_id.round(credit.amount_total + rest.amount_total), 230.0
        )

    def test_foreign_currency_keeps_the_rate_of_the_invoice(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        today = fields.Date.today()
        self.env["res.currency.rate"].create(
            [
                {
                    "name": date,
                    "rate": rate,
                    "currency_id": euro.id,
                    "company_id": self.company.id,
                }
                for date, rate in (("2020-01-01", 0.9), (today, 0.8))
            ]
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": euro.id}
        )
        order = self._order(
            (self._product(), 3, 79.99, self.tax), pricelist_id=pricelist.id
        )
        invoice = self._invoice(order, post=False)
        invoice.invoice_date = fields.Date.subtract(today, days=40)
        invoice.action_post()
        exchange = [("journal_id", "=", self.company.currency_exchange_journal_id.id)]
        before = self.env["account.move"].search_count(exchange)
        credits = self._assert_units_add_up(order, invoice)
        for credit in credits:
            self.assertEqual(credit.currency_id, euro)
            self.assertAlmostEqual(credit.invoice_currency_rate, 0.9)
            self.assertEqual(credit.payment_state, "paid")
        self.assertEqual(self.env["account.move"].search_count(exchange), before)
        self.assertFalse(
            (invoice | credits).line_ids.filtered(
                lambda line: (
                    line.account_type == "asset_receivable" and line.amount_residual
                )
            )
        )

    def test_texts_stay_in_the_language_of_the_invoice(self):
        order = self._order((self._product(), 1, 10.0, None, {"name": "Lampe, rouge"}))
        self._invoice(order)
        credit = self._credit((order.order_line, 1))
        self.assertEqual(credit.invoice_line_ids.name, "Lampe, rouge")

    def test_document_and_line_values_are_written(self):
        order = self._order((self._product(), 2, 10.0))
        self._invoice(order)
        claim = self.env["aftersales.claim"].create({"company_id": self.company.id})
        credit = self._credit(
            self._demand(
                order.order_line,
                1,
                document_vals={"aftersales_claim_id": claim.id, "ref": "CLM/1"},
                line_vals={"name": "Refund of a lamp"},
            )
        )
        self.assertEqual(credit.ref, "CLM/1")
        self.assertEqual(credit.aftersales_claim_id, claim)
        self.assertEqual(credit.invoice_line_ids.name, "Refund of a lamp")

    def test_down_payments_are_not_credited(self):
        order = self._order((self._product(), 2, 100.0))
        wizard = self.env["sale.advance.payment.inv"].create(
            {
                "sale_order_ids": [Command.set(order.ids)],
                "advance_payment_method": "fixed",
                "fixed_amount": 50.0,
            }
        )
        wizard.create_invoices()
        order.invoice_ids.action_post()
        line = order.order_line[0]
        for other in order.order_line:
            self.assertFalse(self.Credit._create_credits([self._demand(other, 1)]))
        invoice = order._create_invoices(final=True)
        invoice.action_post()
        self.assertEqual(invoice.amount_total, 150.0)
        credit = self._credit((line, 1))
        self.assertEqual(credit.reversed_entry_id, invoice)
        self.assertEqual(credit.amount_total, 100.0)
