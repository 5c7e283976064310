from odoo import fields
from odoo.tests import tagged

from ..models.workflow.workflow_mixin import AGENT, CUSTOMER
from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestClaimWaiting(AftersalesCase):
    def _sold(self, quantity=4):
        order = self._delivered((self.lamp, quantity))
        self._pay(self._invoice(order))
        return order

    def _assert_waits(self, claim, party):
        """The stored party is the computed one, and the words agree with it."""
        self.assertEqual(claim.waiting_for, party)
        self.assertEqual(
            claim._next_move(AGENT)["tone"] == "warning", party == "us", claim.state
        )
        found = self.env["aftersales.claim"].search(
            [("waiting_for", "=", party), ("id", "=", claim.id)]
        )
        self.assertEqual(found, claim)

    # ------------------------------------------------------------------ whose move

    def test_a_parcel_that_was_empty_waits_for_us_until_another_comes(self):
        claim = self._grant(self._claim(self._sold(), 2))
        self._assert_waits(claim, "customer")
        self._acknowledge(claim, 2, outcome="empty")
        self._assert_waits(claim, "us")
        self.assertIn("differs", claim._next_move(AGENT)["headline"])
        self.assertEqual(claim._next_move(CUSTOMER)["stage"], "inspect")
        self._acknowledge(claim, 2)
        self.assertNotEqual(claim._stage(), "inspect")
        self.assertBooksBalance(claim)

    def test_a_closed_claim_has_nothing_left_to_do(self):
        claim = self._claim(self._sold(), 1)
        claim.action_refuse_all()
        claim.action_reject()
        claim._write_engine({"deadline": fields.Datetime.now()})
        claim._advance()
        self._assert_waits(claim, "nobody")
        self.assertEqual(claim._next_move(AGENT)["headline"], "Nothing is left to do")

    def test_the_main_job_waits_for_one_party_after_the_other(self):
        claim = self._claim(self._sold(), 2, submit=False)
        self._assert_waits(claim, "us")
        claim.action_submit()
        self._assert_waits(claim, "us")
        claim.evidence_request = "A photo of the base"
        claim.action_ask_evidence()
        self._assert_waits(claim, "customer")
        claim.action_give_evidence()
        self._assert_waits(claim, "us")
        claim.action_ask_supplier()
        self._assert_waits(claim, "supplier")
        claim.case_ids.action_accept()
        self._assert_waits(claim, "us")
        self._grant(claim, return_to="supplier")
        self._assert_waits(claim, "customer")
        claim.picking_ids.carrier_tracking_ref = "T1"
        claim.picking_ids.action_aftersales_ship()
        self._assert_waits(claim, "supplier")
        self._acknowledge(claim, 2)
        claim._advance()
        self._assert_waits(claim, "us")
        claim.remedy_ids.action_pay_out()
        self.assertEqual(claim.state, "resolved")
        self._assert_waits(
            claim,
            "supplier"
            if claim.case_ids.filtered(lambda case: case.state == "accepted")
            else "nobody",
        )
        self.assertBooksBalance(claim)

    def test_a_parcel_to_our_warehouse_waits_for_its_carrier(self):
        claim = self._grant(self._claim(self._sold(), 1), return_to="warehouse")
        claim.picking_ids.carrier_tracking_ref = "T1"
        claim.picking_ids.action_aftersales_ship()
        self._assert_waits(claim, "carrier")

    def test_a_customers_own_draft_waits_for_him(self):
        claim = self._claim(self._sold(), 1, submit=False, channel="portal")
        self.assertEqual(claim.waiting_for, "customer")

    def test_a_disputed_share_is_our_move_whatever_goes_on_meanwhile(self):
        claim = self._grant(self._claim(self._sold(), 1), return_to="supplier")
        claim.case_ids.dispute_reason = "It was fine when it left"
        claim.case_ids.action_dispute()
        self._assert_waits(claim, "us")
        self.assertIn("disagrees", claim._next_move(AGENT)["headline"])
        claim.case_ids.ruling_reason = "The photo shows it"
        claim.case_ids.action_rule()
        self._assert_waits(claim, "customer")

    def test_withdrawn_and_refused_claims_wait_for_nobody(self):
        cancelled = self._claim(self._sold(), 1)
        cancelled.action_cancel()
        self._assert_waits(cancelled, "nobody")
        rejected = self._claim(self._sold(), 1)
        rejected.action_reject()
        self._assert_waits(rejected, "nobody")

    # ------------------------------------------------------------------ searched

    def test_my_move_is_mine_or_nobodys(self):
        order = self._sold()
        mine = self._claim(order, 1, user_id=self.agent.id)
        nobodys = self._claim(order, 1, user_id=False)
        others = self._claim(order, 1, user_id=self.manager.id)
        claims = mine + nobodys + others
        as_agent = self.env["aftersales.claim"].with_user(self.agent)
        ours = [("id", "in", claims.ids)]
        self.assertEqual(
            as_agent.search([*ours, ("is_my_move", "=", True)]), mine + nobodys
        )
        self.assertEqual(as_agent.search([*ours, ("is_my_move", "=", False)]), others)
        self.assertEqual(
            claims.with_user(self.agent).mapped("is_my_move"), [True, True, False]
        )

    def test_only_what_somebody_should_do_is_overdue(self):
        claim = self._claim(self._sold(), 1)
        claim._write_engine({"deadline": "2020-01-01 12:00:00"})
        overdue = [("is_overdue", "=", True), ("id", "=", claim.id)]
        self.assertTrue(claim.is_overdue)
        self.assertEqual(self.env["aftersales.claim"].search(overdue), claim)
        claim.action_cancel()
        claim._write_engine({"deadline": "2020-01-01 12:00:00"})
        self.assertFalse(claim.is_overdue)
        self.assertFalse(self.env["aftersales.claim"].search(overdue))

    # ------------------------------------------------------------------ money

    def test_we_bear_what_the_supplier_does_not(self):
        lamp = self._product("Taxed lamp", price=115.0, taxes_id=[(6, 0, self.tax.ids)])
        order = self._delivered((lamp, 2))
        self._invoice(order)
        claim = self._claim(order, 2)
        net = order.order_line.price_subtotal
        self.assertAlmostEqual(claim.exposure, net - 120.0)
        self._grant(claim, return_to="supplier")
        self.assertAlmostEqual(claim.net_amount, net)
        self.assertAlmostEqual(claim.exposure, net - 120.0)
        claim.case_ids.write_off_reason = "Out of business"
        claim.case_ids.action_write_off()
        self.assertAlmostEqual(claim.exposure, net)

    def test_nothing_is_borne_by_us_when_the_claim_is_withdrawn(self):
        claim = self._grant(self._claim(self._sold(), 1), return_to="supplier")
        self.assertAlmostEqual(claim.exposure, 40.0)
        claim.action_cancel()
        self.assertEqual(claim.exposure, 0.0)

    def test_foreign_money_is_added_up_in_the_companys_currency(self):
        currency = self.env["res.currency"].create(
            {
                "name": "XFR",
                "symbol": "F",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 2.0})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": currency.id}
        )
        order = self._delivered((self.lamp, 1), pricelist_id=pricelist.id)
        self._invoice(order)
        claim = self._grant(self._claim(order, 1), return_to="none")
        self.assertEqual(claim.currency_id, currency)
        self.assertAlmostEqual(
            claim.net_amount, order.order_line.price_subtotal / 2.0, places=2
        )

    # ------------------------------------------------------------------ cost

    def test_a_change_of_state_costs_the_same_for_two_claims_and_for_ten(self):
        counts = []
        for size in (2, 10):
            order = self._delivered((self.lamp, size))
            claims = self.env["aftersales.claim"].union(
                *(self._claim(order, 1) for _ in range(size))
            )
            claims.evidence_request = "A photo"
            self.env.flush_all()
            self.env.invalidate_all()
            claims.mapped("line_ids.quantity")
            before = self.env.cr.sql_log_count
            self.env.add_to_compute(claims._fields["waiting_for"], claims)
            self.env.add_to_compute(claims._fields["exposure"], claims)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1)
