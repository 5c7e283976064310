from odoo.tests import tagged

from .common import AftersalesCase
from .lamps_common import LampsMixin

MORE = "The customer was given more since the supplier agreed"


@tagged("post_install", "-at_install")
class TestSupplierAskMore(LampsMixin, AftersalesCase):
    """Who gave the customer more than the supplier agreed to is told that he may ask
    for the difference (lamps of 100 that cost 60)."""

    def _given(self, agreed, given):
        """A case that was agreed on at one part of the price; another was given."""
        claim = self._claim(self.order, 1)
        remedy = self._propose(claim, 1)
        remedy.refund_percent = agreed
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        remedy.refund_percent = given
        claim.line_ids.decision = "granted"
        claim.action_approve()
        return claim, claim.case_ids.with_user(self.agent)

    def assertProposed(self, case, amount):
        note = case.ask_more_note
        self.assertIn(MORE, note)
        self.assertIn(f"{case.currency_id.format(amount)} more could be asked", note)
        self.assertIn(MORE, case.next_text)
        self.assertEqual(case.primary_verb, "reopen")

    def assertNotProposed(self, case):
        self.assertFalse(case.ask_more_note)
        self.assertNotIn(MORE, case.next_text or "")
        self.assertNotEqual(case.primary_verb, "reopen")

    def test_the_difference_is_proposed_until_it_is_asked_for(self):
        claim, case = self._given(50, 90)
        self.assertEqual((case.state, case.received_amount), ("settled", 30.0))
        self.assertProposed(case, 24.0)
        # Nothing is asked by itself.
        claim._advance()
        self.assertEqual((case.state, case.expected_amount), ("settled", 30.0))
        self.assertEqual(claim.state, "resolved")
        self.assertIn(MORE, claim.with_user(self.agent).next_text)
        case.action_reopen()
        self.assertNotProposed(case)
        self.assertEqual(case._asked_amount(), 54.0)
        case.action_accept()
        self.assertNotProposed(case)
        self.assertNotIn(MORE, claim.with_user(self.agent).next_text or "")
        self.assertEqual((case.state, case.received_amount), ("settled", 54.0))
        self.assertBooksBalance(claim)

    def test_it_is_counted_at_the_share_that_was_ruled(self):
        claim, case = self._given(50, 100)
        case.action_reopen()
        case.sudo()._give_opinion("dispute", "supplier", self.supplier, "Not ours.")
        case._rule_on({case.line_ids: 50.0}, "Half of it.")
        self.assertEqual(case.received_amount, 30.0)
        self.assertNotProposed(case)
        self.assertBooksBalance(claim)

    def test_no_more_was_given(self):
        for agreed, given in ((50, 50), (80, 50), (100, 60)):
            with self.subTest(agreed=agreed, given=given):
                claim, case = self._given(agreed, given)
                self.assertEqual(case.state, "settled")
                self.assertNotProposed(case)
                self.assertBooksBalance(claim)

    def test_what_is_only_proposed_is_not_given(self):
        claim = self._claim(self.order, 1)
        remedy = self._propose(claim, 1)
        remedy.refund_percent = 50
        claim.action_ask_supplier()
        case = claim.case_ids
        case.action_accept()
        remedy.refund_percent = 90
        self.assertNotProposed(case)
        claim.line_ids.decision = "granted"
        claim.action_approve()
        self.assertProposed(case, 24.0)
        self.assertBooksBalance(claim)

    def test_what_was_given_up_is_not_proposed(self):
        self.company.aftersales_refund_needs_number = True
        claim, case = self._given(50, 90)
        self.assertEqual(case.state, "accepted")
        self.assertProposed(case, 24.0)
        case.write_off_reason = "Too small."
        case.action_write_off()
        self.assertNotProposed(case)
        self.assertBooksBalance(claim)

    def test_a_difference_below_the_cent_is_nil(self):
        dot = self._product("Dot", cost=0.01)
        order = self._delivered((dot, 1))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 1)
        remedy = self._propose(claim, 1)
        remedy.refund_percent = 60
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        remedy.refund_percent = 90
        claim.line_ids.decision = "granted"
        claim.action_approve()
        self.assertNotProposed(claim.case_ids)
        self.assertBooksBalance(claim)
