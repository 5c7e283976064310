from odoo.exceptions import AccessError
from odoo.tests import tagged

from .ruling_common import RulingCase


@tagged("post_install", "-at_install")
class TestRuling(RulingCase):
    """Whoever decides, it executes like an agreement; the customer keeps his money."""

    # ------------------------------------------------------------------ agreeing

    def test_agreeing_takes_the_suppliers_own_share(self):
        claim = self._disputed(2, 50)
        case = claim.case_ids
        case.with_user(self.agent).action_agree()
        self.assertRecordValues(
            case, [{"state": "settled", "agreed_amount": 60, "received_amount": 60}]
        )
        self.assertEqual(case.refund_ids.amount_total, 60.0)
        self.assertEqual(self._bearers(case), {"supplier": 60.0, "seller": 60.0})
        self.assertBooksBalance(claim)

    def test_agreeing_with_a_no_claims_nothing_and_the_customer_keeps_his_money(self):
        claim = self._disputed(2)
        case = claim.case_ids
        case.with_user(self.agent).action_agree()
        self.assertRecordValues(case, [{"state": "settled", "agreed_amount": 0}])
        self.assertFalse(case.refund_ids)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(self._bearers(case), {"seller": 120.0})
        self.assertBooksBalance(claim)

    def test_nobody_agrees_where_no_share_was_proposed(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        claim.case_ids._give_opinion(
            "propose",
            "supplier",
            self.supplier,
            "A new one on Monday",
            proposal="repair",
        )
        with self.assertRefused("proposes no share"):
            claim.case_ids.with_user(self.agent).action_agree()

    # ------------------------------------------------------------------ ruling

    def test_a_ruling_sets_the_share_and_tells_why(self):
        claim = self._disputed(2, 50)
        case = claim.case_ids
        self._rule(case, 75)
        self.assertRecordValues(
            case,
            [
                {
                    "state": "settled",
                    "agreed_amount": 90,
                    "received_amount": 90,
                    "ruling_reason": "The photo shows it.",
                }
            ],
        )
        self.assertEqual(self._bearers(case), {"supplier": 90.0, "seller": 30.0})
        said = [(o.party, o.kind, o.amount) for o in case.opinion_ids]
        self.assertEqual(
            said,
            [("us", "ask", 120.0), ("supplier", "partly", 60.0), ("us", "rule", 90.0)],
        )
        self.assertBooksBalance(claim)

    def test_agents_rule_up_to_their_limit_and_agree_above_it(self):
        self.company.aftersales_approval_limit = 100.0
        claim = self._disputed(2, 50)
        case = claim.case_ids
        dialog = (
            self.env["aftersales.rule"]
            .with_user(self.agent)
            .create({"case_id": case.id, "reason": "We say so."})
        )
        dialog.line_ids.percent = 20
        with self.assertRaises(AccessError):
            dialog.action_confirm()
        self.assertEqual(case.state, "disputed")
        self.assertEqual(
            [
                verb
                for verb in case.with_user(self.agent).open_verbs
                if verb in ("rule", "agree", "accept")
            ],
            ["agree"],
        )
        self.assertEqual(case.with_user(self.agent).primary_verb, "agree")
        case.with_user(self.agent).action_agree()
        self.assertEqual(case.agreed_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_a_disputed_share_is_not_written_below_the_limit_first(self):
        self.company.aftersales_approval_limit = 100.0
        claim = self._disputed(2, 50)
        line = claim.case_ids.line_ids
        with self.assertRefused("above the amount", AccessError):
            line.with_user(self.agent).percent = 10
        line.with_user(self.manager).percent = 70
        self.assertEqual(claim.case_ids.expected_amount, 84.0)
        # Now it is the agent's.
        line.with_user(self.agent).percent = 60
        claim.case_ids.with_user(self.agent).action_rule()
        self.assertEqual(claim.case_ids.agreed_amount, 72.0)
        self.assertBooksBalance(claim)

    def test_the_dialog_says_in_money_what_a_ruling_changes(self):
        claim = self._disputed(2, 50)
        dialog = self.env["aftersales.rule"].create({"case_id": claim.case_ids.id})
        self.assertEqual(dialog.line_ids.percent, 100.0)
        dialog.line_ids.percent = 25
        self.assertEqual(
            (dialog.supplier_amount, dialog.rest_amount, dialog.before_amount),
            (30.0, 90.0, 120.0),
        )
        self.assertIn("keeps what he was given", dialog.effect)
        dialog.reason = "A quarter is fair."
        dialog.action_confirm()
        self.assertEqual(claim.case_ids.received_amount, dialog.supplier_amount)
        self.assertBooksBalance(claim)

    def test_a_ruling_before_the_decision_waits_for_it(self):
        claim = self._disputed(2, grant=False)
        self.assertEqual(claim.state, "review")
        self._rule(claim.case_ids, 40)
        self.assertEqual(claim.case_ids.state, "accepted")
        self.assertFalse(claim.case_ids.refund_ids)
        self._grant(claim, "none")
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 48.0)
        self.assertBooksBalance(claim)

    def test_a_ruling_after_the_customer_was_paid_moves_costs_only(self):
        order = self._delivered((self.lamp, 2))
        self._pay(self._invoice(order))
        self._bill(order)
        claim = self._disputed(2, order=order)
        self._pay(claim.refund_ids)
        claim._advance()
        self.assertEqual(claim.state, "resolved")
        refunds = claim.refund_ids
        claim.line_ids._write_engine(
            {"supplier_percent": 50, "seller_percent": 0, "customer_percent": 50}
        )
        self._rule(claim.case_ids, 50)
        self.assertEqual(claim.refund_ids, refunds)
        self.assertEqual(sum(refunds.mapped("amount_total")), 200.0)
        # Nothing is charged to a customer who was refunded: we bear his part.
        self.assertEqual(
            self._bearers(claim.case_ids), {"supplier": 60.0, "seller": 60.0}
        )
        self.assertBooksBalance(claim)

    def test_a_customer_bears_what_was_kept_of_his_refund(self):
        claim = self._claim(self.order, 1)
        claim.line_ids.write(
            {"supplier_percent": 50, "seller_percent": 0, "customer_percent": 50}
        )
        claim.action_grant_all()
        self._propose(claim, 1).refund_percent = 80
        claim.action_approve()
        # He keeps it for 20 of the price, so 80 % of the cost of 60 is shared out. With
        # his half of that he would bear 36, but only 20 were kept of the price.
        self.assertEqual(
            self._bearers(claim.case_ids),
            {"supplier": 24.0, "customer": 20.0, "seller": 16.0},
        )
        self.assertBooksBalance(claim)
