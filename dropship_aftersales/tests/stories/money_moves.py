"""What gives and settles money, and the book-keepers who know nothing of claims."""

from hypothesis import strategies as st

from .actors import AGENT, PEOPLE, REMEDY, party
from .deck import move

STEPS = st.sampled_from(
    (
        "pay_out",
        "pay_out",
        "leave_as_credit",
        "refund_in_full",
        "settle_received",
        "expect_no_more",
    )
)
STEPPERS = st.sampled_from((*[AGENT] * 24, *PEOPLE))


class MoneyMoves:
    @move(5, needs=lambda story: story.documents(REMEDY))
    def move_remedy(self, data):
        remedy = self.pick(data, self.documents(REMEDY))
        actor, step = data.draw(STEPPERS), data.draw(STEPS)
        self.attempt(
            f"{actor} takes “{step}” on {self.call(remedy)}, which is {remedy.state}",
            getattr(self.as_(actor, remedy), f"action_{step}"),
            may=party(actor, remedy, self.world) in ("agent", "manager"),
        )

    # ------------------------------------------------------------------ book-keepers

    def claimed_orders(self):
        """Orders of the pool that have claims."""
        records = self.live().order_id
        return [order for order in self.world.orders if order.record in records]

    def to_bill(self):
        return [
            order
            for order in self.claimed_orders()
            if any(
                line.qty_to_invoice > 0
                for line in order.record._get_purchase_orders().order_line
            )
        ]

    @move(2, needs=lambda story: story.to_bill())
    def move_suppliers_bill(self, data):
        order = self.pick(data, self.to_bill())
        posts = data.draw(st.booleans())
        self.attempt(
            f"The suppliers bill the order of {order.story}"
            f"{'' if posts else ', in draft'}",
            lambda: self.world._bill(order.record, post=posts),
        )

    def to_invoice(self):
        return [
            order
            for order in self.claimed_orders()
            if any(line.qty_to_invoice > 0 for line in order.record.order_line)
        ]

    @move(2, needs=lambda story: story.to_invoice())
    def move_invoice(self, data):
        order = self.pick(data, self.to_invoice())
        posts = data.draw(st.booleans())
        self.attempt(
            f"We invoice the order of {order.story}{'' if posts else ', in draft'}",
            lambda: self.world._invoice(order.record, post=posts),
        )

    def documents_of_orders(self, state):
        moves = self.env["account.move"].union(
            *(
                order.record.invoice_ids
                | order.record._get_purchase_orders().invoice_ids
                for order in self.claimed_orders()
            )
        )
        return list(moves.filtered(lambda found: found.state == state).sorted("id"))

    @move(2, needs=lambda story: story.documents_of_orders("draft"))
    def move_post(self, data):
        draft = self.pick(data, self.documents_of_orders("draft"))

        def post():
            draft.invoice_date = draft.invoice_date or self.world.today()
            draft.action_post()

        self.attempt(f"A draft {draft.move_type} is posted", post)

    def unpaid(self):
        return [
            invoice
            for invoice in self.documents_of_orders("posted")
            if invoice.move_type == "out_invoice"
            and invoice.payment_state in ("not_paid", "partial")
        ]

    @move(1, needs=lambda story: story.unpaid())
    def move_pay(self, data):
        invoice = self.pick(data, self.unpaid())
        self.attempt("The customer pays an invoice", lambda: self.world._pay(invoice))

    def to_ship(self):
        return [
            order
            for order in self.claimed_orders()
            if order.record.picking_ids.filtered(
                lambda picking: (
                    picking.state not in ("done", "cancel")
                    and not picking.is_aftersales_return
                )
            )
        ]

    @move(2, needs=lambda story: story.to_ship())
    def move_ship_the_rest(self, data):
        order = self.pick(data, self.to_ship())
        self.attempt(
            f"The suppliers ship the rest of the order of {order.story}",
            lambda: self.world._ship(order.record),
        )

    @move(1, needs=lambda story: story.live().case_ids)
    def move_name_the_credit_note(self, data):
        case = self.pick(data, self.live().case_ids.sorted("id"))
        self.attempt(
            f"The agent writes the supplier's credit note on {self.call(case)}",
            lambda: self.as_(AGENT, case).write({"supplier_reference": "CN/7"}),
        )
