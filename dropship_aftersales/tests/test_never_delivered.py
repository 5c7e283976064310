from odoo.tests import Form, tagged

from .common import AftersalesCase
from .policy_common import PolicyMixin


@tagged("post_install", "-at_install")
class TestNeverDelivered(PolicyMixin, AftersalesCase):
    """Who got nothing gets back all he paid, unless an agent decides otherwise. Lamps
    at 100 that are paid, billed in advance and never shipped."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._only_own_policies()
        cls._policy(**cls._offers("refund", refund_percent=80, fee_percent=10))
        cls.lamp.write({"invoice_policy": "order", "purchase_method": "purchase"})
        cls.order = cls._order((cls.lamp, 2))
        cls._purchase(cls.order)
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)

    def test_no_policy_keeps_a_part_of_the_price(self):
        claim = self._not_received(self.order)
        self.assertNotIn("80", " ".join(claim.line_ids._condition_words()))
        self._grant(claim)
        claim.case_ids.action_accept()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(claim.case_ids.received_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_what_was_delivered_is_given_back_as_the_policy_says(self):
        self._ship(self.order)
        claim = self._grant(self._claim(self.order, 1), "none")
        self.assertEqual(claim.remedy_ids.refund_percent, 100.0)
        conditions = claim.line_ids._conditions("refund")
        self.assertEqual(conditions["refund_percent"], 80.0)
        self.assertBooksBalance(claim)

    def test_an_agent_who_gives_a_part_is_told_what_he_does(self):
        claim = self._not_received(self.order)
        action = claim.with_user(self.agent).action_open_offer()
        model = self.env[action["res_model"]].with_user(self.agent)
        form = Form(model.with_context(**action["context"]))
        self.assertEqual(form.customer_amount, 100.0)
        self.assertFalse(form.never_delivered)
        form.mode = "approve"
        with form.line_ids.edit(0) as row:
            row.refund_percent = 75.0
            row.fee_percent = 10.0
        self.assertEqual(
            form.never_delivered,
            "Lamp was never delivered: the customer gets only 67.50 % of what he paid "
            "for it.",
        )
        form.save().action_confirm()
        claim.case_ids.action_accept()
        self.assertEqual(claim.refund_ids.amount_total, 67.5)
        self.assertBooksBalance(claim)
