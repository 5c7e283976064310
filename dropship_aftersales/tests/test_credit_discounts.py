from odoo.fields import Command
from odoo.tests import tagged

from .credit_common import CreditCommon
from .discounts import discount_order


@tagged("post_install", "-at_install")
class TestCreditDiscounts(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reduced_tax = cls._tax(5.0)
        cls.lamp = cls._product()
        cls.chair = cls._product("Chair")

    def _promote(self, order, **reward):
        self.env["loyalty.program"].create(
            {
                "name": "Promotion",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [Command.create({"reward_type": "discount", **reward})],
            }
        )
        order._update_programs_and_rewards()
        for coupon, rewards in order._get_claimable_rewards().items():
            order._apply_program_reward(rewards[:1], coupon)

    def _mixed_order(self, *discounts):
        """2 x 100 with 15 %, 3 x 50 with 5 %, 1 x 30 without tax."""
        order = self._order(
            (self.lamp, 2, 100.0, self.tax),
            (self.chair, 3, 50.0, self.reduced_tax),
            (self._product("Book"), 1, 30.0),
            confirm=False,
        )
        for discount in discounts:
            discount_order(order, **discount)
        return order

    def _confirmed(self, order):
        order.action_confirm()
        return self._invoice(order)

    def _assert_units_add_up(self, order, invoice, reverse=False):
        lines = order.order_line.filtered(lambda line: line.price_unit > 0)
        amounts = []
        for line in lines.sorted("id", reverse=reverse):
            for _unit in range(int(line.product_uom_qty)):
                amounts.append(self._credit((line, 1)).amount_total)
        self.assertAlmostEqual(sum(amounts), invoice.amount_total)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(order.amount_to_invoice, 0.0)
        return amounts

    def test_percentage_of_the_whole_order(self):
        order = self._order((self.lamp, 2, 100.0), (self.chair, 2, 50.0), confirm=False)
        discount_order(order, discount_percentage=0.2)
        invoice = self._confirmed(order)
        self.assertEqual(invoice.amount_total, 240.0)
        self.assertEqual(
            self._assert_units_add_up(order, invoice), [80.0, 80.0, 40.0, 40.0]
        )

    def test_share_of_the_discount_is_an_amount(self):
        order = self._order((self.lamp, 2, 100.0, self.tax), confirm=False)
        discount_order(order, discount_percentage=0.2)
        self._confirmed(order)
        credit = self._credit((self._line_of(order, self.lamp), 1))
        share = credit.invoice_line_ids.filtered("aftersales_amount_only")
        self.assertEqual(share.price_subtotal, -20.0)
        self.assertEqual(share.quantity, 1.0)
        self.assertFalse(share.aftersales_units)
        self.assertTrue(share.sale_line_ids._is_discount_line())
        self.assertEqual(share.sale_line_ids.qty_invoiced, 1.0)

    def test_percentage_over_several_taxes(self):
        order = self._mixed_order(
            {"discount_type": "so_discount", "discount_percentage": 0.07}
        )
        self._assert_units_add_up(order, self._confirmed(order))

    def test_fixed_amount_over_several_taxes(self):
        order = self._mixed_order({"discount_type": "amount", "discount_amount": 33.33})
        self._assert_units_add_up(order, self._confirmed(order), reverse=True)

    def test_two_discounts_on_prices_that_include_tax(self):
        tax = self._tax(19.0, price_include_override="tax_included")
        order = self._order(
            (self.lamp, 3, 79.992, tax), (self.chair, 4, 9.99, tax), confirm=False
        )
        discount_order(order, discount_percentage=0.125)
        discount_order(order, discount_type="amount", discount_amount=5.0)
        self._assert_units_add_up(order, self._confirmed(order))

    def test_a_fixed_tax_is_not_discounted(self):
        fixed = self._tax(1.0, amount_type="fixed")
        order = self._order((self.lamp, 3, 10.0, fixed | self.tax), confirm=False)
        discount_order(order, discount_percentage=0.1)
        invoice = self._confirmed(order)
        self.assertEqual(invoice.amount_total, 34.05)
        self._assert_units_add_up(order, invoice)

    def test_promotion_on_the_whole_order(self):
        order = self._order(
            (self.lamp, 3, 33.33, self.tax),
            (self.chair, 3, 12.49, self.reduced_tax),
            confirm=False,
        )
        self._promote(order, discount=15, discount_applicability="order")
        self.assertEqual(len(order.order_line), 4)
        self._assert_units_add_up(order, self._confirmed(order))

    def test_promotion_on_some_products_spares_the_others(self):
        order = self._order(
            (self.lamp, 2, 100.0, self.tax),
            (self.chair, 2, 50.0, self.tax),
            confirm=False,
        )
        self._promote(
            order,
            discount=50,
            discount_applicability="specific",
            discount_product_ids=[Command.set(self.chair.ids)],
        )
        invoice = self._confirmed(order)
        self.assertEqual(
            self._assert_units_add_up(order, invoice), [115.0, 115.0, 28.75, 28.75]
        )

    def test_promotion_on_the_cheapest_spares_the_others(self):
        order = self._order((self.lamp, 2, 100.0), (self.chair, 2, 50.0), confirm=False)
        self._promote(order, discount=50, discount_applicability="cheapest")
        invoice = self._confirmed(order)
        self.assertEqual(invoice.amount_total, 275.0)
        self.assertEqual(
            self._assert_units_add_up(order, invoice), [100.0, 100.0, 37.5, 37.5]
        )

    def test_discount_on_the_order_after_one_on_some_products(self):
        order = self._order(
            (self.lamp, 1, 100.0), (self.chair, 1, 100.0), confirm=False
        )
        self._promote(
            order,
            discount=50,
            discount_applicability="specific",
            discount_product_ids=[Command.set(self.chair.ids)],
        )
        discount_order(order, discount_percentage=0.1)
        invoice = self._confirmed(order)
        self.assertEqual(invoice.amount_total, 135.0)
        self.assertEqual(self._assert_units_add_up(order, invoice), [90.0, 45.0])

    def test_the_discount_of_another_order_on_the_invoice_stays(self):
        first = self._order((self.lamp, 2, 100.0), confirm=False)
        discount_order(first, discount_percentage=0.2)
        first.action_confirm()
        second = self._order((self.lamp, 2, 100.0))
        invoice = self._invoice(first + second)
        self.assertEqual(len(invoice), 1)
        self.assertEqual(self._credit((second.order_line, 1)).amount_total, 100.0)
        lamps = self._line_of(first, self.lamp)
        self.assertEqual(self._credit((lamps, 1)).amount_total, 80.0)

    def test_preview_before_the_invoice_takes_the_discount_off(self):
        order = self._mixed_order(
            {"discount_type": "so_discount", "discount_percentage": 0.2}
        )
        order.action_confirm()
        demands = [
            self._demand(line, line.product_uom_qty)
            for line in order.order_line
            if line.price_unit > 0
        ]
        before = self.Credit._refund_amounts(demands)
        self.assertAlmostEqual(sum(before), order.amount_total)
        self._invoice(order)
        self.assertEqual(self.Credit._refund_amounts(demands), before)
        self._credit(*demands)

    def test_reversal_of_all_by_the_clerk_leaves_nothing(self):
        order = self._mixed_order(
            {"discount_type": "so_discount", "discount_percentage": 0.2}
        )
        invoice = self._confirmed(order)
        invoice._reverse_moves(cancel=True)
        for line in order.order_line:
            self.assertFalse(self._credit((line, 1)))

    def test_clerk_credits_a_unit_without_its_discount(self):
        order = self._order((self.lamp, 4, 100.0), confirm=False)
        discount_order(order, discount_percentage=0.2)
        invoice = self._confirmed(order)
        native = invoice._reverse_moves()
        native.invoice_line_ids.filtered(lambda line: line.price_unit < 0).unlink()
        native.invoice_line_ids.quantity = 1
        native.action_post()
        self.assertEqual(native.amount_total, 100.0)
        lamps = self._line_of(order, self.lamp)
        self.assertEqual(self._credit((lamps, 1)).amount_total, 80.0)
        self.assertEqual(self._credit((lamps, 2)).amount_total, 160.0)
