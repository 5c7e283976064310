"""What a claim counts in several currencies: its cases, its limit, its sums."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHOTO
from .currencies_common import CurrencyCase


@tagged("post_install", "-at_install")
class TestCurrenciesClaim(CurrencyCase):
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
