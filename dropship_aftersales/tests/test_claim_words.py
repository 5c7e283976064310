import re

from odoo.tests import tagged

from .common import AftersalesCase
from .queries import counted

# What customers never read.
INSIDE = re.compile(r"\b(claim|credit note|dropship|supplier|vendor|SLA)\b", re.I)


@tagged("post_install", "-at_install")
class TestClaimWords(AftersalesCase):
    def setUp(self):
        super().setUp()
        self.order = self._delivered((self.lamp, 10))
        self._invoice(self.order)
        self._bill(self.order)

    def assertSays(self, claim, stage, headline, audience="customer"):
        move = claim._next_move(audience)
        steps = claim._steps(audience)
        self.assertEqual(move["stage"], stage)
        self.assertIn(headline, move["headline"])
        self.assertLessEqual([step["state"] for step in steps].count("now"), 1)
        if audience == "customer":
            for text in (
                move["headline"],
                move["text"],
                move["silence"],
                move["chip"],
                *(step["label"] for step in steps),
            ):
                self.assertNotRegex(text, INSIDE)
                self.assertNotIn(self.supplier.name, text)
        return move

    def test_a_claim_says_at_every_stage_what_is_next(self):
        claim = self._claim(self.order, 2, submit=False)
        self.assertIn("submit", self.assertSays(claim, "draft", "Finish")["actions"])
        claim.action_submit()
        move = self.assertSays(claim, "review", "We are checking your request")
        self.assertEqual(move["actions"], ["add_evidence", "cancel"])
        claim.evidence_request = "A photo of the label"
        claim.action_ask_evidence()
        move = self.assertSays(claim, "evidence", "send us something")
        self.assertEqual(move["text"], "A photo of the label")
        claim.action_give_evidence()
        claim.action_ask_supplier()
        self.assertSays(claim, "review", "We are checking your request")
        self._grant(claim, return_to="supplier")
        move = self.assertSays(claim, "ship", "Send it back")
        self.assertEqual(move["until"], claim.picking_ids.aftersales_ship_by)
        self.assertEqual(move["actions"], ["ship", "cancel"])
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        move = self.assertSays(claim, "travel", "on its way")
        self.assertEqual(move["actions"], ["ship"])
        self._acknowledge(claim, 2, damaged=1)
        self.assertSays(claim, "inspect", "checking your parcel")
        claim.case_ids.line_ids.action_credit_damage()
        self.assertSays(claim, "done", "done")
        self.assertEqual({step["state"] for step in claim._steps("customer")}, {"done"})

    def test_other_ends_are_told_too(self):
        offered, refused, withdrawn, stopped = (
            self._claim(self.order, 1) for _index in range(4)
        )
        self.env["aftersales.remedy"].create(
            {"claim_id": offered.id, "line_id": offered.line_ids.id, "quantity": 1}
        )
        offered.action_offer()
        self.assertSays(offered, "offer", "answer our offer")
        refused.rejection_reason = "Worn for a year"
        refused.action_refuse_all()
        refused.action_reject()
        move = self.assertSays(refused, "rejected", "could not grant")
        self.assertEqual(
            (move["text"], move["actions"]), ("Worn for a year", ["appeal"])
        )
        withdrawn.action_cancel()
        self.assertSays(withdrawn, "cancelled", "We closed")
        order = self._order((self.lamp, 1))
        self._purchase(order)
        stopped = self._claim(
            order, 1, reason=self.not_received, goods_status="not_received"
        )
        self._grant(stopped)
        self.assertSays(stopped, "stop", "stopping the delivery")

    def test_agents_and_suppliers_have_words_for_every_state(self):
        claim = self._claim(self.order, 2)
        self.assertSays(claim, "review", "Decide", audience="agent")
        self._grant(claim, return_to="supplier")
        self.assertSays(claim, "ship", "customer sends", audience="agent")
        case = claim.case_ids
        for audience in ("supplier", "agent"):
            self.assertTrue(case._next_move(audience)["headline"])
            self.assertTrue(case._steps(audience))
        self.assertEqual(
            case._next_move("supplier")["actions"], ["accept", "dispute", "acknowledge"]
        )
        case.action_dispute()
        self.assertEqual(case._stage(), "disputed")
        case.action_accept()
        self.assertEqual(case._stage(), "receive")
        self._acknowledge(claim, 2)
        self.assertEqual(case._next_move("supplier")["tone"], "success")

    def test_a_claim_without_an_order_tells_no_history(self):
        claim = self.env["aftersales.claim"].with_user(self.agent).new({})
        self.assertIs(claim.customer_history, False)

    def test_many_claims_cost_no_more_queries_than_few(self):
        claims = self.env["aftersales.claim"]
        for _index in range(8):
            claim = self._claim(self.order, 1)
            self._grant(claim, return_to="supplier")
            claims |= claim

        def cost(some):
            with counted(self.env) as spent:
                for claim in some:
                    claim._next_move("customer")
                    claim._steps("customer")
                    claim.case_ids._next_move("supplier")
            return spent.queries

        few = cost(claims[:2])
        self.assertLessEqual(cost(claims), few)
