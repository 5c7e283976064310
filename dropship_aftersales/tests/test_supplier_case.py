from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestSupplierCase(AftersalesCase):
    """An answer alone moves nothing; what is granted decides what is owed."""

    def _billed(self, quantity=3):
        order = self._delivered((self.lamp, quantity))
        self._invoice(order)
        self._bill(order)
        return order

    def _propose(self, claim, quantity, return_to="none", line=None):
        return self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": (line or claim.line_ids[0]).id,
                "quantity": quantity,
                "return_to": return_to,
                "trigger": "approval" if return_to == "none" else "receipt",
            }
        )

    def _not_received(self, order, quantity=1, **vals):
        return self._claim(
            order,
            quantity,
            goods_status="not_received",
            reason=self.not_received,
            **vals,
        )

    # ------------------------------------------------------------------ questions

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

    # ------------------------------------------------------------------ stops

    def test_a_stop_agreed_in_review_is_executed_by_the_grant(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._not_received(order)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        purchase_line = order.order_line.purchase_line_ids
        self.assertEqual(purchase_line.product_qty, 1)
        self._grant(claim)
        self.assertEqual(purchase_line.product_qty, 0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_stop_is_not_executed_for_a_withdrawn_claim(self):
        for verb in ("action_reject", "action_cancel"):
            with self.subTest(verb=verb):
                order = self._order((self.lamp, 1))
                self._purchase(order)
                claim = self._not_received(order)
                claim.action_ask_supplier()
                claim.case_ids.action_accept()
                getattr(claim, verb)()
                self.assertEqual(order.order_line.purchase_line_ids.product_qty, 1)
                self.assertBooksBalance(claim)

    def test_a_cancelled_remedy_takes_its_stop_along(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        case = claim.case_ids
        claim.remedy_ids.action_cancel()
        self.assertEqual(case.state, "cancelled")
        with self.assertRaises(UserError):
            case.action_accept()
        claim.action_cancel()
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 1)
        self.assertBooksBalance(claim)

    def test_a_case_that_was_granted_is_not_cancelled(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        with self.assertRefused("part of what the customer was granted"):
            claim.case_ids.action_cancel()
        with self.assertRefused("Nothing is sent back"):
            claim.case_ids.line_ids.action_expect_no_more()
        self.assertEqual(claim.state, "approved")
        self.assertBooksBalance(claim)

    def test_units_on_different_lines_are_taken_off_together(self):
        chair = self._product("Chair")
        order = self._order((self.lamp, 2), (chair, 2))
        claim = self._not_received(order, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(
            order.order_line.purchase_line_ids.mapped("product_qty"), [1, 1]
        )
        self.assertBooksBalance(claim)

    def test_units_taken_off_stay_on_the_order(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 2))
        self._purchase(order)
        self._pay(self._invoice(order))
        self._ship(order, 1)
        claim = self._grant(self._not_received(order))
        claim.case_ids.action_accept()
        with self.assertRefused("do not lower"):
            order.order_line.product_uom_qty = 1
        self.assertEqual(order.order_line.qty_to_invoice, 0)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ goods

    def test_a_new_remedy_replaces_the_cancelled_one_at_the_supplier(self):
        claim = self._grant(self._claim(self._billed(), 1))
        claim.remedy_ids.action_cancel()
        self._grant(claim, "supplier")
        self._acknowledge(claim, 1)
        self.assertEqual(claim.state, "resolved")
        open_cases = claim.case_ids.filtered(lambda case: case.state != "cancelled")
        self.assertEqual(open_cases.mapped("state"), ["settled"])
        self.assertEqual(open_cases.expected_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_settling_what_arrived_keeps_what_a_disputing_supplier_has(self):
        claim = self._grant(self._claim(self._billed(), 2))
        claim.case_ids.action_dispute()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        claim.case_ids.line_ids.action_expect_no_more()
        claim.case_ids.action_rule()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_agents_rule_within_their_limit_under_any_name(self):
        claim = self._grant(self._claim(self._billed(), 2))
        claim.case_ids.action_dispute()
        self.company.aftersales_approval_limit = 50.0
        for verb in ("action_rule", "action_accept"):
            with self.assertRaises(AccessError):
                getattr(claim.case_ids.with_user(self.agent), verb)()
        claim.case_ids.with_user(self.manager).action_rule()
        self.assertEqual(claim.case_ids.state, "accepted")

    def test_damage_that_was_credited_is_not_credited_again_by_later_damage(self):
        claim = self._grant(self._claim(self._billed(5), 4))
        self._acknowledge(claim, 2, damaged=1)
        claim.case_ids.line_ids.action_credit_damage()
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 200.0)
        self._acknowledge(claim, 4, damaged=2)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertBooksBalance(claim)

    def test_goods_that_were_refunded_without_them_can_be_given_up(self):
        claim = self._grant(self._claim(self._billed(), 1), "warehouse", "approval")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim._may_close())
        claim.remedy_ids.action_expect_no_more()
        self.assertEqual(claim.picking_ids.state, "cancel")
        self.assertBooksBalance(claim)

    def test_inspected_goods_are_given_by_settling_them(self):
        claim = self._grant(self._claim(self._billed(), 2), "supplier", "inspection")
        self._acknowledge(claim, 1)
        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.remedy_ids.amount, 100.0)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ ends

    def test_a_case_about_goods_that_are_never_billed_settles(self):
        order = self._delivered((self.lamp, 1))
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_bill_at_another_price_is_agreed_as_billed(self):
        order = self._delivered((self.lamp, 1))
        bill = self._bill(order, post=False)
        bill.invoice_line_ids.price_unit = 59.0
        bill.action_post()
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        self.assertRecordValues(
            claim.case_ids,
            [
                {
                    "state": "settled",
                    "expected_amount": 60.0,
                    "agreed_amount": 59.0,
                    "received_amount": 59.0,
                }
            ],
        )
        self.assertBooksBalance(claim)

    def test_a_late_bill_for_units_that_went_back_is_credited(self):
        order = self._delivered((self.lamp, 3))
        claim = self._grant(self._claim(order, 1))
        self._acknowledge(claim, 1)
        bill = self._bill(order)
        claim._advance()
        self.assertEqual(bill.invoice_line_ids.quantity, 2)
        self.assertEqual(claim.case_ids.state, "settled")
        extra = bill.copy({"invoice_date": bill.invoice_date})
        extra.invoice_line_ids.purchase_line_id = order.order_line.purchase_line_ids
        extra.invoice_line_ids.quantity = 1
        extra.action_post()
        claim._advance()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 60.0)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ rights

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

    # ------------------------------------------------------------------ allotment

    def _partly_shipped(self):
        order = self._order((self.lamp, 5))
        self._ship(order, 3)
        return order

    def test_two_remedies_share_the_units_that_can_be_stopped(self):
        order = self._partly_shipped()
        claim = self._not_received(order, 4)
        self._propose(claim, 2)
        self._propose(claim, 2)
        claim.action_grant_all()
        claim.action_approve()
        stops = claim.case_ids.line_ids.filtered("is_stop")
        self.assertEqual(sum(stops.mapped("quantity")), 2)
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 5)
        claim.case_ids.action_accept()
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 3)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_units_are_stopped_once_after_an_appeal(self):
        order = self._partly_shipped()
        claim = self._not_received(order, 4)
        self._grant(claim, quantity=2)
        claim.action_appeal()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 4})
        self._propose(claim, 2)
        claim.action_approve()
        stops = claim.case_ids.line_ids.filtered("is_stop")
        self.assertEqual(sum(stops.mapped("quantity")), 2)
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_goods_in_our_warehouse_leave_the_others_their_supplier(self):
        order = self._billed(2)
        first = self._grant(self._claim(order, 1), "warehouse")
        for return_to in ("none", "supplier"):
            with self.subTest(return_to=return_to), self.cr.savepoint() as undone:
                second = self._grant(self._claim(order, 1), return_to)
                self.assertEqual(second.case_ids.expected_amount, 60.0)
                self.assertBooksBalance(first | second)
                undone.close(rollback=True)
            self.env.invalidate_all()

    def test_a_smaller_proposal_shrinks_what_was_asked(self):
        claim = self._claim(self._billed(), 3)
        remedy = self._propose(claim, 2)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        remedy.quantity = 3
        claim.action_ask_supplier()
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        remedy.quantity = 1
        claim.line_ids.write({"decision": "granted", "granted_quantity": 1})
        claim.action_approve()
        self.assertEqual(sum(claim.case_ids.refund_ids.mapped("amount_total")), 60.0)
        self.assertBooksBalance(claim)

    def test_agents_set_the_share_and_decisions_keep_it(self):
        claim = self._claim(self._billed(), 1)
        claim.action_ask_supplier()
        claim.case_ids.line_ids.with_user(self.agent).percent = 50
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
        self._grant(claim, "none")
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
        self.assertBooksBalance(claim)

    def test_a_stop_that_came_too_late_is_not_executed(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._not_received(order)
        self._propose(claim, 1)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._ship(order)
        self._grant(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.case_ids.line_ids.filtered("is_stop"))
        self.assertBooksBalance(claim)

    def test_nothing_is_paid_in_full_before_the_stop_is_confirmed(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        claim = self._grant(self._not_received(order))
        with self.assertRefused("not confirmed yet"):
            claim.remedy_ids.action_refund_in_full()

    def test_asking_again_asks_for_nothing_twice(self):
        claim = self._claim(self._billed(), 3)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self._propose(claim, 1)
        with self.assertRefused("answered already"):
            claim.action_ask_supplier()
        self._grant(claim, quantity=1)
        self.assertEqual(claim.case_ids.agreed_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_what_is_not_given_is_not_granted(self):
        claim = self._claim(self._billed(), 3)
        self._propose(claim, 2)
        self._propose(claim, 1, "warehouse")
        claim.action_grant_all()
        claim.action_approve()
        claim.remedy_ids[1].action_cancel()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.line_ids.granted_quantity, 2)
        claim.action_appeal()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_suppliers_are_told_of_every_new_demand(self):
        claim = self._grant(self._claim(self._billed(), 1), "none")
        case = claim.case_ids
        case.action_accept()

        def mails():
            return self.env["mail.mail"].search_count(
                [("model", "=", case._name), ("res_id", "=", case.id)]
            )

        before = mails()
        case.action_reopen()
        self.assertEqual(mails(), before + 1)
