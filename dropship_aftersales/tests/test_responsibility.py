from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestResponsibility(AftersalesCase):
    """Whose responsibility an item is, by default and by decision."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 10))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _shares(self, line):
        return tuple(
            line[f"{party}_percent"]
            for party in ("supplier", "carrier", "seller", "customer")
        )

    # ------------------------------------------------------------------ defaults

    def test_what_was_shipped_and_never_came_is_the_carriers(self):
        claim = self._not_received(self.order, 1)
        self.assertEqual(self._shares(claim.line_ids), (0, 100, 0, 0))

    def test_what_was_never_shipped_is_the_suppliers(self):
        order = self._order((self.lamp, 2))
        self._purchase(order)
        claim = self._not_received(order, 1)
        self.assertEqual(self._shares(claim.line_ids), (100, 0, 0, 0))

    def test_what_of_our_own_was_never_shipped_is_ours(self):
        own = self._product("Own lamp", dropship=False, invoice_policy="order")
        order = self._order((own, 2))
        claim = self._not_received(order, 1)
        self.assertEqual(self._shares(claim.line_ids), (0, 0, 100, 0))

    def test_a_row_for_the_goods_wins_over_the_reason(self):
        rows = self.env["aftersales.reason.share"].create(
            [
                {
                    "reason_id": self.defect.id,
                    "goods_status": "used",
                    "supplier_percent": 50,
                    "customer_percent": 50,
                },
                {
                    "reason_id": self.defect.id,
                    "sequence": 20,
                    "carrier_percent": 100,
                },
            ]
        )
        used = self._claim(self.order, 1, goods_status="used").line_ids
        self.assertEqual(self._shares(used), (50, 0, 0, 50))
        opened = self._claim(self.order, 1, submit=False).line_ids
        self.assertEqual(self._shares(opened), (0, 100, 0, 0))
        opened.goods_status = "used"
        self.assertEqual(self._shares(opened), (50, 0, 0, 50))
        rows.unlink()
        opened.reason_id = self.changed_mind
        self.assertEqual(self._shares(opened), (0, 0, 0, 100))

    def test_rows_total_100_and_are_managers(self):
        vals = {"reason_id": self.defect.id, "supplier_percent": 90}
        with self.assertRaisesRegex(Exception, "percents_total"), self.cr.savepoint():
            self.env["aftersales.reason.share"].create(vals)
        rows = self.env["aftersales.reason.share"].with_user(self.agent)
        self.assertFalse(rows.has_access("write"))

    # ------------------------------------------------------------------ changes

    def test_agents_change_shares_for_a_reason_that_stays_in_the_history(self):
        claim = self._claim(self.order, 1)
        line = claim.line_ids.with_user(self.agent)
        with self.assertRefused("Write why the responsibility"):
            line.write({"supplier_percent": 60, "seller_percent": 40})
        line.write(
            {
                "supplier_percent": 60,
                "seller_percent": 40,
                "share_reason": "We packed it badly",
            }
        )
        note = claim.message_ids[:1]
        self.assertEqual(note.author_id, self.agent.partner_id)
        for words in ("Supplier 100 %", "Supplier 60 % · Seller 40 %", "packed it"):
            self.assertIn(words, note.body)
        # The next change needs a reason of its own.
        with self.assertRefused("Write why the responsibility"):
            line.write({"supplier_percent": 50, "seller_percent": 50})
        # The same once more is no change.
        line.write({"supplier_percent": 60, "seller_percent": 40})

    def test_the_form_asks_for_the_reason_when_the_shares_change(self):
        line = self._claim(self.order, 1).line_ids.with_user(self.agent)
        view = "dropship_aftersales.aftersales_claim_line_view_form_shares"
        form = Form(line, view)
        form.supplier_percent = 70
        form.carrier_percent = 30
        self.assertTrue(form.shares_changed)
        with self.assertRaisesRegex(AssertionError, "share_reason is a required"):
            form.save()
        form.share_reason = "Box was crushed"
        form.save()
        self.assertEqual(self._shares(line), (70, 30, 0, 0))
        form = Form(line, view)
        form.supplier_percent = 100
        form.carrier_percent = 0
        self.assertFalse(form.share_reason)

    def test_a_draft_needs_no_reason_and_keeps_no_history(self):
        claim = self._claim(self.order, 1, submit=False)
        before = len(claim.message_ids)
        claim.line_ids.with_user(self.agent).write(
            {"supplier_percent": 60, "seller_percent": 40}
        )
        self.assertEqual(len(claim.message_ids), before)

    def test_shares_that_do_not_total_100_are_refused(self):
        line = self._claim(self.order, 1).line_ids
        with self.assertRaisesRegex(Exception, "percents_total"), self.cr.savepoint():
            line.supplier_percent = 90

    def test_what_somebody_decided_outlives_another_reason(self):
        line = self._claim(self.order, 1).line_ids.with_user(self.agent)
        line.write(
            {"supplier_percent": 60, "seller_percent": 40, "share_reason": "So it is"}
        )
        line.reason_id = self.changed_mind
        self.assertEqual(self._shares(line), (60, 0, 40, 0))

    # ------------------------------------------------------------------ suppliers

    def test_a_supplier_who_has_not_answered_is_asked_for_the_new_share(self):
        claim = self._claim(self.order, 2)
        claim.action_ask_supplier()
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 120.0)
        claim.line_ids.with_user(self.agent).write(
            {"supplier_percent": 25, "carrier_percent": 75, "share_reason": "Crushed"}
        )
        self.assertEqual(case.expected_amount, 30.0)
        bearers = {cost.bearer: cost.expected_amount for cost in case.cost_ids}
        self.assertEqual(bearers, {"supplier": 30.0, "carrier": 90.0})
        self.assertBooksBalance(claim)

    def test_what_a_supplier_accepted_stays_and_the_others_share_the_rest(self):
        claim = self._claim(self.order, 2)
        claim.line_ids.write({"supplier_percent": 50, "seller_percent": 50})
        claim.action_ask_supplier()
        case = claim.case_ids
        case.action_accept()
        claim.line_ids.with_user(self.agent).write(
            {
                "supplier_percent": 0,
                "carrier_percent": 100,
                "seller_percent": 0,
                "share_reason": "The carrier admits it",
            }
        )
        bearers = {cost.bearer: cost.expected_amount for cost in case.cost_ids}
        self.assertEqual(bearers, {"supplier": 60.0, "carrier": 60.0})
        self.assertBooksBalance(claim)

    def test_the_suppliers_opinion_stands_beside_ours(self):
        claim = self._claim(self.order, 2)
        claim.action_ask_supplier()
        line, case = claim.line_ids, claim.case_ids
        self.assertFalse(line.supplier_opinion)
        shares = dict.fromkeys(case.line_ids, 40.0)
        case._give_opinion("partly", "supplier", self.supplier, shares=shares)
        self.assertEqual(line.supplier_opinion, "Sam Supplier: 40 %")
        self.assertEqual(
            case._opinion_words(),
            [
                {
                    "item": case.line_ids.display_name,
                    "ours": 100.0,
                    "theirs": 40.0,
                    "difference": 72.0,
                }
            ],
        )

    def test_our_opinion_follows_the_ruling(self):
        claim = self._grant(self._claim(self.order, 2), "none")
        claim.line_ids._write_engine({"supplier_percent": 80, "carrier_percent": 20})
        case = claim.case_ids
        case._give_opinion("dispute", "supplier", self.supplier, "Fine here.")
        case.with_user(self.agent)._rule_on({case.line_ids: 50.0}, "Half each.")
        self.assertEqual(self._shares(claim.line_ids), (50, 50, 0, 0))
        self.assertIn("Half each.", claim.message_ids[:1].body)
        self.assertBooksBalance(claim)

    def test_nobody_writes_what_was_said(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        said = claim.case_ids.opinion_ids.with_user(self.agent)
        self.assertEqual(said.kind, "ask")
        for change in (
            lambda: said.write({"text": "Other"}),
            said.unlink,
            lambda: said.create({"case_id": claim.case_ids.id}),
        ):
            with self.assertRaises(UserError):
                change()
