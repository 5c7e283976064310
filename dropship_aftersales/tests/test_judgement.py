"""Judgements that come late, and people who have none to make."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestJudgement(AftersalesCase):
    def _paid_out(self):
        """The customer paid, keeps two lamps and has his money back; the supplier
        disagrees."""
        order = self._delivered((self.lamp, 3))
        self._pay(self._invoice(order))
        self._bill(order)
        claim = self._claim(order, 2)
        claim.action_ask_supplier()
        claim.case_ids.dispute_reason = "They were whole when they left."
        claim.case_ids.action_dispute()
        self._propose(claim, 2)
        self._grant(claim)
        claim.remedy_ids.action_pay_out()
        return claim

    def test_a_ruling_that_nothing_is_the_suppliers_charges_nobody_else(self):
        claim = self._paid_out()
        case = claim.case_ids
        case.with_user(self.manager)._rule_on({case.line_ids: 0.0}, "It was used.")
        self.assertFalse(case.refund_ids)
        self.assertEqual((case.agreed_amount, case.received_amount), (0.0, 0.0))
        self.assertEqual(claim.refund_ids.payment_state, "paid")
        self.assertBooksBalance(claim)

    def test_who_is_no_agent_writes_no_suppliers_share(self):
        claim = self._claim(self._billed())
        claim.action_ask_supplier()
        line = claim.case_ids.line_ids
        for number, partner in enumerate((self.supplier, self.customer)):
            user = new_test_user(
                self.env,
                f"share_{number}",
                groups="base.group_portal",
                partner_id=partner.id,
            )
            with self.subTest(partner=partner.name), self.assertRaises(AccessError):
                line.with_user(user).write({"percent": 0.0})
        self.assertEqual(line.percent, 100.0)
        self.assertBooksBalance(claim)
