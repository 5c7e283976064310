from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .credit_common import CreditCommon
from .queries import counted


@tagged("post_install", "-at_install")
class TestCreditCaps(CreditCommon):
    def test_a_draft_invoice_is_not_credited(self):
        order = self._order((self._product(), 2, 100.0, self.tax))
        invoice = self._invoice(order, post=False)
        demand = self._demand(order.order_line, 1)
        self.assertFalse(self.Credit._create_credits([demand]))
        self.assertEqual(self.Credit._refund_amounts([demand]), [115.0])
        invoice.action_post()
        self.assertEqual(self._credit(demand).amount_total, 115.0)

    def test_never_more_than_was_billed(self):
        order = self._order((self._product(), 2, 100.0, self.tax))
        self._invoice(order)
        self.assertEqual(self._credit((order.order_line, 5)).amount_total, 230.0)
        self.assertFalse(self._credit((order.order_line, 1)))

    def test_drafts_count(self):
        order = self._order((self._product(), 2, 100.0))
        self._invoice(order)
        self._credit((order.order_line, 1), post=False)
        self.assertEqual(self._credit((order.order_line, 2)).amount_total, 100.0)

    def test_cancelled_credits_do_not_count(self):
        order = self._order((self._product(), 1, 100.0))
        self._invoice(order)
        self._credit((order.order_line, 1), post=False).button_cancel()
        self.assertEqual(self._credit((order.order_line, 1)).amount_total, 100.0)

    def test_a_credit_note_that_names_no_invoice_counts(self):
        order = self._order((self._product(), 3, 100.0, self.tax))
        self._invoice(order)
        self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.customer.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": order.order_line.product_id.id,
                            "quantity": 2,
                            "price_unit": 100.0,
                            "tax_ids": [Command.set(self.tax.ids)],
                            "sale_line_ids": [Command.set(order.order_line.ids)],
                        }
                    )
                ],
            }
        )
        self.assertEqual(self._credit((order.order_line, 3)).amount_total, 115.0)

    def test_a_reversed_credit_note_gives_the_units_back(self):
        order = self._order((self._product(), 1, 100.0))
        self._invoice(order)
        credit = self._credit((order.order_line, 1))
        self._reverse(credit).action_post()
        self.assertEqual(self._credit((order.order_line, 1)).amount_total, 100.0)

    def test_native_credit_at_another_price_limits_the_money(self):
        order = self._order((self._product(), 3, 100.0, self.tax))
        invoice = self._invoice(order)
        native = self._reverse(invoice)
        native.invoice_line_ids.write({"quantity": 1, "price_unit": 250.0})
        native.action_post()
        self.assertEqual(self._credit((order.order_line, 1)).amount_total, 57.5)

    def test_native_credit_at_half_the_price_raises_no_other(self):
        order = self._order((self._product(), 3, 100.0))
        native = self._reverse(self._invoice(order))
        native.invoice_line_ids.write({"quantity": 1, "price_unit": 50.0})
        self.assertEqual(self._credit((order.order_line, 2)).amount_total, 200.0)

    def test_the_cent_a_native_credit_lost_goes_to_the_last_unit(self):
        tax = self._tax(20.0, price_include_override="tax_included")
        order = self._order((self._product(), 3, 79.992, tax))
        invoice = self._invoice(order)
        native = self._reverse(invoice)
        native.invoice_line_ids.quantity = 2
        native.action_post()
        credit = self._credit((order.order_line, 1))
        self.assertEqual(
            invoice.currency_id.round(native.amount_total + credit.amount_total), 239.98
        )
        self.assertEqual(invoice.payment_state, "reversed")

    def test_two_invoices_unpaid_first_then_newest(self):
        order, invoices = self._three_invoices()
        oldest, middle, newest = invoices
        self._pay(oldest + newest)
        first = self._credit((order.order_line, 1))
        self.assertEqual(first.reversed_entry_id, middle)
        self.assertEqual(first.payment_state, "paid")
        both = self._credit((order.order_line, 2))
        self.assertEqual(both.mapped("reversed_entry_id"), newest + oldest)
        self.assertEqual(both.mapped("amount_total"), [115.0, 115.0])

    def test_part_of_a_demand_waits_for_its_invoice(self):
        product = self._product(invoice_policy="delivery")
        order = self._order((product, 3, 100.0, self.tax))
        order.order_line.qty_delivered = 2
        self._invoice(order)
        demand = self._demand(order.order_line, 3)
        self.assertEqual(self.Credit._refund_amounts([demand]), [345.0])
        self.assertEqual(self.Credit._create_credits([demand]).amount_total, 230.0)

    def test_one_invoice_of_several_orders(self):
        lamp = self._product()
        first = self._order((lamp, 2, 100.0, self.tax))
        second = self._order((lamp, 2, 80.0, self.tax))
        invoice = self._invoice(first + second)
        self.assertEqual(len(invoice), 1)
        credit = self._credit((second.order_line, 2))
        self.assertEqual(credit.amount_total, 184.0)
        self.assertEqual(credit.invoice_line_ids.sale_line_ids, second.order_line)
        self.assertEqual(self._credit((first.order_line, 2)).amount_total, 230.0)
        self.assertEqual(invoice.payment_state, "reversed")

    def test_several_documents_of_one_invoice_all_reconcile(self):
        order = self._order((self._product(), 4, 79.99, self.tax))
        invoice = self._invoice(order)
        credits = self._credit(
            *(
                self._demand(
                    order.order_line, 1, document_vals={"ref": f"CLM/{number}"}
                )
                for number in range(4)
            )
        )
        self.assertEqual(len(credits), 4)
        self.assertEqual(set(credits.mapped("payment_state")), {"paid"})
        self.assertEqual(invoice.payment_state, "reversed")

    def test_demands_with_equal_values_share_a_document(self):
        order = self._order(
            (self._product(), 1, 10.0), (self._product("Chair"), 1, 20.0)
        )
        self._invoice(order)
        credit = self._credit(*((line, 1) for line in order.order_line))
        self.assertEqual(len(credit), 1)
        self.assertEqual(credit.amount_total, 30.0)

    def test_demands_of_one_line_never_exceed_it_together(self):
        order = self._order((self._product(), 3, 100.0))
        self._invoice(order)
        demands = [self._demand(order.order_line, 2), self._demand(order.order_line, 2)]
        self.assertEqual(self.Credit._refund_amounts(demands), [200.0, 100.0])
        self.assertEqual(self._credit(*demands).amount_total, 300.0)

    def test_queries_grow_with_documents_alone(self):
        lines = self._invoiced_lines(35)
        demands = [self._demand(line, 1) for line in lines]
        self.Credit._create_credits(demands[:1])
        counts = []
        for batch in (demands[1:5], demands[5:15], demands[15:]):
            with counted(self.env) as spent:
                credits = self.Credit._create_credits(batch)
            counts.append(spent.queries)
            self.assertEqual(len(credits), len(batch))
        four, ten, twenty = counts
        per_document = (twenty - ten) / 10
        self.assertLessEqual(per_document, (ten - four) / 6 + 0.5, counts)
        self.assertLessEqual(per_document, 2, counts)

    def test_a_preview_costs_the_same_for_any_batch(self):
        demands = [self._demand(line, 1) for line in self._invoiced_lines(12)]
        counts = []
        for batch in (demands[:3], demands):
            with counted(self.env) as spent:
                self.Credit._refund_amounts(batch)
            counts.append(spent.queries)
        self.assertEqual(counts[0], counts[1])

    def _invoiced_lines(self, size):
        product = self._product()
        customers = self.env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(size)]
        )
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": customer.id,
                    "order_line": [
                        Command.create(self._line(product, 2, 100.0, self.tax))
                    ],
                }
                for customer in customers
            ]
        )
        orders.action_confirm()
        orders._create_invoices().action_post()
        return orders.order_line

    def _three_invoices(self):
        product = self._product(invoice_policy="delivery")
        order = self._order((product, 3, 100.0, self.tax))
        invoices = self.env["account.move"]
        for number in (1, 2, 3):
            order.order_line.qty_delivered = number
            invoice = self._invoice(order, post=False)
            invoice.invoice_date = fields.Date.subtract(
                fields.Date.today(), days=10 - number
            )
            invoice.action_post()
            invoices += invoice
        return order, invoices

    def _reverse(self, move):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id})
        )
        return self.env["account.move"].browse(wizard.refund_moves()["res_id"])
