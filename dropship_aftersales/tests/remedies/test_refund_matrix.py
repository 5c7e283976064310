"""Every combination of policies, documents and order of events, in one table.

One order carries a line for each pair of policies, so that each row of the table is
played once for all four of them. Five units are ordered, two are claimed.
"""

from itertools import product

from odoo import Command
from odoo.tests import tagged

from ..common import AftersalesCase

INVOICES = ("unpaid", "paid", "none", "draft", "two", "shared")
BILLS = ("before", "after", "none", "paid")
# How the goods come back, and when the customer is credited.
WAYS = (
    ("supplier", "goods first"),
    ("supplier", "credit first"),
    ("supplier", "short receipt"),
    ("warehouse", "goods first"),
    ("warehouse", "credit first"),
    ("warehouse", "short receipt"),
    ("kept", "credit first"),
)
POLICIES = tuple(product(("order", "delivery"), ("purchase", "receive")))
PRICE, COST, ORDERED, CLAIMED = 100.0, 60.0, 5, 2


@tagged("post_install", "-at_install")
class TestRefundMatrix(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Mails cost more than money here and are tested elsewhere.
        (cls.customer | cls.supplier).email = False
        cls.products = [
            cls._product(
                f"{policy} / {control}", invoice_policy=policy, purchase_method=control
            )
            for policy, control in POLICIES
        ]

    def test_units_money_and_own_stock_in_every_combination(self):
        for invoice, bill in product(INVOICES, BILLS):
            order = self._delivered(*((item, ORDERED) for item in self.products))
            self._invoice_as(order, invoice)
            if bill in ("before", "paid"):
                self._bill_as(order, bill)
            for return_to, event in WAYS:
                with (
                    self.subTest(
                        invoice=invoice, bill=bill, return_to=return_to, event=event
                    ),
                    self._undone(),
                ):
                    self._play(order, invoice, bill, return_to, event)

    # ------------------------------------------------------------------ documents

    def _undone(self):
        """Play on the same order again and again."""
        savepoint = self.env.cr.savepoint(flush=True)
        test = self

        class Undone:
            def __enter__(self):
                savepoint.__enter__()

            def __exit__(self, *error):
                savepoint.close(rollback=True)
                test.env.invalidate_all()

        return Undone()

    def _invoice_as(self, order, mode):
        if mode == "none":
            return
        if mode == "two":
            first = self._invoice(order, post=False)
            first.invoice_line_ids.quantity = 3
            first.action_post()
            self._invoice(order)
            return
        if mode == "shared":
            order |= self._delivered((self.products[0], 1))
        invoices = self._invoice(order, post=mode != "draft")
        self.assertEqual(len(invoices), 1)
        if mode == "paid":
            self._pay(invoices)

    def _bill_as(self, order, mode):
        bills = self._bill(order)
        if mode == "paid":
            self._pay(bills)

    # ------------------------------------------------------------------ one row

    def _play(self, order, invoice, bill, return_to, event):
        stock = [item.qty_available for item in self.products]
        claim = self._claim_all(order)
        trigger = "approval" if event == "credit first" else "receipt"
        self._grant(claim, "none" if return_to == "kept" else return_to, trigger)
        self.assertBooksBalance(claim)
        back = 1 if event == "short receipt" else CLAIMED
        if return_to == "supplier":
            self._acknowledge(claim, back)
        elif return_to == "warehouse":
            self._receive_here(claim, back)
        self.assertBooksBalance(claim)
        if event == "short receipt":
            claim.remedy_ids.action_settle_received()
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        self.assertBooksBalance(claim)
        self._finish_documents(order, claim, invoice, bill)
        self.assertBooksBalance(claim)
        refunded = back if event == "short receipt" else CLAIMED
        self._assert_end(order, claim, bill, refunded)
        grown = refunded if return_to == "warehouse" else 0
        self.assertEqual(
            [item.qty_available for item in self.products],
            [before + grown for before in stock],
            "own stock",
        )

    def _claim_all(self, order):
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": line.id,
                            "quantity": CLAIMED,
                            "reason_id": self.defect.id,
                        }
                    )
                    for line in order.order_line
                ],
            }
        )
        claim.action_submit()
        return claim

    def _finish_documents(self, order, claim, invoice, bill):
        """What accounting does afterwards: post, bill, pay out."""
        if invoice == "draft":
            order.invoice_ids.filtered(lambda move: move.state == "draft").action_post()
        if invoice == "none":
            self._invoice(order)
        if bill == "after":
            self._bill(order)
        claim._advance()
        open_credits = claim.refund_ids.filtered(
            lambda move: move.payment_state == "not_paid"
        )
        if open_credits:
            self.assertEqual(invoice, "paid")
            claim.remedy_ids.action_pay_out()

    def _assert_end(self, order, claim, bill, refunded):
        self.assertEqual(claim.state, "resolved")
        for line in order.order_line:
            self.assertEqual(line.qty_delivered, ORDERED)
            self.assertEqual(line.qty_to_invoice, 0)
            self.assertEqual(line.aftersales_to_credit_qty, 0)
            self.assertEqual(line.invoice_status, "invoiced")
            self.assertEqual(self._net(line), (ORDERED - refunded) * PRICE)
        self.assertEqual(order.delivery_status, "full")
        for line in order.order_line.purchase_line_ids:
            self.assertEqual(line.qty_received, ORDERED)
            self.assertEqual(line.aftersales_to_credit_qty, 0)
            if bill == "none":
                self.assertEqual(line.qty_to_invoice, ORDERED - refunded)
            else:
                self.assertEqual(line.qty_to_invoice, 0)
                self.assertEqual(self._net(line), (ORDERED - refunded) * COST)
        expected = "accepted" if bill == "none" else "settled"
        self.assertEqual(set(claim.case_ids.mapped("state")), {expected})

    def _net(self, line):
        """Money of posted invoices (bills) less credits of one order line."""
        return sum(
            move_line.price_subtotal
            * (1 if move_line.move_type in ("out_invoice", "in_invoice") else -1)
            for move_line in line.invoice_lines
            if move_line.parent_state == "posted"
        )
