from odoo import Command
from odoo.tests import tagged

from .discounts import discount_order
from .settlement_common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlement(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ordered = cls._product("order", "purchase")
        cls.delivered = cls._product("delivery", "receive")
        cls.both = cls.ordered + cls.delivered

    # Pending credits, growth, order of events

    def test_pending_credit_survives_a_later_delivery(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        self._give(lines, 2)
        self.assertOpen(lines, 0, 2)
        self._grow(order, 2)
        self.assertOpen(lines, 2, 2)
        self._credit(lines)
        self.assertOpen(lines, 2, 0)
        self._invoice(order)
        self.assertOpen(lines, 0, 0)
        self.assertEqual(set(lines.mapped("invoice_status")), {"invoiced"})

    def test_second_claim_is_not_covered_by_the_credit_of_the_first(self):
        order = self._order(self.delivered)
        line = order.order_line
        self._give(line, 1)
        self._document("out_invoice", {line: 3})
        self._credit(line)
        self._give(line, 1)
        self._grow(order, 1)
        self.assertOpen(line, 1, 1)

    def test_ruling_lowered_after_the_credit_note_invoices_nothing(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        rows = self._give(lines, 2)
        self._credit(lines)
        for row in rows.values():
            self._write_row(row, settled_qty=1)
        self.assertOpen(lines, 0, -1)

    def test_credit_note_reversed_by_a_clerk_is_to_credit_again(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        self._give(lines, 2)
        credit = self._credit(lines)
        self.assertOpen(lines, 0, 0)
        self._reverse(credit)
        self.assertOpen(lines, 0, 2)
        self._credit(lines)
        self.assertOpen(lines, 0, 0)

    def test_credit_note_cancelled_or_deleted_is_to_credit_again(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        self._give(lines, 2)
        credit = self._credit(lines, post=False)
        self.assertOpen(lines, 0, 0)
        credit.button_cancel()
        self.assertOpen(lines, 0, 2)
        credit.button_draft()
        credit.unlink()
        self.assertOpen(lines, 0, 2)

    # Units that never ship

    def test_units_refunded_before_shipment_leave_the_kept_one_to_invoice(self):
        order = self._order(self.delivered, deliver=False)
        line = order.order_line
        self._cut(order, 2)
        self._give(line, 2, unshipped=2)
        self.assertOpen(line, 0, 0)
        self._deliver(order)
        self.assertOpen(line, 1, 0)
        self._invoice(order)
        self.assertOpen(line, 0, 0)

    def test_prepaid_units_refunded_before_shipment(self):
        order = self._order(self.both, deliver=False)
        lines = order.order_line
        self._document("out_invoice", dict.fromkeys(lines, 3))
        self._cut(order, 2)
        self._give(lines, 2, unshipped=2)
        self.assertEqual(lines.mapped("aftersales_to_credit_qty"), [2, 2])
        self._credit(lines)
        self._deliver(order)
        self.assertOpen(lines, 0, 0)

    def test_purchase_units_cut_after_the_bill(self):
        order = self._order(self.both, deliver=False)
        order._get_purchase_orders().button_confirm()
        lines = self._purchase_lines(order)
        self._document("in_invoice", dict.fromkeys(lines, 3))
        self._cut(order, 2)
        self._give(lines, 2, unshipped=2)
        self.assertEqual(lines.mapped("aftersales_to_credit_qty"), [2, 2])
        self._credit(lines)
        self._deliver(order)
        self.assertOpen(lines, 0, 0)

    def test_units_cut_are_not_bought_again_when_the_order_grows(self):
        order = self._order(self.delivered, deliver=False)
        order._get_purchase_orders().button_confirm()
        self._cut(order, 2)
        self._give(order.order_line, 2, unshipped=2)
        order.order_line.product_uom_qty = 5
        self.assertEqual(sum(self._purchase_lines(order).mapped("product_qty")), 3)

    # Amounts

    def test_amounts_to_invoice_follow_the_settled_units(self):
        tax = self.env["account.tax"].create(
            {
                "name": "10 % included",
                "amount": 10,
                "price_include_override": "tax_included",
            }
        )
        product = self._product("delivery", taxes_id=[Command.set(tax.ids)])
        order = self._order(product, price_unit=110.0)
        line = order.order_line
        self._give(line, 2)
        self.assertOpen(line, 1, 0)
        self.assertAlmostEqual(line.untaxed_amount_to_invoice, 100.0)
        self.assertAlmostEqual(line.amount_to_invoice, 110.0)
        self._invoice(order)
        self.assertAlmostEqual(line.untaxed_amount_to_invoice, 0.0)
        self.assertAlmostEqual(order.amount_to_invoice, 0.0)

    def test_amount_only_credit_leaves_nothing_to_invoice(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        credit = self._document(
            "out_refund", dict.fromkeys(lines, 1), post=False, price=10.0
        )
        credit.invoice_line_ids.aftersales_amount_only = True
        credit.action_post()
        self.assertOpen(lines, 0, 0)
        self.assertEqual(lines.mapped("untaxed_amount_to_invoice"), [0.0, 0.0])
        self.assertEqual(lines.mapped("qty_invoiced"), [3, 3])
        self.assertEqual(order.amount_to_invoice, 0.0)

    def test_draft_credit_note_leaves_nothing_to_invoice(self):
        order = self._order(self.both)
        lines = order.order_line
        self._invoice(order)
        self._give(lines, 2)
        self._credit(lines, post=False)
        self.assertOpen(lines, 0, 0)
        self.assertEqual(order.amount_to_invoice, 0.0)

    # Units of measure

    def test_pieces_of_a_dozen_are_settled_to_the_last_piece(self):
        for product in self.both:
            order = self._order(product, 1, product_uom_id=self.dozen.id)
            line = order.order_line
            with self.subTest(product=product.name, invoiced="before"):
                self._invoice(order)
                for _claim in range(3):
                    self._give(line, 1)
                    self.assertOpen(line, 0, 1)
                    self._credit(line)
                    self.assertOpen(line, 0, 0)
                self.assertEqual(line.aftersales_credited_qty, 3)
                self.assertEqual(line.qty_invoiced, 1)

            order = self._order(product, 1, product_uom_id=self.dozen.id)
            line = order.order_line
            with self.subTest(product=product.name, invoiced="after"):
                self._give(line, 1)
                self.assertEqual(line.qty_to_invoice, 0.92)
                self.assertEqual(line.aftersales_to_credit_qty, 0)
                self._invoice(order)
                self.assertOpen(line, 0, 0)

    # Order-level discounts

    def test_unit_of_an_unbilled_discounted_order_is_invoiced_then_credited(self):
        order = self._order(self.both)
        discount_order(order, discount_percentage=0.2)
        lines = order.order_line.filtered(lambda line: line.product_id in self.both)
        self._give(lines, 1)
        self.assertOpen(lines, 3, 1)
        self._invoice(order)
        self.assertOpen(lines, 0, 1)
        self._give(lines, 1)
        self.assertOpen(lines, 0, 2)

    # Neighbours

    def test_native_return_that_a_claim_adopts_counts_as_delivered_again(self):
        order = self._order(self.both)
        self._invoice(order)
        self._bill(order)
        returns = self._send_back(order, 2)
        for lines in (order.order_line, self._purchase_lines(order)):
            self._give(lines, 2, lock=2)
            self.assertOpen(lines[1], -2, 2)
        returns.to_refund = False
        for lines in (order.order_line, self._purchase_lines(order)):
            self.assertOpen(lines, 0, 2)

    def test_claims_of_two_companies_do_not_meet(self):
        order = self._order(self.ordered)
        line = order.order_line
        self._invoice(order)
        self._give(line, 2)
        other = self.env["res.company"].create({"name": "Other"})
        user = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "settlement-clerk",
                "company_id": order.company_id.id,
                "company_ids": [Command.set((order.company_id + other).ids)],
                "group_ids": [
                    Command.link(self.env.ref("sales_team.group_sale_manager").id)
                ],
            }
        )
        # Invoicing rights only, and the other company is the active one.
        line = line.with_user(user).with_context(
            allowed_company_ids=(other + order.company_id).ids
        )
        self.env.invalidate_all()
        self.assertEqual(line.qty_invoiced_posted, 3)
        self.assertEqual(line.amount_to_invoice, 0.0)
        line.product_uom_qty = 4
        self.assertOpen(line, 1, 2)
