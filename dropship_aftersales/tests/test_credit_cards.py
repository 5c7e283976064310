from odoo.fields import Command
from odoo.tests import tagged

from .cards_common import CardsMixin
from .credit_common import CreditCommon
from .discounts import discount_order


@tagged("post_install", "-at_install")
class TestCreditCards(CardsMixin, CreditCommon):
    def _paid_with(self, program_type, points, *lines, orders=1):
        """An invoiced order, partly paid by a card."""
        card = self._card(self._program(program_type), points)
        order = self._order(*lines, confirm=False)
        self._pay_by_card(order, card)
        order.action_confirm()
        return card, order, self._invoice(order)

    def _lines(self, order):
        return order.order_line.filtered(lambda line: not line.reward_id)

    def test_gift_card_gets_back_what_it_paid_before_money_flows(self):
        card, order, invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 3, 40.0, self.tax)
        )
        self.assertEqual(invoice.amount_total, 88.0)
        self.assertEqual(card.points, 0.0)
        line = self._lines(order)
        first = self._credit((line, 1))
        self.assertEqual(first.amount_total, 0.0)
        self.assertEqual(first.state, "posted")
        self.assertTrue(first._aftersales_is_settled())
        self.assertEqual(card.points, 46.0)
        second = self._credit((line, 1))
        self.assertEqual(second.amount_total, 42.0)
        self.assertEqual(card.points, 50.0)
        third = self._credit((line, 1))
        self.assertEqual(third.amount_total, 46.0)
        self.assertEqual(card.points, 50.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_history_names_the_credit_note(self):
        card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 2, 40.0)
        )
        credit = self._credit((self._lines(order), 1))
        row = card.history_ids.filtered("issued")
        self.assertEqual(row.issued, 40.0)
        self.assertEqual(row.order_model, "account.move")
        self.assertEqual(row.order_id, credit.id)
        self.assertIn(credit.name, row.description)

    def test_ewallet(self):
        card, order, invoice = self._paid_with(
            "ewallet", 30.0, (self._product(), 2, 40.0, self.tax)
        )
        self.assertEqual(invoice.amount_total, 62.0)
        credit = self._credit((self._lines(order), 2))
        self.assertEqual(credit.amount_total, 62.0)
        self.assertEqual(card.points, 30.0)
        self.assertEqual(sum(card.history_ids.mapped("issued")), 30.0)

    def test_the_card_line_is_an_amount(self):
        _card, order, _invoice = self._paid_with(
            "ewallet", 30.0, (self._product(), 2, 40.0)
        )
        credit = self._credit((self._lines(order), 1))
        line = credit.invoice_line_ids.filtered("aftersales_amount_only")
        self.assertEqual(line.price_subtotal, -30.0)
        self.assertFalse(line.aftersales_units)
        self.assertEqual(line.sale_line_ids.qty_invoiced, 1.0)

    def test_preview_is_the_value_whoever_paid(self):
        _card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 3, 40.0, self.tax)
        )
        demand = self._demand(self._lines(order), 1)
        self.assertEqual(self.Credit._refund_amounts([demand]), [46.0])

    def test_drafts_give_nothing_yet(self):
        card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 2, 40.0)
        )
        credit = self._credit((self._lines(order), 1), post=False)
        self.assertEqual(card.points, 0.0)
        self.Credit._post_credits(credit)
        self.assertEqual(card.points, 40.0)
        self.Credit._post_credits(credit)
        self.assertEqual(card.points, 40.0)

    def test_posting_again_gives_nothing_again(self):
        card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 2, 40.0)
        )
        credit = self._credit((self._lines(order), 1))
        credit.button_draft()
        self.Credit._post_credits(credit)
        self.assertEqual(card.points, 40.0)

    def test_a_credit_made_anew_gives_nothing_again(self):
        card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 2, 40.0)
        )
        credit = self._credit((self._lines(order), 1))
        credit.button_draft()
        credit.button_cancel()
        anew = self._credit((self._lines(order), 1))
        self.assertEqual(anew.amount_total, 0.0)
        self.assertEqual(card.points, 40.0)
        self._credit((self._lines(order), 1))
        self.assertEqual(card.points, 50.0)

    def test_several_credits_at_once(self):
        card, order, invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 3, 33.33, self.tax)
        )
        line = self._lines(order)
        credits = self._credit(
            *(
                self._demand(line, 1, document_vals={"ref": f"CLM/{number}"})
                for number in range(3)
            )
        )
        self.assertAlmostEqual(
            sum(credits.mapped("amount_total")), invoice.amount_total
        )
        self.assertEqual(card.points, 50.0)
        self.assertEqual(sum(card.history_ids.mapped("issued")), 50.0)

    def test_card_whose_line_is_taxed(self):
        program = self._program("gift_card")
        program.reward_ids.discount_line_product_id.taxes_id = self.tax
        card = self._card(program, 50.0)
        order = self._order((self._product(), 3, 40.0, self.tax), confirm=False)
        self._pay_by_card(order, card)
        order.action_confirm()
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 88.0)
        amounts = [
            self._credit((self._lines(order), 1)).amount_total for _unit in range(3)
        ]
        self.assertEqual(amounts, [0.0, 42.0, 46.0])
        self.assertEqual(card.points, 50.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_card_after_a_discount(self):
        card = self._card(self._program("gift_card"), 50.0)
        order = self._order((self._product(), 2, 100.0, self.tax), confirm=False)
        discount_order(order, discount_percentage=0.2)
        self._pay_by_card(order, card)
        order.action_confirm()
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 134.0)
        line = order.order_line[0]
        self.assertEqual(
            [self._credit((line, 1)).amount_total for _unit in range(2)], [42.0, 92.0]
        )
        self.assertEqual(card.points, 50.0)

    def test_two_invoices_of_an_order_paid_by_card(self):
        card = self._card(self._program("gift_card"), 30.0)
        product = self._product(invoice_policy="delivery")
        order = self._order((product, 2, 100.0), confirm=False)
        self._pay_by_card(order, card)
        order.action_confirm()
        line = self._lines(order)
        line.qty_delivered = 1
        first = self._invoice(order)
        self.assertEqual(first.amount_total, 70.0)
        line.qty_delivered = 2
        second = self._invoice(order)
        self._pay(first)
        self._pay(second)
        credit = self._credit((line, 1))
        self.assertEqual(credit.reversed_entry_id, first)
        self.assertEqual(credit.amount_total, 70.0)
        self.assertEqual(card.points, 30.0)

    def test_no_mail_is_sent_for_points_given_back(self):
        card, order, _invoice = self._paid_with(
            "ewallet", 30.0, (self._product(), 1, 40.0)
        )
        card.program_id.communication_plan_ids = [
            Command.create(
                {
                    "trigger": "points_reach",
                    "points": 10.0,
                    "mail_template_id": self.env.ref(
                        "loyalty.mail_template_loyalty_card"
                    ).id,
                }
            )
        ]
        before = self.env["mail.mail"].search_count([])
        self._credit((self._lines(order), 1))
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_the_card_is_paid_whoever_posts_the_credit_note(self):
        card, order, _invoice = self._paid_with(
            "gift_card", 50.0, (self._product(), 3, 40.0, self.tax)
        )
        draft = self._credit((self._lines(order), 1), post=False)
        self.assertEqual(card.points, 0.0)
        draft.action_post()
        self.assertEqual(card.points, 46.0)
        draft.button_draft()
        draft.action_post()
        self.assertEqual(card.points, 46.0)
