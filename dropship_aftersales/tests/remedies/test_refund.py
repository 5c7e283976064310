from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestRefund(AftersalesCase):
    # ------------------------------------------------------------------ receipt

    def _sent_back(self, quantity=2, ordered=5):
        """An invoiced and billed order whose customer sends ``quantity`` back."""
        order = self._delivered((self.lamp, ordered))
        self._invoice(order)
        self._bill(order)
        return self._grant(self._claim(order, quantity))

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
            "1 more than expected", str(claim.case_ids.message_ids.mapped("body"))
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

    # ------------------------------------------------------------------ triggers

    def test_money_follows_the_parcel_when_so_agreed(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2), "supplier", "shipment")
        self.assertFalse(claim.refund_ids)
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_inspection_waits_for_an_agent(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2), "supplier", "inspection")
        self._acknowledge(claim, 2)
        self.assertFalse(claim.refund_ids)
        claim.remedy_ids.action_refund_in_full()
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_what_was_not_received_cannot_go_back(self):
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 1, goods_status="not_received")
        with self.assertRefused("nothing can be sent back"):
            self._grant(claim, "supplier")

    # ------------------------------------------------------------------ unshipped

    def test_a_prepaid_order_is_stopped_before_it_is_refunded(self):
        order = self._order((self.lamp, 5))
        order.order_line.product_id.invoice_policy = "order"
        self._purchase(order)
        invoice = self._invoice(order)
        self._pay(invoice)
        claim = self._grant(
            self._claim(order, 2, goods_status="not_received", reason=self.not_received)
        )
        case = claim.case_ids
        self.assertRecordValues(case.line_ids, [{"is_stop": True, "quantity": 2}])
        self.assertFalse(claim.refund_ids)
        self.assertBooksBalance(claim)
        case.action_accept()
        purchase_line = order.order_line.purchase_line_ids
        self.assertEqual(purchase_line.product_qty, 3)
        self.assertEqual(sum(order.picking_ids.move_ids.mapped("product_uom_qty")), 3)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)
        claim.remedy_ids.action_pay_out()
        self.assertEqual(claim.state, "resolved")
        self._ship(order)
        bill = self._bill(order)
        self.assertEqual(bill.amount_total, 180.0)
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_units_under_the_delivered_policy_that_never_ship_are_never_invoiced(self):
        order = self._order((self.lamp, 5))
        self._purchase(order)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        claim.case_ids.action_accept()
        self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
        self.assertEqual(claim.state, "resolved")
        self._ship(order)
        self.assertEqual(order.order_line.qty_to_invoice, 3)
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 300.0)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertBooksBalance(claim)

    def test_a_bill_in_advance_for_stopped_units_is_credited(self):
        self.lamp.purchase_method = "purchase"
        order = self._order((self.lamp, 5))
        self._purchase(order)
        bill = self._bill(order)
        self.assertEqual(bill.amount_total, 300.0)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        claim.case_ids.action_accept()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(order.order_line.purchase_line_ids.qty_to_invoice, 0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_supplier_who_shipped_meanwhile_cannot_confirm_the_stop(self):
        order = self._order((self.lamp, 5))
        self._purchase(order)
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        self._ship(order)
        with self.assertRefused("were not shipped"):
            claim.case_ids.action_accept()
        claim.case_ids.write_off_reason = "It was on its way."
        claim.case_ids.action_write_off()
        self.assertBooksBalance(claim)

    def test_units_nobody_has_ordered_yet_are_taken_off_at_once(self):
        order = self._order((self.lamp, 5))
        claim = self._grant(self._claim(order, 2, goods_status="not_received"))
        self.assertFalse(claim.case_ids)
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 3)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_lost_parcel_is_refunded_and_nobody_is_asked_to_stop(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._grant(
            self._claim(order, 2, goods_status="not_received", reason=self.not_received)
        )
        self.assertFalse(claim.picking_ids)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertFalse(claim.case_ids.line_ids.filtered("is_stop"))
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ payment

    def test_granted_and_sent_are_two_things(self):
        order = self._delivered((self.lamp, 5))
        self._pay(self._invoice(order))
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(claim.refund_ids.payment_state, "not_paid")
        self.assertEqual((claim.state, claim.remedy_ids.state), ("approved", "running"))
        claim.remedy_ids.with_user(self.agent).action_pay_out()
        self.assertIn(claim.refund_ids.payment_state, ("paid", "in_payment"))
        self.assertEqual(claim.state, "resolved")
        with self.assertRefused("no open credit note"):
            claim.remedy_ids.action_pay_out()
        self.assertBooksBalance(claim)

    def test_money_may_be_left_as_credit(self):
        order = self._delivered((self.lamp, 5))
        self._pay(self._invoice(order))
        claim = self._grant(self._claim(order, 2), "none")
        claim.remedy_ids.with_user(self.agent).action_leave_as_credit()
        self.assertEqual(claim.refund_ids.payment_state, "not_paid")
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_credit_note_made_by_a_clerk_is_adopted(self):
        for moment in ("before", "after"):
            with self.subTest(moment=moment):
                order = self._delivered((self.lamp, 5))
                invoice = self._invoice(order)
                claim = self._claim(order, 2)
                if moment == "after":
                    self._grant(claim, "supplier", "receipt")
                native = self._native_refund(invoice, 2)
                if moment == "before":
                    self._grant(claim, "supplier", "receipt")
                self._acknowledge(claim, 2)
                self.assertEqual(claim.refund_ids, native)
                self.assertEqual(order.order_line.qty_to_invoice, 0)
                self.assertEqual(claim.state, "resolved")
                self.assertBooksBalance(claim)

    def _native_refund(self, invoice, quantity):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        refund = self.env["account.move"].browse(wizard.refund_moves()["res_id"])
        refund.invoice_line_ids.quantity = quantity
        refund.action_post()
        return refund

    # ------------------------------------------------------------------ supplier

    def test_vendor_refunds_can_wait_for_the_suppliers_number(self):
        self.company.aftersales_refund_needs_number = True
        claim = self._sent_back(2)
        self._acknowledge(claim, 2)
        case = claim.case_ids
        self.assertEqual((case.refund_ids.state, case.state), ("draft", "accepted"))
        self.assertEqual(case.received_amount, 0.0)
        case.supplier_reference = "GS-77"
        self.assertRecordValues(case.refund_ids, [{"state": "posted", "ref": "GS-77"}])
        claim._advance()
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_shared_fault_is_credited_by_its_share(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2)
        claim.line_ids.write({"supplier_percent": 60, "seller_percent": 40})
        self._grant(claim, "none")
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 72.0)
        case.action_accept()
        self.assertEqual(case.refund_ids.amount_total, 72.0)
        self.assertEqual(case.state, "settled")
        seller = case.cost_ids.filtered(lambda cost: cost.bearer == "seller")
        self.assertEqual(seller.expected_amount, 48.0)
        self.assertBooksBalance(claim)

    def test_terms_decide_whether_a_change_of_mind_is_credited(self):
        self.env["aftersales.supplier.terms"].create(
            {"partner_id": self.supplier.id, "credits_every_return": False}
        )
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._claim(order, 2, reason=self.changed_mind))
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.expected_amount, 0.0)
        self.assertFalse(claim.case_ids.refund_ids)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_two_suppliers_have_a_case_each(self):
        other = self.env["res.partner"].create({"name": "Olga Other"})
        chair = self._product("Chair", price=50.0, cost=30.0, supplier=other)
        order = self._delivered((self.lamp, 5), (chair, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.case_ids.partner_id, self.supplier | other)
        self.assertEqual(len(claim.picking_ids), 2)
        for case in claim.case_ids:
            case.acknowledge(
                [{"case_line_id": line.id, "received": 2} for line in case.line_ids]
            )
            self.assertBooksBalance(claim)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(set(claim.case_ids.mapped("state")), {"settled"})

    def test_a_supplier_who_refuses_is_written_off(self):
        claim = self._sent_back(2)
        case = claim.case_ids
        case.action_dispute()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        with self.assertRefused("Write down why"):
            case.with_user(self.agent).action_write_off()
        case.write_off_reason = "Not worth the quarrel."
        case.action_write_off()
        self.assertFalse(case.refund_ids)
        self.assertEqual(case.cost_ids.written_off_amount, 120.0)
        self.assertBooksBalance(claim)

    def test_a_ruling_executes_like_an_agreement(self):
        claim = self._sent_back(2)
        claim.case_ids.action_dispute()
        self._acknowledge(claim, 2)
        claim.case_ids.action_rule()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ limits

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

    # ------------------------------------------------------------------ withdrawal

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

    # ------------------------------------------------------------------ documents

    def test_units_invoiced_after_the_refund_are_credited(self):
        order = self._delivered((self.lamp, 5))
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(claim.state, "resolved")
        invoice = self._invoice(order, post=False)
        self.assertEqual(invoice.invoice_line_ids.quantity, 3)
        invoice.invoice_line_ids.quantity = 5
        invoice.action_post()
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim)

    def test_each_invoice_gets_its_own_credit_note(self):
        order = self._delivered((self.lamp, 5))
        first = self._invoice(order, post=False)
        first.invoice_line_ids.quantity = 3
        first.action_post()
        second = self._invoice(order)
        claim = self._grant(self._claim(order, 4), "none")
        self.assertEqual(claim.refund_ids.reversed_entry_id, first | second)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 400.0)
        self.assertEqual(set(claim.refund_ids.mapped("payment_state")), {"paid"})
        self.assertBooksBalance(claim)

    def test_a_gift_card_gets_its_money_back_first(self):
        program = self.env["loyalty.program"].create(
            {
                **self.env["loyalty.program"]._get_template_values()["gift_card"],
                "name": "Gift Cards",
                "program_type": "gift_card",
            }
        )
        card = (
            self.env["loyalty.card"]
            .with_context(loyalty_no_mail=True)
            .create({"program_id": program.id, "points": 50.0})
        )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"product_id": self.lamp.id, "product_uom_qty": 5})
                ],
            }
        )
        rewards = order._try_apply_code(card.code)
        for coupon, reward in rewards.items():
            order._apply_program_reward(reward, coupon)
        order.action_confirm()
        self.assertEqual(order.amount_total, 450.0)
        self.assertEqual(card.points, 0.0)
        self._ship(order)
        self._invoice(order)
        claim = self._grant(self._claim(order, 1), "none")
        self.assertEqual(claim.refund_ids.amount_total, 50.0)
        self.assertEqual(card.points, 50.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_locked_period_stops_one_claim_and_not_the_others(self):
        first = self._sent_back(1)
        second = self._sent_back(1)
        journal = first.line_ids.sale_line_id.invoice_lines.move_id.journal_id
        product = self._product("Chair")
        order = self._delivered((product, 1))
        invoice = self._invoice(order)
        third = self._grant(self._claim(order, 1))
        self.assertTrue(journal and invoice)
        invoice.button_draft()
        for claim in (first, second, third):
            self._acknowledge(claim, 1)
        self.assertEqual((first.state, second.state), ("resolved", "resolved"))
        self.assertEqual(third.state, "approved")
        invoice.action_post()
        third._advance()
        self.assertEqual(third.state, "resolved")
        self.assertBooksBalance(first | second | third)
