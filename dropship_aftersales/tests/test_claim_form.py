from datetime import timedelta

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..models.claims.claim import ROUTES
from .common import AftersalesCase
from .view_spec import form_specification

PRIMARY = {
    "draft": "submit",
    "review": "grant_all",
    "decided": "approve",
    "refused": "reject",
    "evidence": "give_evidence",
    "supplier": "answer_supplier",
    "offer": "accept",
    "ship": "parcel",
    "travel": "receipt",
    "refund": "pay_out",
}


@tagged("post_install", "-at_install")
class TestClaimForm(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 40, taxed))
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)

    # ------------------------------------------------------------------ buttons

    def _claims_everywhere(self):
        """``{where it stands: claim}``, one of each."""
        claims = {
            name: self._claim(self.order, submit=name != "draft")
            for name in (
                "draft",
                "review",
                "decided",
                "refused",
                "evidence",
                "supplier",
                "offer",
                "rejected",
                "cancelled",
            )
        }
        (claims["decided"] | claims["offer"]).line_ids.action_grant()
        claims["refused"].line_ids.action_refuse()
        claims["evidence"].action_ask_evidence()
        claims["supplier"].action_ask_supplier()
        claims["offer"].action_propose_remedies()
        claims["offer"].action_offer()
        claims["rejected"].action_reject()
        claims["cancelled"].action_cancel()
        for name in ("ship", "travel"):
            claims[name] = self._grant(self._claim(self.order), return_to="supplier")
        claims["travel"].picking_ids.carrier_tracking_ref = "4242"
        claims["travel"].picking_ids.action_aftersales_ship()
        for name in ("refund", "resolved", "closed"):
            claims[name] = self._grant(self._claim(self.order), return_to="none")
        claims["partly"] = self._grant(
            self._claim(self.order, 2), return_to="none", quantity=1
        )
        paid = claims["resolved"] | claims["closed"] | claims["partly"]
        for claim in paid:
            claim.action_pay_out()
        claims["closed"].case_ids.write({"write_off_reason": "Small"})
        claims["closed"].case_ids.action_write_off()
        over = fields.Datetime.now() - timedelta(days=1)
        claims["closed"]._write_engine({"deadline": over})
        claims["closed"]._advance()
        self.assertEqual(claims["closed"].state, "closed")
        return claims

    def _shown(self, claim):
        """``[(verb, is primary)]`` of the header buttons that show for the agent."""
        arch = etree.fromstring(claim.get_view(view_type="form")["arch"])
        names = ("open_verbs", "primary_verb", "state")
        values = {name: claim[name] for name in names}
        return [
            (
                button.get("name").removeprefix("action_").removeprefix("open_"),
                "oe_highlight" in button.get("class", ""),
            )
            for button in arch.xpath("//header/button")
            if not safe_eval(button.get("invisible"), values)
        ]

    def test_the_header_offers_what_is_legal_and_the_next_move_first(self):
        for where, claim in self._claims_everywhere().items():
            claim = claim.with_user(self.agent)
            shown = self._shown(claim)
            verbs = [verb for verb, _primary in shown]
            actions = claim._next_move("agent")["actions"]
            with self.subTest(where=where):
                self.assertEqual(len(verbs), len(set(verbs)), "shown twice")
                self.assertEqual(set(verbs), set(actions) - {"refuse_all"})
                primary = [verb for verb, is_primary in shown if is_primary]
                expected = [PRIMARY[where]] if where in PRIMARY else []
                self.assertEqual(primary, expected)
                if primary:
                    self.assertEqual(primary[0], actions[0])
            # What its state would allow, but something else does not.
            for verb, route in ROUTES.items():
                if claim.state not in route.sources or verb in verbs:
                    continue
                if set(route.actors) <= {"system"}:
                    continue
                with self.subTest(where=where, hidden=verb), self.assertRefused("."):
                    getattr(claim, f"action_{verb}")()

    def test_another_review_is_offered_for_what_was_refused_and_in_time(self):
        claim = self._claim(self.order)
        claim.action_reject()
        claim = claim.with_user(self.agent)
        self.assertIn("appeal", claim.open_verbs)
        over = fields.Datetime.now() - timedelta(days=1)
        claim.sudo()._write_engine({"deadline": over})
        claim.invalidate_recordset(["open_verbs"])
        self.assertNotIn("appeal", claim.open_verbs)

    def test_suppliers_are_asked_about_their_part_only(self):
        claim = self._claim(self.order)
        self.assertIn("ask_supplier", claim.open_verbs)
        claim.line_ids.write({"supplier_percent": 0, "carrier_percent": 100})
        claim.invalidate_recordset(["open_verbs"])
        self.assertNotIn("ask_supplier", claim.open_verbs)
        with self.assertRefused("no undecided line that a supplier answers for"):
            claim.action_ask_supplier()

    def test_an_amount_above_the_limit_is_the_managers(self):
        self.company.aftersales_approval_limit = 200
        claim = self._claim(self.order, 2)
        claim.line_ids.action_grant()
        for_agent = claim.with_user(self.agent)
        self.assertTrue(for_agent.is_above_limit)
        self.assertNotIn("approve", for_agent.open_verbs)
        self.assertIn("approve", claim.with_user(self.manager).open_verbs)
        with self.assertRefused("manager", AccessError):
            for_agent.action_approve()

    # ------------------------------------------------------------------ money

    def test_money_is_previewed_as_it_will_be_booked_and_nothing_is_written(self):
        claim = self._claim(self.order, 2).with_user(self.agent)
        asked = claim.sudo()._money()
        self.assertEqual(asked["basis"], "asked")
        claim.line_ids.action_grant()
        preview = claim.sudo()._money()
        self.assertEqual(preview, {**asked, "basis": "decided"})
        self.assertFalse(claim.remedy_ids)
        claim.action_approve()
        self.assertEqual(claim.sudo()._money(), {**asked, "basis": "granted"})
        claim.case_ids.action_accept()
        self._acknowledge(claim, 2)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 230.0)
        self.assertEqual(preview["customer"], 230.0)
        self.assertEqual(preview["tax"], sum(claim.refund_ids.mapped("amount_tax")))
        self.assertEqual(preview["suppliers"], claim.case_ids.received_amount)
        self.assertEqual(preview["ours"], 200.0 - 120.0)
        self.assertEqual(claim.sudo()._money(), {**asked, "basis": "granted"})
        self.assertBooksBalance(claim.sudo())

    def test_a_partial_grant_and_a_share_change_the_preview(self):
        claim = self._claim(self.order, 4)
        line = claim.line_ids
        line.write({"decision": "granted", "granted_quantity": 1})
        self.assertEqual(claim._money()["customer"], 115.0)
        self.env["aftersales.remedy"].create(
            {"claim_id": claim.id, "line_id": line.id, "quantity": 1}
        )
        line.write({"supplier_percent": 50, "seller_percent": 50})
        self.assertEqual(claim._money()["suppliers"], 30.0)

    def test_what_a_supplier_was_asked_for_is_what_he_is_expected_to_bear(self):
        claim = self._claim(self.order, 2)
        claim.action_ask_supplier()
        claim.case_ids.line_ids.percent = 25
        claim.case_ids.action_accept()
        self.assertEqual(claim._money()["suppliers"], 30.0)
        claim.line_ids.action_grant()
        claim.action_approve()
        self.assertEqual(claim._money()["suppliers"], 30.0)

    def test_only_agents_read_the_money(self):
        claim = self._claim(self.order)
        money = claim.with_user(self.agent).get_money()
        self.assertEqual(money["rows"][0]["name"], "customer")
        with self.assertRaises(AccessError):
            claim.with_user(self.env.ref("base.public_user")).get_money()

    # ------------------------------------------------------------------ lines

    def test_an_item_says_how_much_of_it_can_be_claimed_and_why_not_more(self):
        held = self._claim(self.order, 30)
        claims = self.env["aftersales.claim"].with_user(self.agent)
        form = Form(claims.with_context(default_order_id=self.order.id))
        with form.line_ids.new() as line:
            line.sale_line_id = self.order.order_line
            line.reason_id = self.defect
            self.assertEqual(line.left_quantity, 10)
            self.assertFalse(line.quantity_warning)
            line.quantity = 11
            self.assertIn(held.name, line.quantity_warning)
            line.quantity = 10
            self.assertFalse(line.quantity_warning)
        self.assertEqual(held.line_ids.left_quantity, 40)

    def test_typing_how_much_is_granted_decides_the_item(self):
        claim = self._claim(self.order, 3).with_user(self.agent)
        with Form(claim) as form, form.line_ids.edit(0) as line:
            line.granted_quantity = 2
            line.refusal_reason = "One was used up"
        self.assertEqual(claim.line_ids.decision, "granted")
        self.assertEqual(claim.line_ids.granted_quantity, 2)
        claim.action_approve()
        self.assertEqual(claim.line_ids._refusal_words(), "One was used up")

    def test_an_item_is_granted_and_refused_by_one_click_each(self):
        claim = self._claim(self.order, 2).with_user(self.agent)
        claim.line_ids.action_grant()
        claim.action_propose_remedies()
        self.assertEqual(claim.line_ids.granted_quantity, 2)
        claim.line_ids.action_refuse()
        self.assertEqual(claim.line_ids.decision, "refused")
        self.assertEqual(claim.remedy_ids.state, "cancelled")
        self.assertEqual(claim.primary_verb, "reject")

    # ------------------------------------------------------------------ evidence

    def test_the_agent_reads_why_there_is_no_photo(self):
        claim = self._claim(self.order)
        claim.no_evidence_reason = "One can only hear it."
        shown = form_specification(claim.with_user(self.agent))
        [values] = claim.with_user(self.agent).web_read(shown)
        self.assertEqual(values["no_evidence_reason"], "One can only hear it.")

    # ------------------------------------------------------------------ cost of opening

    def test_opening_the_form_costs_few_queries_however_many_lines(self):
        products = [self._product(f"Lamp {number}") for number in range(10)]
        order = self._delivered(*((product, 1) for product in products))
        self._pay(self._invoice(order))
        specification = form_specification(
            self.env["aftersales.claim"].with_user(self.agent)
        )
        counts = []
        for size in (2, 2, 10):
            claim = self._claim(order, submit=False, line=order.order_line[0])
            for line in order.order_line[1:size]:
                claim.line_ids.create(
                    {
                        "claim_id": claim.id,
                        "sale_line_id": line.id,
                        "reason_id": self.defect.id,
                    }
                )
            claim.action_submit()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            claim.with_user(self.agent).web_read(specification)
            counts.append(self.env.cr.sql_log_count - before)
            claim.action_cancel()
        self.assertEqual(counts[1], counts[2])
        self.assertLessEqual(counts[2], 46)

    def test_opening_a_claim_that_is_carried_out_costs_few_queries_too(self):
        shipped, unpaid, unheard = (
            self._grant(self._claim(self.order, 2), return_to=place)
            for place in ("supplier", "none", "none")
        )
        self.assertEqual(unpaid._agent_stage(), "refund")
        unheard.notification_log_ids.write(
            {"state": "failed", "reason_code": "failed", "needs_attention": True}
        )
        self.assertTrue(unheard.undelivered_words)
        specification = form_specification(shipped.with_user(self.agent))
        for claim in (shipped, unpaid, unheard):
            for _warm_up in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                claim.with_user(self.agent).web_read(specification)
                count = self.env.cr.sql_log_count - before
            with self.subTest(claim=claim._agent_stage()):
                self.assertLessEqual(count, 46)
