from odoo import Command
from odoo.tests import tagged

from ..common import AftersalesCase


@tagged("post_install", "-at_install")
class TestRefund(AftersalesCase):
    """Money follows its trigger, its invoices and what a clerk did already."""

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
