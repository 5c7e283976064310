from odoo.tests import tagged

from .common import AftersalesCase
from .lamps_common import LampsMixin
from .ruling_common import BearersMixin


@tagged("post_install", "-at_install")
class TestKeptGoods(LampsMixin, BearersMixin, AftersalesCase):
    """A customer keeps the lamp (price 100, cost 60) for a part of its price: nobody
    gains by that, whatever the supplier answers for."""

    def _kept(self, percent=50, fee=0, claim=None, return_to="none"):
        """A claim on a lamp, granted with a part of the price."""
        claim = claim or self._claim(self.order, 1)
        claim.line_ids.decision = "granted"
        remedy = self._propose(claim, 1, return_to)
        remedy.write({"refund_percent": percent, "fee_percent": fee})
        claim.action_approve()
        return claim

    def test_the_supplier_credits_the_same_part_of_the_cost(self):
        claim = self._kept(50)
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 30.0)
        # The customer paid for the half that he has.
        self.assertEqual(self._bearers(case), {"supplier": 30.0, "customer": 30.0})
        case.action_accept()
        self.assertEqual(claim.refund_ids.amount_untaxed, 50.0)
        self.assertEqual(case.refund_ids.amount_untaxed, 30.0)
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 30.0}])
        self.assertBooksBalance(claim)

    def test_his_share_is_counted_on_that_part(self):
        claim = self._claim(self.order, 1)
        claim.line_ids.write({"supplier_percent": 40, "carrier_percent": 60})
        self._kept(85, fee=10, claim=claim)
        case = claim.case_ids
        # 76.5 % of 60 are 45.90; what is left of 60 was paid by the customer.
        self.assertEqual(
            self._bearers(case),
            {"supplier": 18.36, "carrier": 27.54, "customer": 14.1},
        )
        case.action_accept()
        self.assertEqual(case.received_amount, 18.36)
        self.assertBooksBalance(claim)

    def test_the_agent_sees_it_before_he_approves(self):
        claim = self._claim(self.order, 1)
        claim.line_ids.decision = "granted"
        self._propose(claim, 1).refund_percent = 50
        claim.invalidate_recordset()
        self.assertEqual(claim._money()["suppliers"], 30.0)
        self.assertEqual(claim._money()["ours"], 20.0)
        self.assertEqual(claim.exposure, 20.0)
        claim.action_approve()
        claim.case_ids.action_accept()
        self.assertEqual(claim._money()["suppliers"], 30.0)
        self.assertEqual(claim._money()["ours"], 20.0)
        self.assertEqual(claim.exposure, 20.0)
        self.assertBooksBalance(claim)

    def test_who_agreed_to_all_of_it_credits_a_part_when_a_part_is_given(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        case = claim.case_ids
        case.action_accept()
        self.assertEqual(case.agreed_amount, 60.0)
        self._kept(50, claim=claim)
        self.assertRecordValues(
            case, [{"state": "settled", "agreed_amount": 30, "received_amount": 30}]
        )
        self.assertBooksBalance(claim)

    def test_a_ruling_afterwards_settles_the_difference_of_that_part(self):
        claim = self._kept(50)
        case = claim.case_ids
        case.action_accept()
        case.action_reopen()
        case.line_ids.percent = 50
        case.action_accept()
        self.assertEqual(case.expected_amount, 15.0)
        self.assertEqual(case.received_amount, 15.0)
        self.assertBooksBalance(claim)

    def test_a_bill_that_comes_later_is_credited_in_part(self):
        order = self._delivered((self.lamp, 2))
        self._invoice(order)
        claim = self._kept(50, claim=self._claim(order, 1))
        case = claim.case_ids
        case.action_accept()
        self._bill(order)
        claim._advance()
        bill = order._get_purchase_orders().invoice_ids.filtered(
            lambda move: move.move_type == "in_invoice"
        )
        self.assertEqual(bill.amount_untaxed, 120.0)
        self.assertEqual(case.refund_ids.amount_untaxed, 30.0)
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_what_goes_back_is_credited_whole(self):
        claim = self._kept(50, return_to="supplier")
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 60.0)
        case.action_accept()
        self._acknowledge(claim, 1)
        self.assertEqual(case.refund_ids.amount_untaxed, 60.0)
        self.assertBooksBalance(claim)

    def test_the_supplier_reads_why_it_is_a_part(self):
        case = self._kept(50).case_ids
        words = case.line_ids._stake_words()
        self.assertIn("50 % of its cost", words)
        # His price list shows a cost, never what our customer paid.
        self.assertNotIn("100", words)
        self.assertEqual(
            case.stake_note,
            "1 × Lamp is kept for a part of the price: 50 % of its cost counts.",
        )
        self.assertFalse(self._kept(100).case_ids.stake_note)
