from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestClaimDecision(AftersalesCase):
    """Who may grant what, and what can be taken back."""

    def test_agents_approve_up_to_the_limit_and_managers_above(self):
        self.company.aftersales_approval_limit = 150.0
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 2)
        claim.line_ids.decision = "granted"
        with self.assertRefused("up to", AccessError):
            claim.with_user(self.agent).action_approve()
        self.assertEqual(claim.state, "review")
        claim.with_user(self.manager).action_approve()
        self.assertEqual(claim.state, "approved")
        small = self._claim(order, 1)
        small.line_ids.decision = "granted"
        small.with_user(self.agent).action_approve()
        self.assertEqual(small.state, "approved")
        self.assertBooksBalance(claim | small)

    def test_every_line_is_decided_before_approving(self):
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 2)
        with self.assertRefused("Grant or refuse every line"):
            claim.action_approve()
        claim.action_refuse_all()
        with self.assertRefused("grants nothing"):
            claim.action_approve()

    def test_remedies_give_neither_more_nor_less_than_was_granted(self):
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 3)
        self.env["aftersales.remedy"].create(
            {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 2}
        )
        with self.assertRaises(UserError):
            self.env["aftersales.remedy"].create(
                {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 2}
            )
        claim.line_ids.write({"decision": "granted", "granted_quantity": 2})
        claim.action_approve()
        self.assertEqual(claim.remedy_ids.quantity, 2)
        self.assertBooksBalance(claim)

    def test_a_withdrawn_approval_leaves_nothing_open(self):
        claim = self._sent_back(2)
        claim.action_cancel()
        self.assertEqual(claim.state, "cancelled")
        self.assertEqual(claim.remedy_ids.state, "cancelled")
        self.assertEqual(claim.picking_ids.state, "cancel")
        self.assertEqual(claim.case_ids.state, "cancelled")
        self.assertEqual(claim.line_ids.sale_line_id.aftersales_claimable_qty, 5)
        self.assertBooksBalance(claim)

    def test_a_parcel_on_its_way_cannot_be_withdrawn(self):
        claim = self._sent_back(2)
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        with self.assertRefused("cannot be cancelled"):
            claim.action_cancel()

    def test_a_claim_whose_remedies_were_all_cancelled_is_reviewed_again(self):
        claim = self._sent_back(2)
        claim.remedy_ids.action_cancel()
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.line_ids.decision, "pending")
        self.assertBooksBalance(claim)
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_running_remedy_keeps_its_promise(self):
        claim = self._sent_back(2)
        for vals in ({"quantity": 1}, {"amount": 5}, {"return_to": "none"}):
            with self.assertRaises(UserError):
                claim.remedy_ids.write(vals)
