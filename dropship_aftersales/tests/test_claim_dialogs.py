from odoo import Command
from odoo.tests import Form, tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestClaimDialogs(AftersalesCase):
    """An agent without other rights works the small dialogs of claims and cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_supplier = cls.env["res.partner"].create({"name": "Otto Other"})
        cls.chair = cls._product("Chair", supplier=cls.other_supplier)
        cls.order = cls._delivered((cls.lamp, 5), (cls.chair, 5))
        cls._invoice(cls.order)
        lamp, chair = cls.order.order_line
        cls.claim = cls._claim(cls.order, line=lamp, submit=False)
        cls.claim.write(
            {
                "line_ids": [
                    Command.create(
                        {"sale_line_id": chair.id, "reason_id": cls.defect.id}
                    )
                ]
            }
        )
        cls.claim.action_submit()

    def setUp(self):
        super().setUp()
        self.claim = self.claim.with_user(self.agent)

    def _dialog(self, action):
        model = self.env[action["res_model"]].with_user(self.agent)
        return Form(model.with_context(**action["context"]))

    def test_the_customer_is_asked_in_his_language_for_what_is_ticked(self):
        self.defect.evidence_required = True
        label = self.env.ref("dropship_aftersales.evidence_type_label")
        with self._dialog(self.claim.action_open_ask_evidence()) as form:
            self.assertEqual(form.type_ids[:].mapped("code"), ["fault"])
            form.type_ids.add(label)
            form.text = "Is it the left one?"
        form.record.action_confirm()
        self.assertEqual(self.claim.state, "evidence")
        self.assertEqual(
            self.claim.evidence_request.splitlines(),
            [
                "Is it the left one?",
                "• Photo of the fault",
                "• Photo of the label or serial number",
            ],
        )

    def test_nothing_is_not_asked(self):
        form = self._dialog(self.claim.action_open_ask_evidence())
        form.type_ids.clear()
        with self.assertRefused("Tick what"):
            form.save().action_confirm()

    def test_only_the_chosen_supplier_is_asked_and_sees_what_is_ticked(self):
        shown, kept = self.claim._add_evidence(
            [("fault.png", PHOTO), ("face.png", PHOTO + b"face")], "customer"
        )
        kept.shared_with_supplier = True
        form = self._dialog(self.claim.action_open_ask_supplier())
        self.assertEqual(form.partner_ids[:], self.supplier | self.other_supplier)
        form.partner_ids.remove(self.other_supplier.id)
        form.evidence_ids.add(shown)
        form.evidence_ids.remove(kept.id)
        form.question = "Is the sole glued?"
        form.save().action_confirm()
        self.assertEqual(self.claim.case_ids.partner_id, self.supplier)
        self.assertEqual(self.claim.state, "supplier")
        self.assertTrue(shown.shared_with_supplier)
        self.assertFalse(kept.shared_with_supplier)
        self.assertIn(
            "Is the sole glued?",
            "".join(self.claim.case_ids.message_ids.mapped("body")),
        )
        self.assertNotIn(
            "Is the sole glued?", "".join(self.claim.message_ids.mapped("body"))
        )

    def test_the_other_supplier_is_part_of_the_decision_all_the_same(self):
        self.claim.ask_partner_ids = self.supplier
        self.claim.action_ask_supplier()
        self.claim.action_grant_all()
        self.claim.action_approve()
        self.assertEqual(
            self.claim.case_ids.partner_id, self.supplier | self.other_supplier
        )

    def test_rejecting_tells_the_customer_one_thing_and_us_another(self):
        self.claim.line_ids[0].action_refuse()
        self.claim.line_ids[0].refusal_reason = "Worn out"
        with self._dialog(self.claim.action_open_reject()) as form:
            self.assertEqual(form.customer_text, "Worn out")
            form.internal_reason = "Third time this year"
        form.record.action_confirm()
        self.assertEqual(self.claim.state, "rejected")
        self.assertEqual(self.claim.rejection_reason, "Worn out")
        note = self.claim.message_ids.filtered(
            lambda message: "Third time" in (message.body or "")
        )
        self.assertTrue(note.subtype_id.internal)

    def test_a_supplier_answers_on_the_phone_and_we_rule(self):
        self.claim.action_ask_supplier()
        with self._dialog(self.claim.action_open_answer_supplier()) as form:
            form.answer = "dispute"
            form.reason = "Not ours"
        form.record.action_confirm()
        case = form.record.case_id
        self.assertEqual((case.state, case.dispute_reason), ("disputed", "Not ours"))
        self.assertEqual(case.primary_verb, "rule")
        with self._dialog(case.action_open_rule()) as form:
            form.reason = "The photo shows it"
        form.record.action_confirm()
        self.assertEqual(case.state, "accepted")
        self.assertEqual(case.ruling_reason, "The photo shows it")
        with self._dialog(case.action_open_write_off()) as form:
            form.reason = "Too small"
        form.record.action_confirm()
        self.assertEqual(case.state, "written_off")

    def test_the_money_of_all_remedies_is_paid_out_at_once(self):
        for line in self.claim.line_ids:
            line.action_grant()
            self.env["aftersales.remedy"].create(
                {"claim_id": self.claim.id, "line_id": line.id, "quantity": 1}
            )
        self._pay(self.order.invoice_ids)
        self.claim.action_approve()
        self.assertEqual(self.claim.primary_verb, "pay_out")
        self.claim.action_pay_out()
        self.assertEqual(self.claim.state, "resolved")
        self.assertBooksBalance(self.claim.sudo())

    def test_shares_that_do_not_total_100_are_shown_before_they_are_refused(self):
        line = self.claim.line_ids[0]
        view = self.env.ref(
            "dropship_aftersales.aftersales_claim_line_view_form_shares"
        )
        form = Form(line, view)
        form.supplier_percent = 60
        self.assertNotEqual(form.percent_total, 100)
        form.seller_percent = 100 - 60 + form.seller_percent
        self.assertEqual(form.percent_total, 100)
        form.share_reason = "He dropped it"
        form.save()
        self.assertIn("60 %", line.responsibility)
