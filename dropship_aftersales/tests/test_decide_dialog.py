"""*Offer…*: what the dialog shows is what is booked, and nothing before it is sent."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..models.workflow.workflow_mixin import CUSTOMER
from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestDecideDialog(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 9, taxed))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _dialog(self, claim, user=None):
        action = claim.with_user(user or self.agent).action_open_offer()
        model = self.env[action["res_model"]].with_user(user or self.agent)
        return Form(model.with_context(**action["context"]))

    def _change(self, form, **values):
        with form.line_ids.edit(0) as row:
            for name, value in values.items():
                setattr(row, name, value)

    def test_it_starts_from_what_the_wish_would_give(self):
        claim = self._claim(self.order, 2)
        form = self._dialog(claim)
        (row,) = claim.line_ids
        self.assertEqual(len(form.line_ids), 1)
        with form.line_ids.edit(0) as shown:
            self.assertEqual(shown.claim_line_id, row)
            self.assertEqual(shown.quantity, 2)
            self.assertEqual(shown.return_to, "supplier")
            self.assertEqual(shown.trigger, "receipt")
            self.assertEqual(shown.amount, 230.0)
        self.assertEqual(form.customer_amount, 230.0)
        self.assertTrue(form.valid_until)

    def test_the_preview_is_booked_to_the_cent(self):
        for percent, fee, customer, tax, withheld in (
            (60.0, 0.0, 138.0, 18.0, 0.0),
            (100.0, 10.0, 207.0, 27.0, 23.0),
            (33.33, 7.5, 70.91, 9.25, 5.75),
        ):
            with self.subTest(percent=percent, fee=fee):
                claim = self._claim(self.order, 2)
                form = self._dialog(claim)
                self._change(
                    form, return_to="none", refund_percent=percent, fee_percent=fee
                )
                self.assertFalse(claim.remedy_ids, "Nothing is written yet")
                self.assertEqual(form.customer_amount, customer)
                self.assertEqual(form.tax_amount, tax)
                self.assertEqual(form.fee_amount, withheld)
                suppliers, ours = form.supplier_amount, form.our_amount
                self.assertAlmostEqual(suppliers + ours, customer - tax)
                form.save().action_confirm()
                offer = claim._current_offer()
                self.assertEqual(offer.amount_total, customer)
                self.assertEqual(offer.amount_tax, tax)
                claim._answer_offer("accept", CUSTOMER, self.customer)
                self.assertEqual(claim.refund_ids.amount_total, customer)
                self.assertEqual(claim.refund_ids.amount_tax, tax)
                money = claim._money()
                self.assertEqual(money["suppliers"], suppliers)
                self.assertEqual(money["ours"], ours)
                self.assertBooksBalance(claim)

    def test_what_is_kept_is_paid_at_once_and_what_comes_back_later(self):
        form = self._dialog(self._claim(self.order, 1))
        with form.line_ids.edit(0) as row:
            row.return_to = "none"
            self.assertEqual(row.trigger, "approval")
            row.return_to = "supplier"
            self.assertEqual(row.trigger, "receipt")

    def test_several_rows_for_one_item(self):
        claim = self._claim(self.order, 3)
        form = self._dialog(claim)
        self._change(form, quantity=1, return_to="none")
        with form.line_ids.new() as row:
            row.claim_line_id = claim.line_ids
            row.quantity = 2
            row.return_to = "none"
            row.refund_percent = 50.0
        self.assertEqual(form.customer_amount, 230.0)
        form.save().action_confirm()
        self.assertEqual(claim._current_offer().amount_total, 230.0)
        self.assertEqual(len(claim._current_offer().rows), 2)

    def test_an_offer_is_sent_again_with_changes(self):
        claim = self._claim(self.order, 2)
        form = self._dialog(claim)
        self._change(form, return_to="none", refund_percent=50.0)
        form.save().action_confirm()
        claim._answer_offer("refuse", CUSTOMER, self.customer)
        remedy = claim.remedy_ids
        form = self._dialog(claim)
        self._change(form, refund_percent=70.0)
        form.save().action_confirm()
        # The remedy that suppliers may have been asked about is changed, not doubled.
        self.assertEqual(claim.remedy_ids, remedy)
        self.assertEqual(remedy.refund_percent, 70.0)
        self.assertEqual(claim._current_offer().amount_total, 161.0)

    def test_it_is_approved_with_changes(self):
        claim = self._claim(self.order, 3)
        form = self._dialog(claim)
        form.mode = "approve"
        self._change(form, quantity=2, return_to="none")
        self.assertTrue(form.lacks_units)
        form.refusal_reason = "One of them works"
        form.save().action_confirm()
        line = claim.line_ids
        self.assertEqual((line.decision, line.granted_quantity), ("granted", 2))
        self.assertEqual(line.refusal_reason, "One of them works")
        self.assertEqual(claim.refund_ids.amount_total, 230.0)
        self.assertFalse(claim.offer_ids)
        self.assertBooksBalance(claim)

    def test_what_the_customer_suggests_is_where_the_next_offer_starts(self):
        claim = self._claim(self.order, 2)
        form = self._dialog(claim)
        self._change(form, return_to="none", refund_percent=40.0)
        form.save().action_confirm()
        claim._answer_offer(
            "counter", CUSTOMER, self.customer, wish="compensation", amount=120.0
        )
        form = self._dialog(claim)
        with form.line_ids.edit(0) as row:
            self.assertEqual(row.return_to, "none")
            self.assertAlmostEqual(row.refund_percent, 52.17, 2)
        self.assertEqual(form.customer_amount, 120.0)
        self.assertIn("suggestion", form.message)
        form.save().action_confirm()
        self.assertEqual(claim._current_offer().amount_total, 120.0)
        self.assertFalse(claim.counter_note)

    def test_the_message_is_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        claim = self._claim(self.order)
        words = claim._offer_message_words()
        self.assertIn("what we can do for you", words)
        form = self._dialog(claim)
        form.message = "Kept as it was written"
        form.save().action_confirm()
        self.assertEqual(claim._current_offer().message, "Kept as it was written")

    def test_more_than_agents_give_is_offered_by_a_manager(self):
        self.company.aftersales_approval_limit = 100.0
        claim = self._claim(self.order, 1)
        form = self._dialog(claim)
        self.assertTrue(form.is_above_limit)
        dialog = form.save()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            dialog.action_confirm()
        self.assertFalse(claim.offer_ids)
        form = self._dialog(claim, self.manager)
        form.save().action_confirm()
        self.assertEqual(claim.state, "offer")

    def test_nothing_and_too_much_are_refused(self):
        claim = self._claim(self.order, 1)
        form = self._dialog(claim)
        form.line_ids.remove(0)
        with self.assertRefused("Propose something"):
            form.save().action_confirm()
        form = self._dialog(claim)
        self._change(form, quantity=2)
        with self.assertRefused("more units than were claimed"):
            form.save().action_confirm()

    def test_a_dialog_that_was_overtaken_changes_nothing(self):
        claim = self._claim(self.order, 1)
        self._propose(claim, 1)
        form = self._dialog(claim)
        dialog = form.save()
        claim.line_ids.action_grant()
        claim.action_approve()
        with self.assertRefused("has changed meanwhile"):
            dialog.action_confirm()
        self.assertBooksBalance(claim)

    def test_rows_of_another_claim_are_refused(self):
        claim, other = self._claim(self.order), self._claim(self.order)
        dialog = self._dialog(claim).save()
        dialog.line_ids.claim_line_id = other.line_ids
        with self.assertRefused("has changed meanwhile"):
            dialog.action_confirm()

    # ------------------------------------------------------------------ by phone

    def _phone(self, claim):
        action = claim.with_user(self.agent).action_open_refuse()
        model = self.env[action["res_model"]].with_user(self.agent)
        return Form(model.with_context(**action["context"]))

    def test_an_agent_enters_what_the_customer_says_on_the_phone(self):
        for answer, state, end in (
            ("accept", "accepted", ("approved", "resolved")),
            ("counter", "countered", ("review",)),
            ("refuse", "refused", ("review",)),
            ("withdraw", "withdrawn", ("review",)),
        ):
            with self.subTest(answer=answer):
                claim = self._claim(self.order, 1)
                dialog = self._dialog(claim)
                self._change(dialog, return_to="none")
                dialog.save().action_confirm()
                offer = claim._current_offer()
                form = self._phone(claim)
                self.assertEqual(form.amount_offered, 115.0)
                form.answer = answer
                if answer == "counter":
                    form.counter_wish = "refund"
                    form.counter_amount = 100.0
                    form.text = "Says he needs it"
                form.save().action_confirm()
                self.assertEqual(offer.state, state)
                self.assertEqual(offer.answered_by, "agent")
                self.assertEqual(offer.answerer_id, self.agent.partner_id)
                self.assertIn(claim.state, end)
                self.assertBooksBalance(claim)
