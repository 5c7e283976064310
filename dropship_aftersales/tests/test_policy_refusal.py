from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .policy_common import PolicyClaimCase


@tagged("post_install", "-at_install")
class TestPolicyRefusal(PolicyClaimCase):
    """What policies refuse, in whose words, and how long it may be appealed."""

    def _refuse_chairs(self, **vals):
        """A policy before all others that refuses chairs without a person."""
        return self._policy(
            "Chairs",
            sequence=1,
            product_ids=[Command.set(self.chair.ids)],
            effect="refuse",
            refuses_alone=True,
            **vals,
        )

    def test_a_policy_that_refuses_alone_rejects_in_its_words(self):
        self._policy(
            effect="refuse",
            refuses_alone=True,
            refusal_text="Vouchers cannot be returned.",
        )
        claim = self._sent()
        self.assertEqual((claim.state, claim.policy_outcome), ("rejected", "refuse"))
        self.assertEqual(claim.line_ids.decision, "refused")
        move = claim._next_move("customer")
        self.assertEqual(move["text"], "Vouchers cannot be returned.")
        self.assertIn("appeal", move["actions"])
        claim.action_appeal()
        self.assertEqual(claim.state, "review", "What people look at stays theirs")
        self.assertBooksBalance(claim)

    def test_refusals_speak_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        policy = self._policy(effect="refuse", refuses_alone=True, refusal_text="No.")
        policy.with_context(lang="zh_CN").refusal_text = "不可以。"
        claim = self._sent()
        policy.with_context(lang="zh_CN").refusal_text = "Something else"
        chinese = claim.with_context(lang="zh_CN")._next_move("customer")["text"]
        self.assertEqual(chinese, "不可以。")
        self.assertEqual(claim._next_move("customer")["text"], "No.")

    def test_a_policy_that_refuses_otherwise_leaves_it_to_a_person(self):
        self._policy(effect="refuse")
        claim = self._sent()
        self.assertEqual((claim.state, claim.policy_outcome), ("review", "refuse"))
        with self.assertRefused("Ask an after-sales manager", AccessError):
            claim.with_user(self.agent).line_ids.action_grant()
        claim.with_user(self.agent).action_reject()
        self.assertEqual(claim.state, "rejected")

    def test_whoever_rejects_begins_with_what_the_policy_says(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        policy = self._policy(effect="refuse", refusal_text="No.")
        policy.with_context(lang="zh_CN").refusal_text = "不可以。"
        claim = self._claim(self.order)
        self.assertEqual(claim.state, "review")
        dialog = self.env["aftersales.reject"].with_user(self.agent)
        self.assertEqual(dialog.new({"claim_id": claim.id}).customer_text, "不可以。")

    def test_a_part_is_granted_the_rest_refused_and_appealed(self):
        self._refuse_chairs(refusal_text="Chairs were made for you.", appeal_days=30)
        self._policy(auto_amount=120.0, **self._offers("refund", return_to="none"))
        claim = self._sent_with_chair()
        self.assertEqual(claim.state, "approved")
        lamp, chairs = claim.line_ids
        self.assertEqual((lamp.decision, chairs.decision), ("granted", "refused"))
        self.assertEqual(chairs._refusal_words(), "Chairs were made for you.")
        self.assertEqual(claim.policy_outcome, "refuse", "The worst of its items")
        claim.action_appeal()
        self.assertEqual(claim.state, "review")
        self.assertEqual((lamp.decision, chairs.decision), ("granted", "pending"))
        chairs.with_user(self.manager).action_grant_exception("A loyal customer")
        claim.with_user(self.manager).action_approve()
        self.assertEqual(claim.granted_amount, 200.0)
        self.assertBooksBalance(claim)

    def test_what_is_refused_alone_waits_with_what_a_person_decides(self):
        self._refuse_chairs()
        self._policy("Lamps", effect="person")
        claim = self._sent_with_chair()
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.line_ids.mapped("decision"), ["pending", "refused"])

    def test_the_longest_time_to_appeal_of_its_items_counts(self):
        self._policy(
            "Chairs",
            product_ids=[Command.set(self.chair.ids)],
            sequence=1,
            appeal_days=40,
        )
        self.company.aftersales_appeal_days = 3
        claim = self._sent_with_chair()
        self.assertEqual(claim._appeal_days(), 40)
        claim.action_reject()
        expected = fields.Datetime.now() + timedelta(days=40)
        self.assertLess(abs(claim.deadline - expected), timedelta(minutes=5))
