"""Sold in one currency, bought in a second, kept in a third."""

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestCurrencies(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.usd = cls.company.currency_id
        cls.eur, cls.cny, cls.jpy, cls.kwd = (
            cls._currency(name, rate)
            for name, rate in (("EUR", 0.8), ("CNY", 8.0), ("JPY", 150), ("KWD", 0.3))
        )

    @classmethod
    def _currency(cls, name, rate):
        """An active currency of which ``rate`` have been worth a dollar for long."""
        currency = (
            cls.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", name)])
        )
        currency.active = True
        currency.rate_ids.unlink()
        cls._rate(currency, rate, date(2020, 1, 1))
        return currency

    @classmethod
    def _rate(cls, currency, rate, day):
        known = currency.rate_ids.filtered(lambda row: row.name == day)
        known.unlink()
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "rate": rate,
                "name": day,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _sold(cls, sale, purchase, price, cost, quantity=3, **vals):
        """An order in ``sale`` of goods bought in ``purchase``, delivered."""
        product = cls._product(f"{sale.name} of {purchase.name}", price, cost, **vals)
        product.seller_ids.currency_id = purchase
        pricelist = cls.env["product.pricelist"].create(
            {"name": sale.name, "currency_id": sale.id}
        )
        order = cls._order(
            (product, quantity, {"price_unit": price}), pricelist_id=pricelist.id
        )
        cls._ship(order)
        return order

    @classmethod
    def _dated(cls, order, day):
        """Invoice and bill of ``order``, of ``day``."""
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        purchases = order._get_purchase_orders()
        purchases.action_create_invoice()
        purchases.invoice_ids.invoice_date = day
        purchases.invoice_ids.action_post()
        return invoice, purchases.invoice_ids

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

    def test_one_supplier_in_two_currencies_has_two_cases(self):
        lamp, chair = self._product("Lamp"), self._product("Chair", cost=300.0)
        chair.seller_ids.currency_id = self.cny
        order = self._delivered((lamp, 2), (chair, 2))
        self._invoice(order)
        self._bill(order)
        self.assertEqual(order._get_purchase_orders().currency_id, self.usd | self.cny)
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.create(
            {
                "claim_id": claim.id,
                "sale_line_id": order.order_line[1].id,
                "quantity": 1,
                "reason_id": self.defect.id,
            }
        )
        claim.action_submit()
        self._grant(claim, return_to="supplier")
        self._acknowledge(claim, 1)
        cases = claim.case_ids
        self.assertEqual(cases.partner_id, self.supplier)
        self.assertEqual(
            {case.currency_id: case.received_amount for case in cases},
            {self.usd: 60.0, self.cny: 300.0},
        )
        for case in cases:
            for record in (case.cost_ids, case.refund_ids):
                self.assertEqual(record.currency_id, case.currency_id)
            self.assertEqual(
                case.line_ids.purchase_line_id.order_id.currency_id, case.currency_id
            )
        # 200 given, 60 and 300 / 8 expected.
        self.assertEqual(claim.exposure, 102.5)
        self.assertBooksBalance(claim)

    def test_the_limit_is_the_companys_and_a_decision_keeps_its_rate(self):
        self.company.aftersales_approval_limit = 120
        order = self._sold(self.eur, self.cny, 100, 240)
        self._dated(order, self.today - timedelta(days=60))
        claim = self._claim(order, 1).with_user(self.agent)
        claim.line_ids.decision = "granted"
        # 125 dollars.
        self.assertTrue(claim.is_above_limit)
        with self.assertRefused(r"grants \$\s?125\.00; agents approve", AccessError):
            claim.action_approve()
        self._rate(self.eur, 1.0, self.today)
        self.env.invalidate_all()
        self.assertFalse(claim.is_above_limit)
        claim.action_approve()
        claim = claim.sudo()
        self.assertEqual(claim.net_amount, 100)
        self.assertEqual(claim.exposure, 100 - 240 / 8)
        # A later rate changes nothing of what was decided.
        claim._write_engine({"decided_date": claim.decided_date - timedelta(days=1)})
        self._rate(self.eur, 1.0, self.today - timedelta(days=1))
        self._rate(self.eur, 0.5, self.today)
        self._rate(self.cny, 4.0, self.today)
        self.env.add_to_compute(claim._fields["exposure"], claim)
        self.env.add_to_compute(claim._fields["net_amount"], claim)
        self.assertEqual(claim.net_amount, 100)
        self.assertEqual(claim.exposure, 100 - 240 / 8)
        claim.case_ids.action_accept()
        self.assertBooksBalance(claim)

    def test_many_claims_are_summed_by_currency_and_in_our_own(self):
        claims = self.env["aftersales.claim"]
        for currency in (self.eur, self.usd):
            order = self._sold(currency, self.usd, 100, 60)
            self._dated(order, self.today)
            claim = self._claim(order, 1)
            claim._add_evidence([("photo.png", PHOTO)], source="customer")
            claims |= claim
        claims = claims.with_user(self.agent)
        preview = claims.preview_mass_approval()
        self.assertEqual(
            preview["totals"], [self.eur.format(100.0), self.usd.format(100.0)]
        )
        self.assertEqual(preview["worth"], self.usd.format(225.0))
        self.assertEqual(claims[1].preview_mass_approval()["worth"], "")

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
        program = self.env["loyalty.program"].create(
            {
                **self.env["loyalty.program"]._get_template_values()["gift_card"],
                "name": "Gift cards",
                "program_type": "gift_card",
                "currency_id": self.usd.id,
            }
        )
        program.reward_ids.discount_line_product_id.taxes_id = False
        card = (
            self.env["loyalty.card"]
            .with_context(loyalty_no_mail=True)
            .create({"program_id": program.id, "points": 50.0})
        )
        product = self._product("Paid by card")
        pricelist = self.env["product.pricelist"].create(
            {"name": "EUR", "currency_id": self.eur.id}
        )
        order = self._order((product, 2, {"price_unit": 30}), pricelist_id=pricelist.id)
        (coupon, rewards), *_others = order._try_apply_code(card.code).items()
        order._apply_program_reward(rewards, coupon)
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
