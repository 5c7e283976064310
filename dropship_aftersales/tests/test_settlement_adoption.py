from odoo import Command
from odoo.tests import tagged

from .discounts import discount_order
from .settlement_common import PRICE, SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementAdoption(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls._product("order", "purchase") + cls._product(
            "delivery", "receive"
        )

    def _sides(self):
        """Lines and invoice of a delivered order, then purchase lines and bill."""
        order = self._order(self.both)
        return (
            (order.order_line, self._invoice(order)),
            (self._purchase_lines(order), self._bill(order)),
        )

    def test_credit_note_made_before_the_grant_is_not_repeated(self):
        for lines, document in self._sides():
            credit = self._reverse(document, 2)
            self.assertOpen(lines, 2, 0)
            rows = self._give(lines, 2)
            self.assertOpen(lines, 0, 0)
            self.assertEqual(lines.mapped("aftersales_credited_qty"), [2, 2])
            self.assertEqual(credit.invoice_line_ids.mapped("aftersales_units"), [2, 2])
            for line, row in rows.items():
                link = credit.invoice_line_ids & line.invoice_lines
                self.assertEqual(link[line._aftersales_credit_link], row)
            self.assertEqual(
                credit.aftersales_claim_id or credit.aftersales_case_id.claim_id,
                self.env["aftersales.claim"].search([], order="id desc", limit=1),
            )

    def test_credit_note_made_after_the_grant_is_not_repeated(self):
        for lines, document in self._sides():
            self._give(lines, 2)
            self.assertOpen(lines, 0, 2)
            self._reverse(document, 2)
            lines._aftersales_adopt_credits()
            self.assertOpen(lines, 0, 0)

    def test_draft_credit_note_is_adopted_and_follows_its_quantity(self):
        for lines, document in self._sides():
            credit = self._reverse(document, 2, post=False)
            self._give(lines, 2)
            self.assertOpen(lines, 0, 0)
            for line in credit.invoice_line_ids:
                line.quantity = 1
            self.assertOpen(lines, 0, 1)

    def test_more_credited_than_granted_is_adopted_in_part(self):
        for lines, document in self._sides():
            credit = self._reverse(document)
            self._give(lines, 2)
            self.assertOpen(lines, 1, 0)
            self.assertEqual(credit.invoice_line_ids.mapped("aftersales_units"), [2, 2])
            self._give(lines, 1)
            self.assertOpen(lines, 0, 0)
            self.assertEqual(lines.mapped("aftersales_to_credit_qty"), [0, 0])

    def test_credit_of_an_invoicing_error_is_not_adopted(self):
        order = self._order(self.both)
        for lines, invoice, refund in (
            (order.order_line, "out_invoice", "out_refund"),
            (self._purchase_lines(order), "in_invoice", "in_refund"),
        ):
            self._document(invoice, dict.fromkeys(lines, 4))
            self._document(refund, dict.fromkeys(lines, 1))
            self.assertOpen(lines, 0, 0)
            self._give(lines, 1)
            self.assertOpen(lines, 0, 1)
            self.assertEqual(lines.mapped("aftersales_credited_qty"), [0, 0])

    def test_newest_credit_note_is_adopted_and_only_once(self):
        for lines, document in self._sides():
            older = self._reverse(document, 1)
            newer = self._reverse(document, 1)
            self._give(lines, 1)
            self.assertFalse(lines._aftersales_adopt_credits())
            self.assertEqual(newer.invoice_line_ids.mapped("aftersales_units"), [1, 1])
            self.assertEqual(older.invoice_line_ids.mapped("aftersales_units"), [0, 0])
            self.assertOpen(lines, 1, 0)

    def test_linked_line_without_mark_stays_native(self):
        for lines, document in self._sides():
            rows = self._rows(lines)
            credit = self._reverse(document, 2, post=False)
            for line, row in rows.items():
                mine = credit.invoice_line_ids & line.invoice_lines
                mine[line._aftersales_credit_link] = row
            self._give(lines, 2, rows=rows)
            self.assertEqual(credit.invoice_line_ids.mapped("aftersales_units"), [0, 0])

    def test_two_claims_share_one_credit_note(self):
        for lines, document in self._sides():
            self._give(lines, 1)
            self._give(lines, 1)
            self._reverse(document, 2)
            lines._aftersales_adopt_credits()
            self.assertOpen(lines, 0, 0)

    def test_reversed_invoice_with_discount_leaves_nothing_to_invoice(self):
        for whole in (True, False):
            with self.subTest(whole=whole):
                order = self._order(self.both)
                discount_order(order, discount_percentage=0.2)
                goods = order.order_line.filtered(
                    lambda line: line.product_id in self.both
                )
                discount = order.order_line - goods
                invoice = self._invoice(order)
                self._reverse(invoice)
                self.assertEqual(discount.qty_to_invoice, 1)
                self._give(goods if whole else goods[:1], 3)
                if whole:
                    self.assertOpen(order.order_line, 0, 0)
                    self.assertEqual(order.invoice_status, "invoiced")
                    self.assertEqual(discount.untaxed_amount_to_invoice, 0.0)
                else:
                    # The rest is Odoo's to invoice again, and its discount with it.
                    self.assertOpen(goods[1], 3, 0)
                    self.assertEqual(discount.qty_to_invoice, 1)

    def test_accountant_without_rights_on_claims_posts_and_adopts(self):
        accountant = self.env["res.users"].create(
            {
                "name": "Accountant",
                "login": "settlement-accountant",
                "group_ids": [
                    Command.link(self.env.ref("account.group_account_invoice").id)
                ],
            }
        )
        for lines, document in self._sides():
            self._give(lines, 2)
            self._reverse(document.with_user(accountant), 2)
            lines.with_user(accountant)._aftersales_adopt_credits()
            self.env.invalidate_all()
            self.assertOpen(lines, 0, 0)

    def test_pieces_credited_by_hand_on_a_dozen(self):
        order = self._order(self.both, 1, product_uom_id=self.dozen.id)
        lines = order.order_line
        self._invoice(order)
        self._give(lines, 2)
        self._document("out_refund", dict.fromkeys(lines, 2), price=PRICE / 12)
        lines._aftersales_adopt_credits()
        self.assertOpen(lines, 0, 0)
