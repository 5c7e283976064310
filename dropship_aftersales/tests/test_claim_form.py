from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .lamps_common import TaxedLampsCase
from .queries import counted
from .view_spec import form_specification


@tagged("post_install", "-at_install")
class TestClaimForm(TaxedLampsCase):
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
            with counted(self.env) as spent:
                claim.with_user(self.agent).web_read(specification)
            counts.append(spent.queries)
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
                with counted(self.env) as spent:
                    claim.with_user(self.agent).web_read(specification)
            with self.subTest(claim=claim._agent_stage()):
                self.assertLessEqual(spent.queries, 46)
