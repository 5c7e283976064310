from odoo.tests import tagged

from .discounts import discount_order
from .queries import counted
from .terms_common import TermsCase


@tagged("post_install", "-at_install")
class TestExposure(TermsCase):
    """What we promised and cannot recover, before the decision and after it."""

    def _exposed(self, claim):
        """The exposure, after a look at its parts: the claim is its items' sum."""
        self.env.flush_all()
        self.assertAlmostEqual(claim.exposure, sum(claim.line_ids.mapped("exposure")))
        return claim.exposure

    def test_a_draft_promises_nothing(self):
        claim = self._claim(self._billed(2), 1, submit=False)
        self.assertEqual(self._exposed(claim), 0.0)

    def test_it_is_the_gap_between_both_contracts_from_the_start(self):
        claim = self._claim(self._billed(2), 2)
        self.assertEqual(self._exposed(claim), 80.0)
        self.assertIn("price the customer paid", claim.exposure_reason)
        claim.action_refuse_all()
        self.assertEqual(self._exposed(claim), 0.0)
        claim.line_ids.decision = "pending"
        claim.action_grant_all()
        self.assertEqual(self._exposed(claim), 80.0)
        claim.action_approve()
        self.assertEqual(self._exposed(claim), 80.0)
        self._acknowledge(claim, 2)
        self.assertEqual(self._exposed(claim), 80.0)
        self.assertBooksBalance(claim)

    def test_before_the_decision_it_is_what_the_preview_says(self):
        self._terms(restocking_percent=25)
        lamp = self._product("Taxed lamp", price=115.0, taxes_id=[(6, 0, self.tax.ids)])
        order = self._delivered((lamp, 3, {"discount": 10}))
        self._invoice(order)
        self._bill(order)
        for reason in (self.defect, self.changed_mind):
            with self.subTest(reason=reason.code):
                claim = self._claim(order, 1, reason=reason)
                before = self._exposed(claim)
                self.assertAlmostEqual(before, claim._money()["ours"], 2)
                self._grant(claim, "supplier")
                # The tax of one unit of three may be rounded either way.
                self.assertAlmostEqual(self._exposed(claim), before, delta=0.011)
                self._acknowledge(claim, 1)
                self.assertBooksBalance(claim)

    def test_a_discount_on_the_order_was_never_promised(self):
        order = self._order((self.lamp, 2))
        discount_order(order, discount_percentage=0.2)
        self._ship(order)
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 1)
        self.assertAlmostEqual(self._exposed(claim), 20.0)
        self.assertAlmostEqual(claim._money()["ours"], 20.0)

    def test_conditions_of_a_proposed_remedy_lower_it(self):
        claim = self._claim(self._billed(2), 1, reason=self.changed_mind)
        remedy = self._propose(claim, 1, "supplier")
        remedy.fee_percent = 30
        self.assertEqual(self._exposed(claim), 10.0)
        claim.line_ids.decision = "granted"
        claim.action_approve()
        self.assertEqual(self._exposed(claim), 10.0)
        self._acknowledge(claim, 1)
        self.assertBooksBalance(claim)

    def test_shares_of_responsibility_move_it(self):
        claim = self._claim(self._billed(2), 1)
        line = claim.line_ids
        self._propose(claim, 1, "none")
        self.assertEqual(self._exposed(claim), 40.0)
        line.write({"supplier_percent": 50, "seller_percent": 50})
        self.assertEqual(self._exposed(claim), 70.0)
        line.write({"carrier_percent": 50, "seller_percent": 0})
        self.assertEqual(self._exposed(claim), 40.0)
        line.write(
            {"supplier_percent": 0, "carrier_percent": 0, "customer_percent": 100}
        )
        self.assertEqual(self._exposed(claim), 100.0)

    def test_what_is_of_our_own_stock_is_ours_alone(self):
        vase = self._product("Vase", dropship=False)
        order = self._order((vase, 1))
        for picking in order.picking_ids:
            picking.move_ids.write({"quantity": 1, "picked": True})
            picking.button_validate()
        self._invoice(order)
        claim = self._claim(order, 1)
        self.assertEqual(self._exposed(claim), 100.0)
        self.assertIn("own stock", claim.exposure_reason)

    def test_the_reason_names_what_was_lost(self):
        terms = self._terms(window_days=5)
        order = self._billed(4)
        with self._days_later(10):
            late = self._claim(order, 1)
            self.assertEqual(self._exposed(late), 100.0)
            self.assertRegex(
                late.with_user(self.agent).exposure_reason,
                r"claim window of Sam Supplier ended on \d\d/\d\d/\d{4}",
            )
        terms.write({"window_days": 0, "restocking_percent": 50})
        kept = self._claim(order, 1, reason=self.changed_mind)
        self.assertEqual(self._exposed(kept), 70.0)
        self.assertIn("keeps 50 % for restocking", kept.exposure_reason)

    def test_it_follows_what_the_supplier_answers(self):
        claim = self._claim(self._billed(2), 1)
        claim.action_ask_supplier()
        case = claim.case_ids
        self.assertEqual(self._exposed(claim), 40.0)
        case.line_ids.percent = 50
        self.assertEqual(self._exposed(claim), 70.0)
        case.action_accept()
        self.assertEqual(self._exposed(claim), 70.0)
        self._grant(claim, "none")
        self.assertEqual(self._exposed(claim), 70.0)
        self.assertEqual(case.refund_ids.amount_total, 30.0)
        self.assertBooksBalance(claim)

    def test_a_written_off_case_is_lost_and_the_ended_claim_is_found(self):
        claim = self._grant(self._claim(self._billed(2), 1), "none")
        self.assertEqual(self._exposed(claim), 40.0)
        claim.case_ids.write_off_reason = "Out of business"
        claim.case_ids.action_write_off()
        self.assertEqual(self._exposed(claim), 100.0)
        claim.remedy_ids.action_leave_as_credit()
        claim._write_engine({"deadline": "2020-01-01 00:00:00"})
        claim._advance()
        self.assertEqual(claim.state, "closed")
        view = self.env.ref("dropship_aftersales.aftersales_claim_view_search")
        self.assertIn('name="exposed_any"', view.arch)
        found = self.env["aftersales.claim"].search([("exposure", ">", 0)])
        self.assertIn(claim, found)
        total = self.env["aftersales.claim"]._read_group(
            [("id", "=", claim.id)], ["state"], ["exposure:sum"]
        )
        self.assertEqual(total, [("closed", 100.0)])
        self.assertBooksBalance(claim)

    def test_a_refused_or_withdrawn_claim_exposes_us_to_nothing(self):
        order = self._billed(4)
        refused = self._claim(order, 1)
        refused.action_reject()
        withdrawn = self._claim(order, 1)
        withdrawn.action_cancel()
        self.assertEqual((self._exposed(refused), self._exposed(withdrawn)), (0, 0))

    def test_two_currencies_are_added_up_in_the_companys(self):
        currency = self.env["res.currency"].create(
            {
                "name": "XFR",
                "symbol": "F",
                "rate_ids": [(0, 0, {"name": "2020-01-01", "rate": 2.0})],
            }
        )
        self.lamp.seller_ids.write({"currency_id": currency.id, "price": 60.0})
        order = self._delivered((self.lamp, 1))
        self._invoice(order)
        claim = self._claim(order, 1)
        # 60 of theirs are 30 of ours.
        self.assertAlmostEqual(self._exposed(claim), 70.0)
        self._grant(claim, "supplier")
        self.assertAlmostEqual(self._exposed(claim), 70.0)

    def test_units_that_were_never_shipped_cost_nothing(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 2))
        self._purchase(order)
        self._invoice(order)
        claim = self._not_received(order, 1)
        self.assertEqual(self._exposed(claim), 40.0)

    def test_a_transition_recomputes_in_batch(self):
        counts = []
        for size in (2, 8):
            order = self._billed(size)
            claims = self.env["aftersales.claim"].union(
                *(self._claim(order, 1) for _ in range(size))
            )
            lines = claims.line_ids
            with counted(self.env) as spent:
                self.env.add_to_compute(lines._fields["exposure"], lines)
            counts.append(spent.queries)
        self.assertLessEqual(counts[1], counts[0] + 1)
