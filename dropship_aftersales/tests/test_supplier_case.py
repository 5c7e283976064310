from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestSupplierCase(AftersalesCase):
    """An answer alone moves nothing; what is granted decides what is owed."""

    def test_the_supplier_does_not_pay_for_refused_lines(self):
        chair = self._product("Chair")
        order = self._delivered((self.lamp, 1), (chair, 1))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        granted, refused = claim.line_ids
        granted.decision, refused.decision = "granted", "refused"
        self._propose(claim, 1, line=granted)
        claim.action_approve()
        claim.case_ids.action_accept()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 60.0)
        self.assertBooksBalance(claim)

    def test_asking_with_a_proposal_claims_it_once(self):
        for return_to in ("none", "supplier"):
            with self.subTest(return_to=return_to):
                claim = self._claim(self._billed(), 1)
                self._propose(claim, 1, return_to)
                claim.action_ask_supplier()
                claim.case_ids.action_accept()
                claim.action_grant_all()
                claim.action_approve()
                self.assertEqual(len(claim.case_ids.line_ids), 1)
                self.assertEqual(len(claim.picking_ids), int(return_to != "none"))
                self.assertEqual(claim.case_ids.expected_amount, 60.0)
                self.assertBooksBalance(claim)

    def test_an_answer_in_review_waits_for_the_decision(self):
        claim = self._claim(self._billed(), 3)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self.assertEqual(claim.state, "review")
        self.assertFalse(claim.case_ids.refund_ids)
        self.assertBooksBalance(claim)
        self._grant(claim, "none", quantity=1)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 60.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_an_answer_to_a_rejected_claim_costs_the_supplier_nothing(self):
        claim = self._claim(self._billed(), 3)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        claim.action_reject()
        claim._advance()
        self.assertFalse(claim.case_ids.refund_ids)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertEqual(claim.case_ids.agreed_amount, 0.0)
        self.assertBooksBalance(claim)

    def test_goods_that_go_back_are_credited_when_they_are_back(self):
        claim = self._claim(self._billed(), 2)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._grant(claim, "supplier")
        self.assertFalse(claim.case_ids.refund_ids)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertBooksBalance(claim)

    def test_the_share_that_was_agreed_stays(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.case_ids.line_ids.percent = 40
        claim.case_ids.action_accept()
        self._grant(claim, "none")
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 24.0)
        self.assertEqual(claim.case_ids.received_amount, 24.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_line_with_an_answer_is_refused_and_not_removed(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        with self.assertRefused("Refuse it instead"):
            claim.line_ids.unlink()

    def test_a_removed_line_withdraws_its_question(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.line_ids.unlink()
        self.assertEqual(claim.case_ids.state, "cancelled")
        self.assertEqual(claim.case_ids.expected_amount, 0.0)

    def test_units_on_top_are_asked_about_in_a_case_of_their_own(self):
        claim = self._claim(self._billed(5), 3)
        self._grant(claim, "none", quantity=1)
        first = claim.case_ids
        first.action_accept()
        claim.action_appeal()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 3})
        self._propose(claim, 2)
        claim.action_approve()
        second = claim.case_ids - first
        self.assertEqual((first.state, second.state), ("settled", "asked"))
        self.assertEqual(second.expected_amount, 120.0)
        self.assertBooksBalance(claim)

    def test_nobody_is_asked_who_has_answered(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.case_ids.action_dispute()
        claim.line_ids.decision = "refused"
        with self.assertRefused("no undecided line"):
            claim.action_ask_supplier()

    def test_agents_write_neither_items_nor_parties_of_a_case(self):
        claim = self._grant(self._claim(self._billed(), 1))
        case = claim.case_ids.with_user(self.agent)
        for vals in (
            {"partner_id": self.customer.id},
            {"claim_id": self._claim(self._billed(), 1).id},
            {"state": "settled"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                case.write(vals)
        for vals in (
            {"quantity": 3},
            {"price_unit": 1},
            {"remedy_id": False},
            {"is_stop": True},
            {"received": 1},
            {"settled_qty": 1},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                case.line_ids.write(vals)
        with self.assertRaises(AccessError):
            case.write({"line_ids": [Command.delete(case.line_ids.id)]})

    def test_reports_of_numbers_that_are_not_expected_are_refused(self):
        claim = self._grant(self._claim(self._billed(), 1))
        line = claim.case_ids.line_ids
        for lots in (5, "SN1", ["SN1"]):
            with self.subTest(lots=lots), self.assertRefused("lots", ValidationError):
                claim.case_ids.acknowledge(
                    [{"case_line_id": line.id, "received": 1, "lots": lots}]
                )
