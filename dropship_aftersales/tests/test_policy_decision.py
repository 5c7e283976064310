import random
from datetime import timedelta
from io import BytesIO

from PIL import Image

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHOTO
from .policy_common import PolicyCase
from .portal_common import photo


def noise():
    """Bytes of a photo that is like no other."""
    dots = random.Random(4)
    image = Image.new("L", (64, 64))
    image.putdata([dots.randrange(256) for _dot in range(64 * 64)])
    output = BytesIO()
    image.resize((256, 256)).save(output, "JPEG")
    return output.getvalue()


@tagged("post_install", "-at_install")
class TestPolicyDecision(PolicyCase):
    """What policies decide without a person, and what they leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chair = cls._product("Chair")
        # The chairs are a second line: claims are on lamps unless they say so.
        cls.order = cls._delivered((cls.lamp, 10), (cls.chair, 10))
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)

    def _sent_with_chair(self):
        """A claim on a lamp and a chair, with a photo."""
        claim = self._sent(submit=False)
        claim.line_ids.copy({"sale_line_id": self.order.order_line[1].id})
        claim.action_submit()
        return claim

    def _sent(self, quantity=1, with_photo=True, submit=True, **vals):
        """A claim of the customer on the order."""
        claim = self._claim(self.order, quantity, submit=False, **vals)
        if with_photo:
            claim._add_evidence([("a.png", PHOTO)], "customer")
        if submit:
            claim.action_submit()
        return claim

    def _notes(self, claim):
        return " ".join(claim.message_ids.mapped("body"))

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
        same = noise()
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

    # ------------------------------------------------------------------ refused

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
        self._policy(
            "Chairs",
            sequence=1,
            product_ids=[Command.set(self.chair.ids)],
            effect="refuse",
            refuses_alone=True,
            refusal_text="Chairs were made for you.",
            appeal_days=30,
        )
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
        self._policy(
            "Chairs",
            sequence=1,
            product_ids=[Command.set(self.chair.ids)],
            effect="refuse",
            refuses_alone=True,
        )
        self._policy("Lamps", effect="person")
        claim = self._sent_with_chair()
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.line_ids.mapped("decision"), ["pending", "refused"])

    # ------------------------------------------------------------------ frozen

    def test_a_policy_edited_after_submit_changes_nothing(self):
        policy = self._policy(
            window_days=30,
            appeal_days=7,
            auto_amount=500.0,
            **self._offers("refund", fee_percent=10.0),
            **self._wants(),
        )
        claim = self._sent(with_photo=False)
        line = claim.line_ids
        before = (line._conditions("refund"), line.policy_text, claim._window_ends())
        policy.write(
            {
                "name": "Another",
                "effect": "refuse",
                "refuses_alone": True,
                "window_days": 1,
                "appeal_days": 90,
                "auto_amount": 0,
                "remedy_ids": [Command.clear()],
                "evidence_ids": [Command.clear()],
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(
            (line._conditions("refund"), line.policy_text, claim._window_ends()), before
        )
        self.assertEqual(claim._appeal_days(), 7)
        self.assertEqual([count for _type, count in line._wanted_evidence()], [1])
        claim._add_evidence([("a.png", PHOTO)], "customer")
        self.assertEqual(claim.state, "approved", "As it was promised")
        self.assertEqual(claim.remedy_ids.amount, 90.0)
        policy.unlink()
        self.assertIn("Promise", line.policy_text)

    def test_claims_of_before_have_no_policy_and_are_a_persons(self):
        claim = self._sent()
        line = claim.line_ids
        line._write_engine(
            {"policy_terms": False, "policy_outcome": False, "policy_reason": False}
        )
        self._policy(effect="refuse", refuses_alone=True)
        self.env.invalidate_all()
        self.assertIn("No policy fits", line.policy_text)
        self.assertEqual(line._allowed_wishes(), line._possible_wishes())
        self.assertEqual(line._conditions("refund")["return_to"], "supplier")
        claim.with_user(self.agent).line_ids.action_grant()
        claim.action_approve()
        self.assertBooksBalance(claim)

    def test_an_item_that_turns_out_to_be_another_case_is_judged_anew(self):
        self._policy(reason_ids=[Command.set(self.defect.ids)])
        self._policy(
            "Mind", reason_ids=[Command.set(self.changed_mind.ids)], effect="refuse"
        )
        line = self._sent().line_ids
        self.assertEqual(line.policy_outcome, "grant")
        line.with_user(self.agent).reason_id = self.changed_mind
        self.assertEqual(line.policy_outcome, "refuse")

    # ------------------------------------------------------------------ appeal

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
