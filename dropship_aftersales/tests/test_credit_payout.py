from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .credit_common import CreditCommon


@tagged("post_install", "-at_install")
class TestCreditPayout(CreditCommon):
    def setUp(self):
        super().setUp()
        self.order = self._order((self._product(), 3, 100.0, self.tax))
        self.invoice = self._invoice(self.order)

    def test_credit_of_an_open_invoice_is_settled_by_it(self):
        credit = self._credit((self.order.order_line, 1), post=False)
        self.assertFalse(credit._aftersales_is_settled())
        self.Credit._post_credits(credit)
        self.assertTrue(credit._aftersales_is_settled())

    def test_credit_of_a_paid_invoice_stays_open_until_it_is_paid_out(self):
        self._pay(self.invoice)
        credits = self._credit(
            *(
                self._demand(self.order.order_line, 1, document_vals={"ref": ref})
                for ref in ("CLM/1", "CLM/2")
            )
        )
        self.assertEqual(credits.mapped("amount_residual"), [115.0, 115.0])
        self.assertFalse(credits._aftersales_is_settled())
        credits._aftersales_pay_out()
        self.assertTrue(credits._aftersales_is_settled())
        payments = credits.matched_payment_ids | credits.reconciled_payment_ids
        self.assertEqual(payments.mapped("amount"), [115.0, 115.0])
        self.assertEqual(set(payments.mapped("payment_type")), {"outbound"})
        self.assertEqual(payments.partner_id, self.customer)
        credits._aftersales_pay_out()
        self.assertEqual(
            credits.matched_payment_ids | credits.reconciled_payment_ids, payments
        )

    def test_an_agent_without_accounting_rights_can_credit_and_pay_out(self):
        self._pay(self.invoice)
        agent = new_test_user(self.env, "credit agent", "base.group_user")
        credit_service = self.Credit.with_user(agent)
        demand = self._demand(self.order.order_line.with_user(agent), 1)
        self.assertEqual(credit_service._refund_amounts([demand]), [115.0])
        credit = credit_service._create_credits([demand])
        credit_service._post_credits(credit)
        credit.sudo()._aftersales_pay_out()
        self.assertTrue(credit.sudo()._aftersales_is_settled())

    def test_draft_is_not_paid_out(self):
        credit = self._credit((self.order.order_line, 1), post=False)
        with self.assertRaisesRegex(UserError, "Post .* first"):
            credit._aftersales_pay_out()

    def test_no_journal_to_pay_from(self):
        self._pay(self.invoice)
        credit = self._credit((self.order.order_line, 1))
        journals = self.env["account.journal"].search(
            [("type", "in", ("bank", "cash", "credit"))]
        )
        journals.action_archive()
        with self.assertRaisesRegex(UserError, "Create a bank journal"):
            credit._aftersales_pay_out()

    def test_credit_set_off_against_another_invoice_is_settled(self):
        self._pay(self.invoice)
        credit = self._credit((self.order.order_line, 1))
        other = self._invoice(self._order((self._product(), 2, 100.0)))
        receivable = credit.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        other.js_assign_outstanding_line(receivable.id)
        self.assertTrue(credit._aftersales_is_settled())
