from datetime import timedelta

from odoo import Command, fields
from odoo.tests import Form, tagged

from .policy_common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicyTry(PolicyCase):
    """What the policies would say, without a claim."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chair = cls._product("Chair")
        cls.order = cls._delivered((cls.lamp, 2), (cls.chair, 1))

    def _trial(self, **defaults):
        return Form(
            self.env["aftersales.policy.try"]
            .with_user(self.agent)
            .with_context(**defaults)
        )

    def test_it_says_which_policy_fits_and_why_none_before(self):
        self._policy("Chairs", sequence=1, product_ids=[Command.set(self.chair.ids)])
        self._policy("Yesterday", sequence=2, window_days=1, after_window="next")
        fits = self._policy(
            "All",
            sequence=3,
            window_days=30,
            **self._offers("refund", fee_percent=15.0, freight_payer="customer"),
            **self._wants(2),
        )
        before = self.env["aftersales.claim.line"].search_count([])
        trial = self._trial(
            active_model="sale.order.line", active_id=self.order.order_line[0].id
        )
        self.assertEqual(trial.order_id, self.order)
        self.assertFalse(trial.outcome)
        trial.reason_id = self.defect
        self.assertIn("Yesterday", trial.text)
        trial.moment = fields.Datetime.now() + timedelta(days=5)
        self.assertEqual((trial.policy_id, trial.outcome), (fits, "grant"))
        self.assertIn("day 5 of 30", trial.text)
        self.assertIn("you can ask until", trial.customer_text)
        for words in ("Chairs: for other products", "Yesterday: its time is over"):
            self.assertIn(words, trial.missed)
        for words in ("less a fee of 15 %", "The customer pays", "2 × Photo"):
            self.assertIn(words, trial.conditions)
        self.assertTrue(trial.window_end > fields.Datetime.now() + timedelta(days=29))
        trial.moment = fields.Datetime.now() + timedelta(days=90)
        self.assertEqual(trial.outcome, "person")
        trial.sale_line_id = self.order.order_line[1]
        self.assertEqual(trial.policy_id.name, "Chairs")
        trial.save()
        self.assertEqual(self.env["aftersales.claim.line"].search_count([]), before)

    def test_without_a_policy_it_says_so(self):
        trial = self._trial(active_model="sale.order", active_id=self.order.id)
        trial.reason_id = self.defect
        self.assertEqual(trial.outcome, "person")
        self.assertIn("No policy fits", trial.text)
        self.assertFalse(trial.policy_id)

    def test_what_never_came_is_not_in_the_customers_hands(self):
        trial = self._trial(active_model="sale.order", active_id=self.order.id)
        trial.reason_id = self.not_received
        self.assertEqual(trial.goods_status, "not_received")
        trial.reason_id = self.defect
        self.assertEqual(trial.goods_status, "opened")

    def test_a_claimed_item_is_tried_as_it_was_claimed(self):
        self._policy(effect="refuse", for_used=True)
        claim = self._claim(self.order, 2, goods_status="used")
        line = claim.line_ids.with_user(self.agent)
        action = line.action_try_policies()
        trial = self._trial(**action["context"])
        self.assertEqual((trial.quantity, trial.goods_status), (2, "used"))
        self.assertEqual(trial.outcome, "refuse")

    def test_it_opens_from_the_policies_too(self):
        action = self._policy().with_user(self.agent).action_try()
        self.assertEqual(action["res_model"], "aftersales.policy.try")
