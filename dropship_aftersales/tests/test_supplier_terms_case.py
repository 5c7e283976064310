from odoo import fields
from odoo.tests import freeze_time, tagged

from .companies_common import CompaniesMixin
from .messages import MessagesMixin
from .terms_common import TermsCase


@tagged("post_install", "-at_install")
class TestSupplierTermsCase(MessagesMixin, CompaniesMixin, TermsCase):
    """What a case takes from the terms: recipients, language, answer time, month."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.env["res.partner"].create(
            {
                "name": "Carl Clerk",
                "email": "carl@example.com",
                "parent_id": cls.supplier.id,
                "lang": "en_US",
            }
        )

    # ------------------------------------------------------------------ once a month

    def test_refunds_of_a_month_are_posted_together_when_it_is_over(self):
        self._terms(settlement="month")
        order = self._billed(6)
        claims = self.env["aftersales.claim"]
        with freeze_time("2031-05-10 10:00:00"):
            claims |= self._grant(self._claim(order, 1), "supplier")
            self._acknowledge(claims, 1)
        with freeze_time("2031-05-30 10:00:00"):
            late = self._grant(self._claim(order, 2), "supplier")
            self._acknowledge(late, 2)
            claims |= late
            claims._advance()
            refunds = claims.case_ids.refund_ids
            self.assertEqual(set(refunds.mapped("state")), {"draft"})
            self.assertEqual(set(claims.case_ids.mapped("state")), {"accepted"})
            # The customer never waits for the supplier's money.
            self.assertEqual(set(claims.mapped("state")), {"resolved"})
            for case in claims.case_ids:
                self.assertIn("06/01/2031", self._said(case, "agent"))
                self.assertIn("once a month", self._said(case, "supplier"))
                # Nobody is late, or reminded, before the month is over.
                self.assertFalse(case.clock_ids)
                self.assertFalse(case._next_move("supplier")["until"])
            self.assertBooksBalance(claims)
        with freeze_time("2031-06-01 06:00:00"):
            claims._advance()
            self.assertEqual(set(refunds.mapped("state")), {"posted"})
            self.assertEqual(
                set(refunds.mapped("invoice_date")),
                {fields.Date.to_date("2031-05-10"), fields.Date.to_date("2031-05-30")},
            )
            self.assertEqual(set(claims.case_ids.mapped("state")), {"settled"})
            self.assertBooksBalance(claims)

    def _said(self, case, audience):
        return case._next_move(audience)["text"]

    def test_his_own_credit_note_does_not_wait_for_the_month(self):
        self._terms(settlement="month")
        claim = self._grant(self._claim(self._billed(2), 1), "supplier")
        self._acknowledge(claim, 1)
        case = claim.case_ids
        self.assertEqual(case.refund_ids.state, "draft")
        case.supplier_reference = "GS-7"
        self.assertRecordValues(case.refund_ids, [{"state": "posted", "ref": "GS-7"}])
        self.assertBooksBalance(claim)

    def test_two_suppliers_one_settles_by_the_month(self):
        order, other = self._two_suppliers()
        self._terms(settlement="month")
        claim = self._grant(self._claim_on_all(order), "supplier")
        self._acknowledge(claim, 1)
        states = {case.partner_id: case.refund_ids.state for case in claim.case_ids}
        self.assertEqual(states, {self.supplier: "draft", other: "posted"})
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ who hears

    def test_the_contact_of_the_terms_gets_the_messages(self):
        self._terms(contact_id=self.clerk.id)
        claim = self._claim(self._billed(2), 1)
        claim.action_ask_supplier()
        case = claim.case_ids
        self.assertEqual(case.partner_id, self.supplier)
        self.assertIn(self.clerk, case.message_follower_ids.partner_id)
        self.assertNotIn(self.supplier, case.message_follower_ids.partner_id)
        self.assertEqual(case._reader("supplier"), self.clerk)
        self.send_messages()
        sent = case.notification_log_ids.filtered(
            lambda log: log.audience == "supplier"
        )
        self.assertTrue(sent)
        self.assertEqual(sent.partner_id, self.clerk)

    def test_a_contact_that_was_archived_is_replaced_by_the_supplier(self):
        self._terms(contact_id=self.clerk.id)
        claim = self._claim(self._billed(2), 1)
        self.clerk.active = False
        claim.action_ask_supplier()
        self.assertEqual(claim.case_ids._reader("supplier"), self.supplier)
        self.assertIn(self.supplier, claim.case_ids.message_follower_ids.partner_id)

    def test_cases_are_written_in_the_language_of_the_terms(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self._terms(lang="de_DE", contact_id=self.clerk.id)
        claim = self._claim(self._billed(2), 1)
        claim.action_ask_supplier()
        log = claim.case_ids.notification_log_ids.filtered(
            lambda log: log.audience == "supplier"
        )[:1]
        self.assertEqual(log._speaking().env.lang, "de_DE")
        for other in claim.notification_log_ids.filtered(
            lambda log: log.audience == "customer"
        ):
            self.assertNotEqual(other._speaking().env.lang, "de_DE")

    # ------------------------------------------------------------------ answer time

    def test_the_answer_time_is_the_longest_that_was_promised(self):
        self._terms(answer_hours=24)
        self._terms(category_id=self.category.id, answer_hours=72)
        torch = self._product("Torch", categ_id=self.category.id)
        order = self._delivered((self.lamp, 1), (torch, 1))
        claim = self._claim_on_all(order)
        claim.action_ask_supplier()
        self.assertEqual(len(claim.case_ids), 1)
        self.assertEqual(claim.case_ids._answer_hours(), 72)

    def test_without_terms_no_time_was_promised(self):
        claim = self._claim(self._billed(2), 1)
        claim.action_ask_supplier()
        self.assertFalse(claim.case_ids._answer_hours())
        self.assertEqual(claim.case_ids._supplier_terms(), [])

    # ------------------------------------------------------------------ words

    def test_the_case_says_the_terms_that_were_written_down(self):
        terms = self._terms(
            window_days=30,
            answer_hours=24,
            restocking_percent=15,
            replacement_mode="free",
            freight_payer="supplier",
            settlement="month",
        )
        claim = self._claim(self._billed(2), 1)
        terms.write({"restocking_percent": 0, "replacement_mode": "credit"})
        claim.action_ask_supplier()
        said = " ".join(claim.case_ids._supplier_terms())
        for words in (
            "You answer within 24 working hours",
            "15 % are kept",
            "You ship replacements free of charge",
            "You pay return freight",
            "once a month",
            "the window ends on",
        ):
            self.assertIn(words, said)
        note = claim.case_ids.with_user(self.agent).terms_note
        self.assertIn("He ships replacements free of charge", note)

    def test_each_company_has_its_own_agreement(self):
        other = self._company("Shop of Vienna")
        self._terms(restocking_percent=10)
        self._terms(company_id=other.id, restocking_percent=50)
        expected = {}
        for company in (self.company, other):
            order = self._billed_in(company, 2)
            with self._working_in(company):
                claim = self._claim(order, 1, reason=self.changed_mind)
                self._grant(claim, "supplier")
                expected[company] = claim.case_ids.expected_amount
                self._acknowledge(claim, 1)
                self.assertBooksBalance(claim)
        self.assertEqual(expected, {self.company: 54.0, other: 30.0})

    def test_managers_keep_terms_of_their_own_companies(self):
        other = self._company("Shop of Vienna", chart=False)
        foreign = self._terms(company_id=other.id)
        self._address(foreign, "Vienna")
        as_manager = self.env["aftersales.return.address"].with_user(self.manager)
        self.assertFalse(as_manager.search([("terms_id", "=", foreign.id)]))
        own = self._terms()
        entry = self._address(own, "Here")
        entry.with_user(self.manager).shown_name = "Returns"
        with self.assertRefused("not allowed|access", Exception):
            entry.with_user(self.agent).shown_name = "Mine"
