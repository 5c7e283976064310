from odoo.tests import tagged

from .common import AftersalesCase
from .lamps_common import LampsMixin
from .policy_common import PolicyMixin


@tagged("post_install", "-at_install")
class TestExposurePortions(PolicyMixin, LampsMixin, AftersalesCase):
    """What is promised under several conditions is exposed by each of them, and no
    question or decision makes it look smaller. Lamps: price 100, cost 60."""

    def test_it_stays_the_same_from_the_submission_to_the_credit(self):
        self._only_own_policies()
        self._policy(**self._offers("refund", refund_percent=50, return_to="none"))
        claim = self._claim(self.order, 1)
        steps = {
            "submitted": lambda: None,
            "asked": claim.action_ask_supplier,
            "accepted": lambda: claim.case_ids.action_accept(),
            "granted": claim.action_grant_all,
            "approved": claim.action_approve,
        }
        for name, step in steps.items():
            step()
            with self.subTest(name):
                self.env.flush_all()
                self.assertEqual(claim.exposure, 20.0)
                self.assertEqual(claim._money()["ours"], 20.0)
        self.assertBooksBalance(claim)

    def test_each_condition_counts_for_its_own_units(self):
        for conditions, exposure in (
            (((50, "none"), (100, "none")), 60.0),
            (((100, "none"), (10, "none")), 44.0),
            (((50, "none"), (100, "supplier"), (100, "none")), 100.0),
        ):
            claim = self._claim(self.order, len(conditions))
            claim.action_grant_all()
            for percent, return_to in conditions:
                self._propose(claim, 1, return_to).refund_percent = percent
            with self.subTest(conditions):
                self.env.flush_all()
                self.assertEqual(claim.exposure, exposure)
                claim.action_approve()
                self.env.flush_all()
                self.assertEqual(claim.exposure, exposure)
            self.assertBooksBalance(claim)
