from odoo import Command
from odoo.tests import tagged

from .common import PHOTO
from .policy_common import PolicyClaimCase


@tagged("post_install", "-at_install")
class TestPolicyPromise(PolicyClaimCase):
    """What was promised when a claim was sent holds, whatever policies say later."""

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
