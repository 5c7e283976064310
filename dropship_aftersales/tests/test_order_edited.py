from odoo import Command
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOrderEdited(AftersalesCase):
    """Orders and invoices that somebody changes while claims are open."""

    def test_ordering_more_leaves_the_claim_alone(self):
        order = self._billed(3)
        claim = self._grant(self._claim(order, 2))
        order.order_line.product_uom_qty = 5
        self._ship(order)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(self._invoice(order).amount_total, 200.0)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        self.assertBooksBalance(claim)

    def test_no_less_is_ordered_than_is_claimed(self):
        order = self._order((self.lamp, 3))
        self._purchase(order)
        claim = self._not_received(order, 2)
        with self.assertRefused("2 .*Lamp.*" + claim.name):
            order.order_line.product_uom_qty = 1
        order.order_line.product_uom_qty = 2
        claim.action_cancel()
        order.order_line.product_uom_qty = 1
        self.assertBooksBalance(claim)

    def test_a_price_changed_after_the_invoice_changes_no_refund(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        order.order_line.price_unit = 70.0
        self.lamp.list_price = 10.0
        self.lamp.standard_price = 5.0
        order.order_line.name = "Another text"
        self._grant(claim, "none")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.remedy_ids.amount, 200.0)
        self.assertBooksBalance(claim)

    def test_a_price_changed_before_the_invoice_is_the_price(self):
        order = self._delivered((self.lamp, 3))
        claim = self._claim(order, 2)
        order.order_line.price_unit = 70.0
        self._grant(claim)
        self.assertEqual(claim.remedy_ids.amount, 140.0)
        self._acknowledge(claim, 2)
        self.assertEqual(self._invoice(order).amount_total, 70.0)
        self.assertBooksBalance(claim)

    def test_a_purchase_price_changed_after_the_case_was_opened(self):
        order = self._delivered((self.lamp, 3))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2))
        purchase = order._get_purchase_orders()
        purchase.order_line.price_unit = 66.0
        self._bill(order)
        self._acknowledge(claim, 2)
        # What was billed is what comes back.
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 132.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ invoices

    def test_an_invoice_reset_before_the_approval_is_never_issued_for_them(self):
        order = self._billed(3)
        invoice = order.invoice_ids
        claim = self._claim(order, 2)
        invoice.button_draft()
        self._grant(claim, "none")
        self.assertFalse(claim.refund_ids)
        invoice.action_post()
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_invoice_cancelled_before_the_approval(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        order.invoice_ids.button_draft()
        order.invoice_ids.button_cancel()
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.refund_ids)
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_an_invoice_cancelled_while_goods_are_on_their_way_back(self):
        order = self._billed(3)
        claim = self._grant(self._claim(order, 2))
        order.invoice_ids.button_draft()
        order.invoice_ids.button_cancel()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(self._invoice(order).amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_an_invoice_reset_and_posted_again_after_the_refund(self):
        order = self._billed(3)
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        order.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        ).button_draft()
        claim._advance()
        self.assertEqual(len(claim.refund_ids), 1)
        order.invoice_ids.filtered(lambda move: move.state == "draft").action_post()
        claim._advance()
        self.assertEqual(len(claim.refund_ids), 1)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_refund_without_any_invoice_does_not_wait_for_ever(self):
        order = self._billed(3)
        invoice = order.invoice_ids
        claim = self._grant(self._claim(order, 2), "none")
        claim.refund_ids.button_draft()
        claim.refund_ids.button_cancel()
        invoice.button_draft()
        invoice.button_cancel()
        claim._advance()
        remedy = claim.remedy_ids
        self.assertEqual(order.order_line.aftersales_to_credit_qty, 2)
        self.assertTrue(remedy.may_settle_without_invoice)
        remedy.with_user(self.agent).action_settle_without_invoice()
        self.assertEqual(order.order_line.aftersales_to_credit_qty, 0)
        self.assertEqual((remedy.state, claim.state), ("done", "resolved"))
        self.assertEqual(self._invoice(order).amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_an_invoice_of_several_orders(self):
        first = self._delivered((self.lamp, 3))
        second = self._delivered((self.lamp, 2))
        invoice = (first | second)._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        claim = self._grant(self._claim(second, 2), "none")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(
            claim.refund_ids.invoice_line_ids.sale_line_ids, second.order_line
        )
        other = self._grant(self._claim(first, 3), "none")
        self.assertEqual(other.refund_ids.amount_total, 300.0)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertBooksBalance(claim | other)

    def test_deposit_and_final_invoice(self):
        order = self._order((self.lamp, 3))
        deposit = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"advance_payment_method": "percentage", "amount": 50})
            ._create_invoices(order)
        )
        deposit.action_post()
        self._pay(deposit)
        self._ship(order)
        final = order._create_invoices(final=True)
        final.action_post()
        self.assertEqual(final.amount_total, 150.0)
        claim = self._grant(self._claim(order, 1, line=order.order_line[0]), "none")
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(final.amount_residual, 50.0)
        rest = self._grant(self._claim(order, 2, line=order.order_line[0]), "none")
        self.assertEqual(rest.refund_ids.amount_total, 200.0)
        self.assertBooksBalance(claim | rest)

    def test_a_deposit_alone_is_no_invoice_of_the_item(self):
        order = self._order((self.lamp, 3))
        deposit = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_model="sale.order", active_ids=order.ids)
            .create({"advance_payment_method": "fixed", "fixed_amount": 150})
            ._create_invoices(order)
        )
        deposit.action_post()
        self._ship(order)
        claim = self._grant(self._claim(order, 1, line=order.order_line[0]), "none")
        self.assertEqual(claim.state, "resolved")
        final = order._create_invoices(final=True)
        self.assertEqual(final.amount_total, 50.0)
        self.assertBooksBalance(claim)

    def test_a_line_removed_from_the_invoice_draft(self):
        chair = self._product("Chair", price=50.0)
        order = self._delivered((self.lamp, 3), (chair, 1))
        invoice = self._invoice(order, post=False)
        invoice.invoice_line_ids[1:].unlink()
        invoice.action_post()
        claim = self._grant(self._claim(order, 1, line=order.order_line[1]), "none")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.refund_ids)
        self.assertEqual(order.order_line[1].qty_to_invoice, 0)
        self.assertBooksBalance(claim)

    def test_the_customers_address_changed(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        moved = self.env["res.partner"].create(
            {
                "name": "Cara at work",
                "parent_id": self.customer.id,
                "street": "2 New Street",
                "type": "delivery",
            }
        )
        order.partner_shipping_id = moved
        self.company.street = "9 Other Road"
        self._grant(claim)
        self.assertEqual(claim.picking_ids.partner_id, moved)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_line_that_is_claimed_stays_on_its_order(self):
        order = self._billed(3)
        self._claim(order, 1)
        order.action_unlock()
        with self.assertRefused("."):
            order.order_line = [Command.delete(order.order_line.id)]
