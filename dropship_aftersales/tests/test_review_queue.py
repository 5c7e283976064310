from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import PHOTO, AftersalesCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestReviewQueue(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 40, taxed))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _asked(self, quantity=1, **vals):
        claim = self._claim(self.order, quantity, **vals)
        claim._add_evidence([("photo.png", PHOTO)], source="customer")
        return claim.with_user(self.agent)

    def _facts(self, claim):
        return {fact["name"]: fact["texts"] for fact in claim.get_review()["facts"]}

    # ------------------------------------------------------------------ the queue

    def test_the_queue_holds_what_waits_for_my_decision(self):
        action = self.env.ref("dropship_aftersales.aftersales_claim_action_review")
        self.assertIn("search_default_to_decide", action.context)
        mine, nobodys, others, asked, given = (
            self._claim(self.order, user_id=user)
            for user in (self.agent.id, False, self.manager.id, False, False)
        )
        asked.action_ask_supplier()
        self._grant(given)
        queue = (
            self.env["aftersales.claim"]
            .with_user(self.agent)
            .search([("is_my_move", "=", True), ("state", "=", "review")])
        )
        self.assertLessEqual(mine | nobodys, queue)
        self.assertFalse((others | asked | given) & queue)

    def test_taking_over_claims_of_others(self):
        claims = self._claim(self.order, user_id=False) | self._claim(
            self.order, user_id=self.manager.id
        )
        claims.with_user(self.agent).action_assign_to_me()
        self.assertEqual(claims.user_id, self.agent)

    # ------------------------------------------------------------------ what it shows

    def test_the_review_says_what_the_decision_needs(self):
        claim = self._asked(2, description="The sole came off")
        review = claim.get_review()
        self.assertEqual([file["kind"] for file in review["evidence"]], ["photo"])
        self.assertEqual([piece["is_there"] for piece in review["wanted"]], [True])
        self.assertEqual([p["id"] for p in review["products"]], self.lamp.ids)
        facts = self._facts(claim)
        self.assertIn("Money back: 2 × Lamp", facts["asked"][0])
        self.assertIn("“The sole came off”", facts["asked"])
        self.assertIn("covers it", facts["policy"][0])
        self.assertEqual(facts["evidence"], ["Complete"])
        self.assertIn("Back to the supplier", facts["proposal"][0])
        self.assertIn("Sam Supplier", facts["suppliers"])
        self.assertEqual(
            review["approve"],
            {
                "amount": 230.0,
                "amount_text": claim.currency_id.format(230.0),
                "label": f"Approve {claim.currency_id.format(230.0)}",
                "reason": "",
            },
        )

    def test_missing_evidence_is_named(self):
        claim = self._claim(self.order).with_user(self.agent)
        review = claim.get_review()
        self.assertEqual([piece["is_there"] for piece in review["wanted"]], [False])
        self.assertIn("Missing: Photo of the fault", self._facts(claim)["evidence"][0])

    def test_what_a_supplier_objects_to_is_shown(self):
        claim = self._asked()
        claim.action_ask_supplier()
        case = claim.case_ids
        case.dispute_reason = "The seam was cut"
        case.action_dispute()
        self.assertIn("“The seam was cut”", self._facts(claim)["suppliers"])

    def test_a_suggestion_of_the_customer_is_shown(self):
        claim = self._asked(2)
        claim.line_ids.action_grant()
        claim.action_propose_remedies()
        claim.action_offer()
        claim.sudo()._answer_offer(
            "counter", "customer", wish="refund", amount=200.0, text="Almost"
        )
        self.assertIn("“Almost”", self._facts(claim)["offers"])

    def test_what_a_line_costs_us_is_shown_with_the_reason(self):
        claim = self._asked()
        self.assertEqual(
            self._facts(claim)["exposure"][0],
            self.company.currency_id.format(claim.exposure),
        )

    def test_opening_a_review_costs_few_queries(self):
        claims = [self._asked() for _number in range(2)]
        for claim in claims:
            with counted(self.env) as spent:
                claim.get_review()
        self.assertLessEqual(spent.queries, 75)

    # ------------------------------------------------------------------ one step

    def test_a_plain_case_is_granted_and_approved_in_one_step(self):
        claim = self._asked(2)
        claim.action_approve_seen(claim.get_review()["approve"]["amount"])
        self.assertEqual(claim.state, "approved")
        self.assertEqual(claim.line_ids.granted_quantity, 2)
        self.assertEqual(sum(claim.remedy_ids.mapped("amount")), 230.0)
        self.assertBooksBalance(claim.sudo())

    def test_nothing_is_approved_at_another_amount_than_was_seen(self):
        claim = self._asked(2)
        with self.assertRefused("gives .*230.00 now, not .*115.00"):
            claim.action_approve_seen(115.0)
        self.assertFalse(claim.remedy_ids)

    def test_what_is_not_plain_says_what_to_do_instead(self):
        self.company.aftersales_approval_limit = 150
        refused = self._asked()
        refused.line_ids.sudo()._write_engine({"policy_outcome": "refuse"})
        wish = self._asked()
        wish.line_ids.wish = "repair"
        rich, decided = self._asked(2), self._asked()
        decided.line_ids.action_refuse()
        done = self._asked()
        done.action_cancel()
        for claim, words in (
            (refused, "A manager may grant an exception"),
            (wish, "Make an offer"),
            (rich, "Ask an after-sales manager"),
            (decided, "Reject the claim"),
            (done, "nothing to decide: Cancelled"),
        ):
            approve = claim.get_review()["approve"]
            with self.subTest(words=words):
                self.assertIn(words, approve["reason"])
                with self.assertRefused(words):
                    claim.action_approve_seen(approve["amount"])
        manager = rich.with_user(self.manager)
        self.assertFalse(manager.get_review()["approve"]["reason"])

    def test_agents_alone_review(self):
        claim = self._asked()
        nobody = new_test_user(self.env, "no_reviewer", groups="base.group_user")
        customer = new_test_user(
            self.env,
            "review_customer",
            groups="base.group_portal",
            partner_id=self.customer.id,
        )
        for user in (nobody, customer):
            theirs = claim.with_user(user)
            for act in (
                theirs.get_review,
                theirs.get_review_signals,
                lambda theirs=theirs: theirs.action_approve_seen(115.0),
                theirs.action_assign_to_me,
                theirs.action_try_policies,
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    act()

    def test_the_form_says_what_the_policies_say_and_why(self):
        claim = self._asked()
        self.assertEqual(claim.policy_summary, claim.line_ids.policy_text)
        action = claim.action_try_policies()
        self.assertEqual(action["res_model"], "aftersales.policy.try")
