"""Sold in one currency, bought in a second, kept in a third: what is credited."""

from datetime import timedelta

from odoo.tests import tagged

from .cards_common import CardsMixin
from .currencies_common import CurrencyCase


@tagged("post_install", "-at_install")
class TestCurrencies(CardsMixin, CurrencyCase):
    def _assert_no_exchange_entry(self, moves):
        lines = moves.line_ids.filtered(
            lambda line: (
                line.account_id.account_type
                in ("asset_receivable", "liability_payable")
            )
        )
        partials = lines.matched_debit_ids | lines.matched_credit_ids
        self.assertTrue(partials)
        self.assertFalse(partials.exchange_move_id)

    def test_every_pair_is_credited_at_the_rates_of_its_documents(self):
        long_ago = self.today - timedelta(days=60)
        for sale, purchase, price, cost in (
            (self.eur, self.cny, 79.99, 311.11),
            (self.usd, self.cny, 79.99, 311.11),
            (self.eur, self.usd, 79.99, 33.33),
            (self.jpy, self.kwd, 9999, 7.777),
            (self.kwd, self.jpy, 29.999, 3333),
        ):
            with self.subTest(sale=sale.name, purchase=purchase.name):
                order = self._sold(sale, purchase, price, cost)
                invoice, bill = self._dated(order, long_ago)
                self.assertEqual(order.currency_id, sale)
                self.assertEqual(bill.currency_id, purchase)
                rates = (invoice.invoice_currency_rate, bill.invoice_currency_rate)
                # Money moves between invoice, claim and credit note.
                for currency in (sale, purchase):
                    if currency != self.usd:
                        self._rate(currency, currency.rate * 2, self.today)
                claim = self._claim(order, 2)
                self.assertEqual(claim.currency_id, sale)
                self._grant(claim, return_to="supplier")
                self._acknowledge(claim, 2)
                credit, refund = claim.refund_ids, claim.case_ids.refund_ids
                self.assertEqual(credit.currency_id, sale)
                self.assertEqual(refund.currency_id, purchase)
                self.assertEqual(
                    (credit.invoice_currency_rate, refund.invoice_currency_rate), rates
                )
                self.assertEqual(
                    sale.compare_amounts(credit.amount_total, 2 * price), 0
                )
                self.assertEqual(
                    purchase.compare_amounts(refund.amount_total, 2 * cost), 0
                )
                self._assert_no_exchange_entry(credit | refund)
                case = claim.case_ids
                self.assertEqual(case.currency_id, purchase)
                self.assertEqual(case.cost_ids.currency_id, purchase)
                self.assertEqual(case.received_amount, case.agreed_amount)
                self.assertEqual(case.state, "settled")
                self.assertEqual(claim.state, "resolved")
                self.assertBooksBalance(claim)

    def test_shares_are_rounded_in_the_suppliers_currency(self):
        for currency, cost in ((self.jpy, 3333.0), (self.kwd, 7.777)):
            with self.subTest(currency=currency.name):
                order = self._sold(self.usd, currency, 100, cost)
                self._dated(order, self.today)
                claim = self._claim(order, 1)
                claim.line_ids.write(
                    {
                        "supplier_percent": 33,
                        "carrier_percent": 33,
                        "seller_percent": 34,
                        "customer_percent": 0,
                    }
                )
                self._grant(claim, return_to="none")
                costs = claim.case_ids.cost_ids
                self.assertEqual(len(costs), 3)
                for row in costs:
                    amount = row.expected_amount
                    self.assertEqual(
                        currency.compare_amounts(currency.round(amount), amount), 0
                    )
                self.assertEqual(
                    currency.compare_amounts(
                        sum(costs.mapped("expected_amount")), cost
                    ),
                    0,
                )
                claim.case_ids.action_accept()
                self.assertEqual(claim.case_ids.state, "settled")
                self.assertEqual(
                    claim.case_ids.refund_ids.amount_total,
                    currency.round(cost * 0.33),
                )
                self.assertBooksBalance(claim)

    def test_an_invoice_in_another_currency_than_its_order(self):
        order = self._sold(self.eur, self.cny, 100, 240)
        invoice = order._create_invoices()
        invoice.write({"currency_id": self.usd.id, "invoice_date": self.today})
        invoice.invoice_line_ids.price_unit = 125
        invoice.action_post()
        purchases = order._get_purchase_orders()
        purchases.action_create_invoice()
        bill = purchases.invoice_ids
        bill.write({"currency_id": self.usd.id, "invoice_date": self.today})
        bill.invoice_line_ids.price_unit = 30
        bill.action_post()
        claim = self._claim(order, 2)
        self._rate(self.eur, 0.5, self.today + timedelta(days=1))
        self._grant(claim, return_to="supplier")
        self.assertEqual(claim.remedy_ids.amount, 200)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.refund_ids.currency_id, self.usd)
        self.assertEqual(claim.refund_ids.amount_total, 250)
        # The claim goes on counting in its own currency.
        self.assertEqual(claim.remedy_ids.amount, 200)
        self.assertEqual(claim._given_amount(), 200)
        self.assertEqual(claim._sent_amount(), 200)
        case = claim.case_ids
        self.assertEqual(case.refund_ids.amount_total, 60)
        self.assertEqual((case.agreed_amount, case.received_amount), (480, 480))
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_gift_card_in_another_currency_gets_its_own_back(self):
        card = self._card(self._program("gift_card"), 50.0)
        product = self._product("Paid by card")
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id}
        )
        order = self._order((product, 2, {"price_unit": 30}), pricelist_id=pricelist.id)
        self._pay_by_card(order, card)
        # 50 dollars pay 40 of 60 euros.
        self.assertEqual(order.amount_total, 20)
        self.assertEqual(card.points, 0)
        self._ship(order)
        self._invoice(order)
        self._rate(self.eur, 0.4, self.today)
        claim = self._grant(self._claim(order, 1), return_to="none")
        self.assertEqual(claim.remedy_ids.amount, 30)
        self.assertEqual(claim.refund_ids.amount_total, 0)
        self.assertEqual(card.points, 37.5)
        self.assertBooksBalance(claim)
