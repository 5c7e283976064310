from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestRefundReceipt(AftersalesCase):
    """What arrives decides what is refunded; nothing that differs is an error."""

    def test_a_short_receipt_refunds_what_came_and_waits_for_the_rest(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 1)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 100.0)
        self.assertEqual(claim.state, "approved")
        self.assertEqual(len(claim.picking_ids), 2)
        self.assertBooksBalance(claim)
        self._acknowledge(claim, 2)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 200.0)
        self.assertEqual(sum(claim.case_ids.refund_ids.mapped("amount_total")), 120.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_agent_settles_what_arrived_and_the_rest_is_free_again(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 1)
        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.line_ids.granted_quantity, 1)
        self.assertEqual(claim.line_ids.sale_line_id.aftersales_claimable_qty, 4)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertEqual(claim.case_ids.received_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_nothing_that_arrived_cannot_be_settled(self):
        claim = self._sent_back(2)
        with self.assertRefused("Nothing of"):
            claim.remedy_ids.action_settle_received()

    def test_a_report_sent_twice_changes_nothing(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 1, damaged=1, note="Sole cut")
        moves, credits = claim.picking_ids.move_ids, claim.refund_ids
        self._acknowledge(claim, 1, damaged=1, note="Sole cut")
        self.assertEqual(claim.picking_ids.move_ids, moves)
        self.assertEqual(claim.refund_ids, credits)
        self.assertBooksBalance(claim)

    def test_more_than_expected_is_noted_and_not_booked(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 3)
        case_line = claim.case_ids.line_ids
        self.assertEqual(case_line.received, 3)
        self.assertEqual(sum(claim.picking_ids.move_ids.mapped("quantity")), 2)
        self.assertIn(
            "1 Units more than expected", str(claim.case_ids.message_ids.mapped("body"))
        )
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_damaged_units_wait_for_an_agent(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 2, damaged=1)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 100.0)
        self.assertEqual(claim.state, "approved")
        self.assertBooksBalance(claim)
        claim.remedy_ids.action_refund_in_full()
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 200.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.received_amount, 60.0)
        claim.case_ids.line_ids.action_credit_damage()
        self.assertEqual(claim.case_ids.received_amount, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_damaged_units_can_be_left_out(self):
        claim = self._sent_back(2)
        self._acknowledge(claim, 2, damaged=1)
        claim.remedy_ids.action_settle_received()
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 100.0)
        self.assertEqual((claim.state, claim.case_ids.state), ("resolved", "settled"))
        self.assertBooksBalance(claim)

    def test_wrong_empty_and_refused_parcels_move_nothing(self):
        for outcome in ("wrong", "empty", "refused"):
            with self.subTest(outcome=outcome):
                claim = self._sent_back(2)
                self._acknowledge(claim, 2, outcome=outcome)
                self.assertEqual(claim.picking_ids.state, "assigned")
                self.assertEqual(claim.case_ids.state, "asked")
                self.assertFalse(claim.refund_ids)
                self.assertEqual(claim.case_ids.line_ids.outcome, outcome)
                self._acknowledge(claim, 2)
                self.assertEqual(claim.state, "resolved")
                self.assertBooksBalance(claim)

    def test_the_warehouse_may_validate_the_transfer_itself(self):
        claim = self._sent_back(2)
        claim.picking_ids.move_ids.picked = True
        claim.picking_ids.button_validate()
        claim.case_ids.action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.received_amount, 120.0)
        self.assertBooksBalance(claim)
