from odoo.tests import tagged

from ..models.workflow.workflow_mixin import CUSTOMER
from .common import AftersalesCase
from .lamps_common import LampsMixin


@tagged("post_install", "-at_install")
class TestKeptGoodsAsked(LampsMixin, AftersalesCase):
    """A supplier is asked what he owes for lamps (price 100, cost 60) that customers
    keep for a part of the price: what he reads is what he agrees to and credits."""

    def _asked(self, percent):
        """A case that was asked while this part of the price was proposed."""
        claim = self._claim(self.order, 1)
        remedy = self._propose(claim, 1)
        remedy.refund_percent = percent
        claim.action_ask_supplier()
        return remedy, claim.case_ids

    def test_more_for_the_customer_adds_nothing_to_what_was_agreed(self):
        remedy, case = self._asked(50)
        case._give_opinion(
            "partly", "supplier", self.supplier, shares={case.line_ids: 50}
        )
        case.action_agree()
        self.assertEqual(case.agreed_amount, 15.0)
        claim = case.claim_id
        claim.line_ids.decision = "granted"
        claim.action_offer()
        claim._answer_offer("counter", CUSTOMER, wish="refund", amount=90.0, text="!")
        remedy.refund_percent = 90
        self.assertEqual(claim._money()["suppliers"], 15.0)
        claim.action_offer()
        claim.action_accept()
        self.assertEqual(claim.refund_ids.amount_untaxed, 90.0)
        self.assertEqual(case.refund_ids.amount_untaxed, 15.0)
        self.assertBooksBalance(claim)

    def test_who_is_asked_again_is_asked_for_what_was_given(self):
        remedy, case = self._asked(50)
        case.action_accept()
        claim = case.claim_id
        remedy.refund_percent = 100
        claim.line_ids.decision = "granted"
        claim.action_approve()
        self.assertEqual((case.state, case.received_amount), ("settled", 30.0))
        case.action_reopen()
        self.assertEqual(case._asked_amount(), 60.0)
        case.action_accept()
        self.assertEqual((case.state, case.received_amount), ("settled", 60.0))
        self.assertBooksBalance(claim)

    def test_an_open_question_follows_what_is_proposed(self):
        remedy, case = self._asked(50)
        self.assertIn("50 %", case.stake_note)
        for percent, amount in ((80, 48.0), (100, 60.0), (25, 15.0)):
            remedy.refund_percent = percent
            self.assertEqual(case.expected_amount, amount)
            self.assertEqual(case.line_ids._share_of(1), amount)
            self.assertIn(case.currency_id.format(amount), case._accept_words())
        self.assertIn("25 %", case.stake_note)
        remedy.unlink()
        self.assertEqual(case.expected_amount, 60.0)
        self.assertBooksBalance(case.claim_id)

    def test_who_has_not_billed_yet_is_told_of_a_credit_not_of_a_smaller_bill(self):
        order = self._delivered((self.lamp, 2))
        self._invoice(order)
        claim = self._claim(order, 1)
        claim.line_ids.decision = "granted"
        self._propose(claim, 1).refund_percent = 50
        claim.action_approve()
        case = claim.case_ids
        credit = case.currency_id.format(30.0)
        self.assertEqual(
            case._accept_words(), f"Credit of {credit}, once your bill has come."
        )
        case.action_accept()
        self.assertEqual(
            case._next_move("supplier")["text"],
            f"Please bill what you delivered in full. A credit of {credit} follows.",
        )
        bill = self._bill(order)
        claim._advance()
        paid = bill.amount_untaxed - case.refund_ids.amount_untaxed
        self.assertEqual(paid, 90.0)
        self.assertBooksBalance(claim)

    def test_the_preview_rounds_like_the_credit(self):
        lamp = self._product("Cents", cost=33.33)
        order = self._delivered((lamp, 2))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 1)
        claim.line_ids.write(
            {"decision": "granted", "supplier_percent": 50, "seller_percent": 50}
        )
        self._propose(claim, 1).refund_percent = 33.33
        preview = claim._money()["suppliers"]
        claim.action_approve()
        case = claim.case_ids
        said = case._accept_words()
        case.action_accept()
        self.assertEqual(case.refund_ids.amount_untaxed, 5.55)
        self.assertEqual((preview, case.expected_amount), (5.55, 5.55))
        self.assertIn("5.55", said)
        self.assertBooksBalance(claim)

    def test_nobody_keeps_a_parcel_that_never_came(self):
        claim = self._not_received(self.order, 1)
        claim.line_ids.write(
            {"supplier_percent": 100, "carrier_percent": 0, "decision": "granted"}
        )
        self._propose(claim, 1).fee_percent = 15
        claim.action_approve()
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 60.0)
        self.assertFalse(case.stake_note)
        self.assertBooksBalance(claim)
