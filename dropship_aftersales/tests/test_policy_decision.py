from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .files import scene
from .policy_common import PolicyClaimCase
from .portal_common import photo


@tagged("post_install", "-at_install")
class TestPolicyDecision(PolicyClaimCase):
    """What policies decide without a person, and what they leave."""

    # ------------------------------------------------------------------ granted

    def test_what_the_policy_grants_up_to_its_amount_is_approved_and_paid_alone(self):
        self._policy(auto_amount=100.0, **self._offers("refund", return_to="none"))
        claim = self._sent().with_user(self.agent)
        self.assertEqual(claim.state, "approved")
        self.assertEqual(claim.line_ids.decision, "granted")
        self.assertEqual(claim.remedy_ids.mapped("amount"), [100.0])
        self.assertEqual(claim.remedy_ids.return_to, "none")
        self.assertEqual(claim.history[-1][0::2], ["approve", "system"])
        self.assertIn("Decided by the policy, without a person", self._notes(claim))
        told = claim.sudo().notification_log_ids.filtered(
            lambda log: log.audience == "customer" and log.state == "queued"
        )
        self.assertIn("approve", told.mapped("event"))
        self.assertNotIn("submit", told.mapped("event"), "He has his answer")
        claim.sudo().action_pay_out()
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim.sudo())

    def test_nobody_gets_more_unseen_by_asking_in_parts(self):
        self._policy(auto_amount=150.0, **self._offers("refund", return_to="none"))
        first, second = self._sent(), self._sent()
        self.assertEqual((first.state, second.state), ("approved", "review"))
        self.assertEqual(second.line_ids.policy_reason["code"], "above_auto_amount")
        self.assertIn("200.00 is above", second.line_ids.policy_text)
        self.assertBooksBalance(first + second)

    def test_a_cent_above_the_amount_a_person_decides(self):
        self._policy(auto_amount=99.99)
        claim = self._sent()
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.policy_outcome, "person")
        self.assertEqual(claim.line_ids.policy_reason["code"], "above_auto_amount")
        self.assertIn("100.00 is above", claim.line_ids.policy_text)
        self.assertBooksBalance(claim)

    def test_the_whole_claim_is_counted(self):
        self._policy(auto_amount=150.0)
        claim = self._sent_with_chair()
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.line_ids.mapped("policy_outcome"), ["person"] * 2)
        self.assertBooksBalance(claim)

    def test_without_an_amount_nobody_is_approved_unseen(self):
        self._policy()
        claim = self._sent()
        self.assertEqual((claim.state, claim.policy_outcome), ("review", "grant"))
        self._grant(claim)
        self.assertBooksBalance(claim)

    def test_conditions_become_the_remedy(self):
        self._policy(
            auto_amount=500.0,
            **self._offers(
                "refund",
                refund_percent=90.0,
                fee_percent=10.0,
                return_to="warehouse",
                trigger="receipt",
                freight_payer="customer",
            ),
        )
        claim = self._sent()
        remedy = claim.remedy_ids
        self.assertEqual(
            (remedy.refund_percent, remedy.fee_percent, remedy.freight_payer),
            (90.0, 10.0, "customer"),
        )
        self.assertEqual((remedy.return_to, remedy.trigger), ("warehouse", "receipt"))
        self.assertEqual(remedy.amount, 81.0)
        self._receive_here(claim)
        self.assertEqual(claim.refund_ids.amount_total, 81.0)
        self.assertBooksBalance(claim)

    def test_goods_of_small_value_are_kept(self):
        self._policy(
            auto_amount=500.0,
            keep_amount=100.0,
            **self._offers("refund", return_to="supplier"),
        )
        claim = self._sent()
        self.assertEqual(
            (claim.remedy_ids.return_to, claim.remedy_ids.trigger), ("none", "approval")
        )
        self.assertEqual(
            self._sent(2, line=self.order.order_line[1]).remedy_ids.return_to,
            "supplier",
        )
        self.assertBooksBalance(claim)

    def test_more_units_than_were_said_are_worth_too_much_to_be_kept(self):
        policy = self._policy(
            keep_amount=100.0, **self._offers("refund", return_to="supplier")
        )
        line = self._sent().line_ids
        self.assertEqual(line._conditions("refund")["return_to"], "none")
        # What was promised stays as it was; what it is about was corrected.
        policy.keep_amount = 500.0
        line.with_user(self.agent).quantity = 3
        self.assertEqual(line.policy_terms["amount"], 300.0)
        self.assertEqual(line._conditions("refund")["return_to"], "supplier")
        self.assertBooksBalance(line.claim_id)

    def test_supplier_returns_of_own_stock_come_to_our_warehouse(self):
        policy = self._policy(**self._offers("refund", return_to="supplier"))
        line = self._sent().line_ids
        self.assertEqual(line.policy_id, policy)
        line.supplier_ids = False
        self.assertEqual(line._conditions("refund")["return_to"], "warehouse")

    # ------------------------------------------------------------------ evidence

    def test_missing_evidence_waits_and_completes_the_decision_when_it_comes(self):
        self._policy(auto_amount=500.0, **self._wants(2))
        claim = self._sent()
        self.assertEqual(claim.state, "review")
        line = claim.line_ids
        self.assertEqual(line.policy_reason["code"], "evidence_missing")
        self.assertIn("Photo of the fault", line.policy_text)
        claim.with_user(self.agent).action_ask_evidence()
        claim._add_evidence([("b.pdf", b"%PDF-1.4")], "customer")
        claim.action_give_evidence()
        self.assertEqual((claim.state, line.policy_outcome), ("review", "person"))
        claim.action_ask_evidence()
        claim._add_evidence([("c.jpg", photo("blue"))], "customer")
        self.assertEqual(claim.state, "evidence")
        claim.action_give_evidence()
        self.assertEqual((claim.state, line.policy_outcome), ("approved", "grant"))
        self.assertBooksBalance(claim)

    def test_a_video_shows_what_a_photo_shows(self):
        self._policy(**self._wants())
        claim = self._sent(with_photo=False)
        self.assertEqual(claim.policy_outcome, "person")
        claim._add_evidence([("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(16))], "customer")
        self.assertEqual(claim.policy_outcome, "grant")

    def test_evidence_that_is_taken_away_is_missing_again(self):
        self._policy(**self._wants())
        claim = self._sent()
        self.assertEqual(claim.policy_outcome, "grant")
        claim.evidence_ids.unlink()
        self.assertEqual(claim.policy_outcome, "person")

    # ------------------------------------------------------------------ held back

    def test_who_claims_the_same_twice_is_seen_by_a_person(self):
        self._policy(auto_amount=500.0)
        first = self._sent(submit=False)
        self._policy("None", sequence=1, effect="person", for_used=True)
        self._sent(goods_status="used")
        first.action_submit()
        self.assertEqual((first.state, first.policy_outcome), ("review", "grant"))
        self.assertIn("a person should look at it", self._notes(first))

    def test_a_photo_that_was_used_before_is_seen_by_a_person(self):
        self._policy(auto_amount=500.0)
        same = scene()
        stranger = self.env["res.partner"].create({"name": "Olga"})
        other = self._delivered((self.lamp, 1), partner=stranger)
        elsewhere = self._claim(other, submit=False)
        elsewhere._add_evidence([("a.jpg", same)], "customer")
        elsewhere.action_submit()
        claim = self._sent(with_photo=False, submit=False)
        claim._add_evidence([("a.jpg", same)], "customer")
        claim.action_submit()
        self.assertTrue(claim.reused_evidence)
        self.assertEqual((claim.state, claim.policy_outcome), ("review", "grant"))

    def test_another_wish_than_money_waits_for_a_person(self):
        self._policy(auto_amount=500.0)
        claim = self._sent(submit=False)
        claim.line_ids.wish = "repair"
        claim.action_submit()
        self.assertEqual((claim.state, claim.policy_outcome), ("review", "grant"))

    def test_what_cannot_be_carried_out_is_left_to_people_and_nothing_is_lost(self):
        self._policy(auto_amount=500.0)
        line = self._sent(submit=False).line_ids
        # Remedies that do not match what is granted are refused.
        self.env["aftersales.remedy"].create(
            {
                "claim_id": line.claim_id.id,
                "line_id": line.id,
                "quantity": 0.5,
                "return_to": "none",
                "trigger": "receipt",
            }
        )
        claim = line.claim_id
        claim.action_submit()
        self.assertEqual((claim.state, line.decision), ("review", "pending"))
        self.assertIn("could not be carried out", self._notes(claim))
        self.assertEqual(line.held_quantity, 1)

    # ------------------------------------------------------------------ shipped

    def test_shipped_policies_leave_everything_to_people(self):
        self.env["aftersales.policy"].search([]).active = False
        names = ("change_of_mind_14", "defect_30", "warranty_12")
        shipped = [self.env.ref(f"dropship_aftersales.policy_{name}") for name in names]
        for policy in shipped:
            policy.active = True
            self.assertFalse(policy.auto_amount or policy.refuses_alone)
        self.assertFalse(
            self.env.ref("dropship_aftersales.policy_change_of_mind_7").active
        )
        claim = self._sent()
        line = claim.line_ids
        self.assertEqual((claim.state, line.policy_outcome), ("review", "grant"))
        self.assertEqual(line.policy_id, shipped[1])
        self.order.order_line.move_ids.date = fields.Datetime.now() - timedelta(40)
        late = self._sent().line_ids
        self.assertEqual((late.policy_id, late.policy_outcome), (shipped[2], "person"))
        minded = self._sent(reason=self.changed_mind).line_ids
        self.assertEqual(minded.policy_id, shipped[0])
        self.assertEqual(minded.policy_reason["code"], "window_over")
