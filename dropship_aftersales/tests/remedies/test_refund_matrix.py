"""Every combination of policies, documents and order of events, in one table.

One order carries a line for each pair of policies, so that each row of the table is
played once for all four of them. Five units are ordered, two are claimed. The orders
of all invoices and bills take each step together, as they would in one cron run: that
costs a fraction of playing them one by one.
"""

from contextlib import contextmanager
from itertools import product

from odoo import Command
from odoo.tests import tagged

from ..common import AftersalesCase

INVOICES = ("unpaid", "paid", "none", "draft", "two", "shared")
BILLS = ("before", "after", "none", "paid")
# How the goods come back, and when the customer is credited.
WAYS = {
    ("supplier", "receipt"): ("goods first", "short receipt"),
    ("supplier", "approval"): ("credit first",),
    ("warehouse", "receipt"): ("goods first", "short receipt"),
    ("warehouse", "approval"): ("credit first",),
    ("none", "approval"): ("kept",),
}
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
        items = [(item, ORDERED) for item in cls.products]
        cls.rows = {
            (invoice, bill): cls._order(*items)
            for invoice, bill in product(INVOICES, BILLS)
        }
        cls.orders = cls.env["sale.order"].union(*cls.rows.values())
        cls._ship(cls.orders)

    def test_units_money_and_own_stock_in_every_combination(self):
        for (invoice, bill), order in self.rows.items():
            self._invoice_as(order, invoice)
            if bill in ("before", "paid"):
                self._bill_as(order, bill)
        self.stock = [item.qty_available for item in self.products]
        for (return_to, trigger), events in WAYS.items():
            with self._undone():
                claims = self._claim_all()
                self._grant(claims, return_to, trigger)
                self.assertBooksBalance(claims)
                for event in events:
                    with (
                        self.subTest(return_to=return_to, event=event),
                        self._undone(),
                    ):
                        self._play(claims, return_to, event)

    # ------------------------------------------------------------------ documents

    @contextmanager
    def _undone(self):
        """Play on the same orders again and again."""
        savepoint = self.env.cr.savepoint(flush=True)
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

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

    # ------------------------------------------------------------------ all rows

    def _claim_all(self):
        claims = self.env["aftersales.claim"].create(
            [
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
                for order in self.orders
            ]
        )
        claims.action_submit()
        return claims

    def _play(self, claims, return_to, event):
        back = 1 if event == "short receipt" else CLAIMED
        if return_to == "supplier":
            self._acknowledge(claims, back)
        elif return_to == "warehouse":
            self._receive_here(claims, back)
        self.assertBooksBalance(claims)
        if event == "short receipt":
            claims.remedy_ids.action_settle_received()
        claims.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        self.assertBooksBalance(claims)
        self._finish_documents(claims)
        self.assertBooksBalance(claims)
        for (invoice, bill), order in self.rows.items():
            with self.subTest(invoice=invoice, bill=bill):
                claim = claims.filtered(
                    lambda claim, order=order: claim.order_id == order
                )
                self._assert_end(order, claim, bill, back)
        grown = len(claims) * back if return_to == "warehouse" else 0
        self.assertEqual(
            [item.qty_available for item in self.products],
            [before + grown for before in self.stock],
            "own stock",
        )

    def _finish_documents(self, claims):
        """What accounting does afterwards: post, bill, pay out."""
        for (invoice, bill), order in self.rows.items():
            if invoice == "draft":
                order.invoice_ids.filtered(
                    lambda move: move.state == "draft"
                ).action_post()
            if invoice == "none":
                self._invoice(order)
            if bill == "after":
                self._bill(order)
        claims._advance()
        open_credits = claims.refund_ids.filtered(
            lambda move: move.payment_state == "not_paid"
        )
        paid = [
            order.id
            for (invoice, _bill), order in self.rows.items()
            if invoice == "paid"
        ]
        unpaid = open_credits.aftersales_claim_id
        self.assertLessEqual(set(unpaid.order_id.ids), set(paid))
        if unpaid:
            unpaid.remedy_ids.action_pay_out()

    # ------------------------------------------------------------------ one row

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
