from odoo import Command
from odoo.tests import tagged

from .common import AftersalesCase

CONDITIONS = ((100.0, 10.0), (85.0, 0.0), (66.67, 12.5), (50.0, 99.0))


@tagged("post_install", "-at_install")
class TestRemedyConditions(AftersalesCase):
    """What is promised less is booked less: to the cent, and said in words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).action_archive()
        cls.included = cls.env["account.tax"].create(
            {
                "name": "19 % included",
                "amount": 19.0,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )

    # ------------------------------------------------------------------ helpers

    def _sold(self, quantity=3, price=33.33, taxes=None, **vals):
        order = self._delivered(
            (
                self.lamp,
                quantity,
                {
                    "price_unit": price,
                    "tax_ids": [Command.set(taxes.ids if taxes else [])],
                    **vals.pop("line", {}),
                },
            ),
            **vals,
        )
        self._invoice(order)
        return order

    def _reduce(self, claim, refund_percent, fee_percent, quantity=None):
        """Grant the claim with a refund, kept goods, on these conditions."""
        line = claim.line_ids
        line.write(
            {"decision": "granted", "granted_quantity": quantity or line.quantity}
        )
        remedy = self._propose(claim, line.granted_quantity)
        remedy.write({"refund_percent": refund_percent, "fee_percent": fee_percent})
        promised = remedy._money_parts()
        self.assertEqual(remedy.amount, promised["total"])
        self.assertEqual(
            claim.currency_id.compare_amounts(
                promised["gross"] - promised["reduction"] - promised["fee"],
                promised["total"],
            ),
            0,
        )
        claim.action_approve()
        return remedy, promised

    def _credited_lines(self, remedy):
        """Its lines of posted credit notes, without what cards got back."""
        return remedy.credit_line_ids.filtered(
            lambda line: line.parent_state == "posted" and not line.aftersales_points
        )

    def assertBooked(self, remedy, promised):
        """What was previewed is on the credit notes, to the cent and with its tax."""
        lines = self._credited_lines(remedy)
        total = sum(lines.mapped("price_total"))
        self.assertEqual(
            (
                remedy.currency_id.compare_amounts(total, promised["total"]),
                remedy.currency_id.compare_amounts(
                    total - sum(lines.mapped("price_subtotal")), promised["tax"]
                ),
            ),
            (0, 0),
            f"{promised} booked as {total}",
        )
        self.assertEqual(remedy._money_parts()["total"], promised["total"])
        self.assertEqual(sum(lines.mapped("aftersales_units")), remedy.quantity)
        self.assertEqual(remedy.sale_line_id.aftersales_to_credit_qty, 0)

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
        self.env["sale.order.discount"].create(
            {
                "sale_order_id": order.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.1,
            }
        ).action_apply_discount()
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

    def test_a_gift_card_gets_its_money_back_first(self):
        card, order = self._paid_with("gift_card", 50.0)
        claim = self._claim(order, 1)
        remedy, promised = self._reduce(claim, 100, 10)
        self.assertEqual(promised["total"], 36)
        self.assertBooked(remedy, promised)
        self.assertEqual((card.points, claim.refund_ids.amount_total), (36, 0))
        second = self._claim(order, 1)
        remedy, promised = self._reduce(second, 100, 10)
        self.assertBooked(remedy, promised)
        self.assertEqual((card.points, second.refund_ids.amount_total), (50, 22))
        self.assertBooksBalance(claim | second)

    def test_an_ewallet_gets_its_money_back_first(self):
        card, order = self._paid_with("ewallet", 50.0)
        claim = self._claim(order, 1)
        self.assertBooked(*self._reduce(claim, 50, 0))
        self.assertEqual((card.points, claim.refund_ids.amount_total), (20, 0))
        self.assertBooksBalance(claim)

    def _paid_with(self, program_type, points):
        """An order of two lamps at 40, of which a card paid ``points``."""
        values = self.env["loyalty.program"]._get_template_values()[program_type]
        program = self.env["loyalty.program"].create(
            {
                **values,
                "name": program_type,
                "program_type": program_type,
                "currency_id": self.company.currency_id.id,
            }
        )
        program.reward_ids.discount_line_product_id.taxes_id = False
        card = (
            self.env["loyalty.card"]
            .with_context(loyalty_no_mail=True)
            .create(
                {
                    "program_id": program.id,
                    "partner_id": self.customer.id,
                    "points": points,
                }
            )
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.lamp.id,
                            "product_uom_qty": 2,
                            "price_unit": 40,
                        }
                    )
                ],
            }
        )
        if program_type == "ewallet":
            order._apply_program_reward(program.reward_ids, card)
        else:
            ((coupon, rewards),) = order._try_apply_code(card.code).items()
            order._apply_program_reward(rewards, coupon)
        order.action_confirm()
        self._ship(order)
        self._invoice(order)
        return card, order

    # ------------------------------------------------------------------ not invoiced

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
