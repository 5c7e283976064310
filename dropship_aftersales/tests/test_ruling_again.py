from odoo.tests import tagged

from .ruling_common import RulingCase


@tagged("post_install", "-at_install")
class TestRulingAgain(RulingCase):
    """A case is reopened: its supplier credits up to the new share, or is paid back."""

    def test_more_is_claimed_after_the_supplier_credited(self):
        claim = self._disputed(2, 50)
        case = claim.case_ids
        case.action_agree()
        self.assertEqual((case.state, case.received_amount), ("settled", 60.0))
        case.action_reopen()
        self.assertFalse(case.answer)
        case._give_opinion("dispute", "supplier", self.supplier, "We paid already.")
        self._rule(case, 80)
        self.assertRecordValues(
            case, [{"state": "settled", "received_amount": 96, "agreed_amount": 96}]
        )
        self.assertEqual(sum(case.refund_ids.mapped("amount_total")), 96.0)
        self.assertEqual(claim.line_ids.case_line_ids.settled_qty, 2)
        claim._advance()
        self.assertEqual(len(case.refund_ids), 2)
        self.assertBooksBalance(claim)

    def test_what_the_supplier_credited_too_much_is_billed_again(self):
        claim = self._grant(self._claim(self.order, 2), "none")
        case = claim.case_ids
        case.action_accept()
        self.assertEqual((case.state, case.received_amount), ("settled", 120.0))
        case.action_reopen()
        case.line_ids.with_user(self.agent).percent = 25
        case.action_accept()
        self.assertRecordValues(
            case, [{"state": "settled", "received_amount": 30, "agreed_amount": 30}]
        )
        (back,) = case.line_ids.credit_line_ids.move_id - case.refund_ids
        self.assertRecordValues(
            back, [{"move_type": "in_invoice", "state": "posted", "amount_total": 90}]
        )
        self.assertEqual(self._bearers(case), {"supplier": 30.0, "seller": 90.0})
        self.assertBooksBalance(claim)
        # And up again to the cent that was billed.
        case.action_reopen()
        case.line_ids.percent = 100
        case.action_accept()
        self.assertEqual((case.state, case.received_amount), ("settled", 120.0))
        self.assertBooksBalance(claim)

    def test_a_share_changed_to_nothing_gives_everything_back(self):
        claim = self._grant(self._claim(self.order, 1), "none")
        case = claim.case_ids
        case.action_accept()
        case.action_reopen()
        case._give_opinion("dispute", "supplier", self.supplier, "Not ours.")
        case.action_agree()
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 0}])
        self.assertBooksBalance(claim)

    def test_goods_that_come_later_are_credited_at_the_new_share(self):
        claim = self._grant(self._claim(self.order, 3))
        self._acknowledge(claim, 1)
        case = claim.case_ids
        self.assertEqual(case.received_amount, 60.0)
        case.action_reopen()
        case._give_opinion("dispute", "supplier", self.supplier, "Scratched by him.")
        self._rule(case, 50)
        self.assertEqual(case.received_amount, 30.0)
        self._acknowledge(claim, 3)
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 90}])
        self.assertBooksBalance(claim)

    def test_a_draft_refund_is_made_anew_at_the_share_that_was_ruled(self):
        self.company.aftersales_refund_needs_number = True
        claim = self._grant(self._claim(self.order, 2), "none")
        case = claim.case_ids
        case.action_accept()
        self.assertEqual(case.refund_ids.amount_total, 120.0)
        case.action_reopen()
        case.line_ids.percent = 50
        case.action_accept()
        self.assertRecordValues(
            case.refund_ids, [{"state": "draft", "amount_total": 60}]
        )
        case.supplier_reference = "GS-9"
        self.assertEqual(case.received_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_what_a_bill_left_out_is_billed_once_we_bear_a_part(self):
        order = self._delivered((self.lamp, 4))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2), "none")
        case = claim.case_ids
        case.action_accept()
        self.assertEqual(self._bill(order).amount_total, 120.0)
        claim._advance()
        self.assertEqual(case.state, "settled")
        case.action_reopen()
        case.line_ids.percent = 50
        case.action_accept()
        # He credits his half of them, and bills all that he delivered.
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 60}])
        self.assertEqual(self._bill(order).amount_total, 120.0)
        claim._advance()
        self.assertBooksBalance(claim)

    def test_what_was_decided_keeps_its_share(self):
        claim = self._grant(self._claim(self.order, 1), "none")
        claim.case_ids.action_accept()
        with self.assertRefused("Reopen the case"):
            claim.case_ids.line_ids.percent = 10
