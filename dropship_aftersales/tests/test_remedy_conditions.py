from odoo import Command
from odoo.tests import tagged

from .conditions_common import ConditionsCase
from .discounts import discount_order

CONDITIONS = ((100.0, 10.0), (85.0, 0.0), (66.67, 12.5), (50.0, 99.0))


@tagged("post_install", "-at_install")
class TestRemedyConditions(ConditionsCase):
    """What is promised less is booked less: to the cent, and said in words."""

    # ------------------------------------------------------------------ the matrix

    def test_every_condition_is_booked_as_it_was_previewed(self):
        taxes = (None, self.tax, self.included, self.tax + self.tax.copy({"amount": 7}))
        claims = self.env["aftersales.claim"]
        for refund, fee in CONDITIONS:
            order = self._delivered(
                *(
                    (
                        self.lamp,
                        3,
                        {
                            "price_unit": 33.33,
                            "discount": 5.0,
                            "tax_ids": [Command.set(tax.ids if tax else [])],
                        },
                    )
                    for tax in taxes
                )
            )
            self._invoice(order)
            claim = self._claim(order, 2, submit=False)
            for line in order.order_line[1:]:
                claim.line_ids[0].copy({"sale_line_id": line.id})
            claim.action_submit()
            claim.line_ids.write({"decision": "granted"})
            remedies = self.env["aftersales.remedy"].union(
                *(self._propose(claim, 2, line=line) for line in claim.line_ids)
            )
            remedies.write({"refund_percent": refund, "fee_percent": fee})
            promised = remedies._money_parts_by_remedy()
            claim.action_approve()
            for remedy, parts in promised.items():
                with self.subTest(
                    taxes=remedy.sale_line_id.tax_ids.mapped("name"), parts=parts
                ):
                    self.assertBooked(remedy, parts)
                    whole = remedy.sale_line_id.price_total * 2 / 3
                    self.assertAlmostEqual(parts["gross"], whole, delta=0.02)
                    self.assertAlmostEqual(
                        parts["total"],
                        whole * refund / 100 * (1 - fee / 100),
                        delta=0.03,
                    )
            claims |= claim
        self.assertBooksBalance(claims)

    def test_units_given_one_by_one_add_up_to_the_whole_with_its_last_cent(self):
        order = self._sold(quantity=3, price=33.33, taxes=self.tax)
        claims = self.env["aftersales.claim"]
        for _unit in range(3):
            claim = self._claim(order, 1)
            self.assertBooked(*self._reduce(claim, 100, 10))
            claims |= claim
        credited = sum(claims.refund_ids.mapped("amount_total"))
        self.assertAlmostEqual(credited, 103.49)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertBooksBalance(claims)

    def test_a_reduced_unit_is_given_once_and_leaves_the_others_whole(self):
        order = self._sold(quantity=2, price=100)
        reduced = self._claim(order, 1)
        self.assertBooked(*self._reduce(reduced, 50, 0))
        whole = self._grant(self._claim(order, 1), return_to="none")
        self.assertEqual(whole.refund_ids.amount_total, 100)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 0)
        with self.assertRefused("Only 0 Units"):
            self._claim(order, 1)
        (reduced | whole)._advance()
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertEqual(sum((reduced | whole).refund_ids.mapped("amount_total")), 150)
        self.assertBooksBalance(reduced | whole)

    def test_two_invoices_and_different_prices(self):
        order = self._order((self.lamp, 4, {"price_unit": 10.01, "tax_ids": [(5,)]}))
        self._ship(order, 2)
        self._invoice(order)
        order.order_line.price_unit = 20.03
        self._ship(order)
        self._invoice(order)
        claim = self._claim(order, 3)
        remedy, promised = self._reduce(claim, 90, 10)
        self.assertEqual(len(claim.refund_ids), 2)
        self.assertBooked(remedy, promised)
        self.assertBooksBalance(claim)

    def test_a_discount_on_the_order_is_reduced_like_the_item(self):
        order = self._order(
            (
                self.lamp,
                2,
                {"price_unit": 49.99, "tax_ids": [Command.set(self.tax.ids)]},
            )
        )
        discount_order(order, discount_percentage=0.1)
        self._ship(order)
        self._invoice(order)
        claim = self._claim(order, 1)
        remedy, promised = self._reduce(claim, 100, 10)
        self.assertBooked(remedy, promised)
        self.assertAlmostEqual(promised["gross"], 51.74, delta=0.02)
        self.assertBooksBalance(claim)

    def test_foreign_money_without_cents(self):
        currency = self.env["res.currency"].create(
            {
                "name": "XJP",
                "symbol": "Y",
                "rounding": 1.0,
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 150.0})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": currency.id}
        )
        order = self._sold(price=3333, taxes=self.tax, pricelist_id=pricelist.id)
        claim = self._claim(order, 2)
        remedy, promised = self._reduce(claim, 85, 10)
        self.assertBooked(remedy, promised)
        self.assertEqual(claim.refund_ids.currency_id, currency)
        self.assertAlmostEqual(claim.net_amount, 2 * 3333 * 0.765 / 150, places=1)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ words

    def test_the_credit_note_says_why_it_is_less(self):
        claim = self._claim(self._sold(), 1)
        self._reduce(claim, 85, 12.5)
        name = claim.refund_ids.invoice_line_ids.name
        self.assertRegex(name, r"Lamp")
        self.assertRegex(name, r"Refunded: 85 %\nRestocking fee: 12.50 %")
        whole = self._grant(self._claim(self._sold(), 1), return_to="none")
        self.assertNotIn("%", whole.refund_ids.invoice_line_ids.name)

    def test_conditions_are_frozen_with_the_promise(self):
        claim = self._claim(self._sold(), 1)
        remedy, _promised = self._reduce(claim, 100, 10)
        for name in ("refund_percent", "fee_percent"):
            with self.assertRefused("not changed"):
                remedy[name] = 50

    def test_the_exposure_counts_what_is_given_less_the_fee(self):
        order = self._sold(price=115, taxes=self.included)
        claim = self._claim(order, 1, reason=self.changed_mind)
        self._reduce(claim, 100, 10)
        net = claim.company_currency_id.round(115 / 1.19 * 0.9)
        self.assertAlmostEqual(claim.net_amount, net, delta=0.02)

    def test_parts_of_money_of_what_is_not_saved(self):
        claim = self._claim(self._sold(price=100), 2)
        remedy = self.env["aftersales.remedy"].new(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "kind": "refund",
                "quantity": 2,
                "refund_percent": 80,
                "fee_percent": 10,
            }
        )
        self.assertEqual(
            remedy._money_parts(),
            {"gross": 200, "reduction": 40, "fee": 16, "total": 144, "tax": 0},
        )
        self.assertEqual(
            sum(parts["total"] for parts in remedy._money_parts_by_remedy().values()),
            144,
        )
