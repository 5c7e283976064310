from itertools import product

from odoo.exceptions import UserError
from odoo.tests import tagged

from .settlement_common import COST, PRICE, SettlementCase

ORDERED, GROWTH = 3, 2
INVOICES = ("none", "draft", "unpaid", "paid", "two", "partial")
BILLS = ("before", "after as proposed", "after in full", "none")
# Units given back to the customer and by the supplier, and whose turn is first.
EVENTS = {
    "goods first": (2, 2, "purchase"),
    "credit first": (2, 2, "sale"),
    "short receipt": (1, 1, "sale"),
    "supplier refuses": (2, 0, "sale"),
}


class Books:
    """What must be true of order lines, told by what happened to them alone.

    Knows nothing of the formula: everything due, less what was given back, less what
    is on invoices and not on credit notes, is to invoice; below zero, to credit.
    """

    def __init__(self, lines, price):
        self.lines, self.price = lines, price
        self.due, self.given = ORDERED, 0

    def balance(self, line, states=("draft", "posted")):
        net = sum(
            line_of.quantity * (-1 if line_of.move_type.endswith("refund") else 1)
            for line_of in line.invoice_lines
            if line_of.parent_state in states
        )
        return self.due - self.given - net

    def to_invoice(self, line):
        return max(0, self.balance(line))

    def to_credit(self, line):
        return max(0, -self.balance(line))

    def amount_to_invoice(self, line):
        return self.price * max(0, self.balance(line, ("posted",)))


class Stage:
    """One order with its books."""

    def __init__(self, order):
        self.order, self.purchase = order, order._get_purchase_orders()
        self.sale = Books(order.order_line, PRICE)
        self.bought = Books(self.purchase.order_line, COST)


@tagged("post_install", "-at_install")
class TestSettlementMatrix(SettlementCase):
    """Every order of events ends in the same books.

    Each order has a line for every invoicing policy and bill control. Sale and
    purchase lines share no figure: bills rotate over invoices instead of crossing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = cls.env["product.product"].union(
            *(
                cls._product(policy, control)
                for policy, control in product(
                    ("order", "delivery"), ("purchase", "receive")
                )
            )
        )
        cls.orders = cls._order(
            cls.products, ORDERED, orders=len(INVOICES) * len(EVENTS)
        )

    def test_matrix(self):
        plays = []
        for index, invoice in enumerate(INVOICES):
            for shift, event in enumerate(EVENTS):
                bill = BILLS[(index + shift) % len(BILLS)]
                plays.append({"invoice": invoice, "bill": bill, "event": event})
        stages = [Stage(order) for order in self.orders]
        for play, self.stage in zip(plays, stages, strict=True):
            with self.subTest(**play):
                self._play(**play)
        self._grow_all()
        for play, self.stage in zip(plays, stages, strict=True):
            with self.subTest(**play, grown=True):
                self._play_growth()

    def _play(self, invoice, bill, event):
        sale, bought = self.stage.sale, self.stage.bought
        self._play_invoice(invoice)
        if bill == "before":
            self._bill(self.stage.order)
        self._assert_books()

        to_customer, by_supplier, first = EVENTS[event]
        sides = [(sale, to_customer), (bought, by_supplier)]
        if first == "purchase":
            self._play_return(by_supplier)
            sides.reverse()
        for books, quantity in sides:
            self._play_claim(books, quantity)
        if bill == "after as proposed":
            self._take_proposal(bought)
        elif bill == "after in full":
            self._document("in_invoice", dict.fromkeys(bought.lines, ORDERED))
        self._assert_books()
        self._play_credit(bought)

    def _grow_all(self):
        """More is ordered of every line, and delivered."""
        quantity = ORDERED + GROWTH
        self._purchase_lines(self.orders).write({"product_qty": quantity})
        self.orders.order_line.write({"product_uom_qty": quantity})
        self._deliver(self.orders)

    def _play_growth(self):
        order, both = self.stage.order, (self.stage.sale, self.stage.bought)
        for books in both:
            books.due += GROWTH
        self._assert_books()
        for books in both:
            self._take_proposal(books)
        self._assert_books()
        for books in both:
            self.assertEqual({books.balance(line) for line in books.lines}, {0})
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertEqual(order._get_purchase_orders().invoice_status, "invoiced")

    def _play_invoice(self, mode):
        quantities = {"two": (2, 1), "partial": (2,), "none": ()}.get(mode, (ORDERED,))
        for quantity in quantities:
            invoice = self._document(
                "out_invoice",
                dict.fromkeys(self.stage.sale.lines, quantity),
                post=mode != "draft",
            )
            if mode == "paid":
                self.env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=invoice.ids
                ).create({}).action_create_payments()

    def _play_claim(self, books, quantity):
        if quantity:
            self._give(books.lines, quantity)
            books.given += quantity
            self._assert_books()
        if draft := books.lines.invoice_lines.filtered(
            lambda line: line.parent_state == "draft"
        ):
            for line in draft:
                line.quantity -= quantity
            self._assert_books()
            draft.move_id.action_post()
        self._play_credit(books)

    def _play_credit(self, books):
        self._credit(books.lines)
        self._assert_books()
        self.assertFalse(any(map(books.to_credit, books.lines)))

    def _take_proposal(self, books):
        """Invoice or bill what Odoo proposes, and nothing else."""
        sale = books is self.stage.sale
        proposed = {line: books.to_invoice(line) for line in books.lines}
        if not any(proposed.values()):
            if sale:
                with self.assertRaises(UserError):
                    self.stage.order._create_invoices(final=True)
            return
        before = books.lines.invoice_lines
        if sale:
            self._invoice(self.stage.order)
        else:
            self._bill(self.stage.order)
        made = books.lines.invoice_lines - before
        self.assertFalse(
            made.filtered(lambda line: line.move_type.endswith("refund")), "no refunds"
        )
        self.assertEqual(
            {
                line: sum((line.invoice_lines & made).mapped("quantity"))
                for line in proposed
            },
            proposed,
        )
        self._assert_books()

    def _play_return(self, quantity):
        """The goods reach the supplier: delivered and received stay what they were."""
        self._send_back(self.stage.order, quantity, to_refund=False)
        for field, books in (
            ("qty_delivered", self.stage.sale),
            ("qty_received", self.stage.bought),
        ):
            self.assertEqual(set(books.lines.mapped(field)), {ORDERED})

    def _assert_books(self):
        for books in (self.stage.sale, self.stage.bought):
            for line in books.lines:
                to_invoice, to_credit = books.to_invoice(line), books.to_credit(line)
                self.assertEqual(
                    (line.qty_to_invoice, line.aftersales_to_credit_qty),
                    (to_invoice, to_credit),
                    f"{line._name} {line.product_id.name}",
                )
        for line in self.stage.sale.lines:
            amount = self.stage.sale.amount_to_invoice(line)
            self.assertEqual(line.untaxed_amount_to_invoice, amount)
            self.assertEqual(line.amount_to_invoice, amount)
            self.assertEqual(
                line.invoice_status,
                "to invoice" if self.stage.sale.to_invoice(line) else "invoiced",
            )
        self.assertEqual(
            self.stage.order.invoice_status,
            "to invoice"
            if any(map(self.stage.sale.to_invoice, self.stage.sale.lines))
            else "invoiced",
        )
        self.assertEqual(
            self.stage.purchase.invoice_status == "to invoice",
            any(map(self.stage.bought.to_invoice, self.stage.bought.lines)),
        )
