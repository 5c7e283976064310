"""Whoever has a dead link is sent a new one, and nobody learns whom we know."""

import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestLostLink(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "cara@example.com"
        cls.supplier.email = "sam@example.com"
        cls.asked = cls.env["aftersales.lost.link"]

    def _ask(self, email="cara@example.com"):
        answer = self.post("/my/link", {"email": email})
        self.assertLeadsTo(answer, "/my/link?sent=1")
        return self.get("/my/link", sent="1")

    def _mails(self):
        """What is sent to those who asked."""
        mails = self.env["mail.mail"]
        before = mails.search([])
        self.asked._cron_answer()
        return mails.search([]) - before

    def test_a_dead_link_leads_to_a_new_one(self):
        claim = self.granted()
        over = self._claim(self.order, 1, channel="portal")
        over.action_cancel()
        unsent = self._claim(self.order, 1, submit=False, channel="phone")
        self.env.flush_all()
        self.guest()
        dead = self.get(f"/my/claims/{claim.id}", access_token="old")
        self.assertDenied(dead)
        self.assertIn('action="/my/link"', dead.text)
        self.assertPage(self._ask(" Cara@Example.com "), "Look into your mailbox")
        mail = self._mails()
        self.assertEqual(mail.email_to, "cara@example.com")
        self.assertEqual(mail.state, "outgoing")
        self.assertIn(f"{claim.access_url}?access_token=", mail.body_html)
        self.assertIn(claim.access_token, mail.body_html)
        self.assertIn("Send it back", mail.body_html)
        for other in (over, unsent, claim.case_ids):
            self.assertNotIn(other.access_token, mail.body_html)
        self.assertFalse(self._mails(), "Answered once")

    def test_a_supplier_gets_the_links_of_his_cases(self):
        case = self.granted().case_ids
        self.guest()
        self._ask("sam@example.com")
        mail = self._mails()
        self.assertIn(case.access_token, mail.body_html)
        self.assertNotIn(self.customer.name, mail.body_html)

    def test_the_answer_is_the_same_for_strangers_who_get_no_mail(self):
        self.granted()
        self.guest()
        known, unknown = self._ask(), self._ask("nobody@example.com")
        csrf = r'csrf_token: "[^"]*"'
        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(*(re.sub(csrf, "", page.text) for page in (known, unknown)))
        self.assertEqual(self._mails().mapped("email_to"), ["cara@example.com"])

    def test_a_page_without_words_keeps_nobody_else_waiting(self):
        self.granted()
        self.guest()
        self._ask()
        self._ask("sam@example.com")
        cases = self.env.registry["aftersales.supplier.case"]
        with (
            patch.object(cases, "_next_move", side_effect=ValueError("no words")),
            self.assertLogs("odoo.addons.dropship_aftersales.models.portal.lost_link"),
        ):
            mails = self._mails()
        self.assertEqual(mails.mapped("email_to"), ["cara@example.com"])

    def test_what_is_no_address_is_said_and_asks_nothing(self):
        self.guest()
        for typed in ("", "cara", "cara@example.com, sam@example.com", "a@b\nBcc: c@d"):
            with self.subTest(typed=typed):
                page = self.post("/my/link", {"email": typed})
                self.assertPage(page, "Enter one e-mail address")
        self.assertFalse(self.asked.search([]))

    def test_nobody_is_flooded(self):
        for _number in range(5):
            self.asked._ask("cara@example.com", "203.0.113.7")
        self.assertEqual(len(self.asked.search([])), 3)
        for number in range(20):
            self.asked._ask(f"guess{number}@example.com", "203.0.113.7")
        self.assertEqual(len(self.asked.search([])), 10)
        self.asked._ask("sam@example.com", "203.0.113.8")
        self.assertEqual(len(self.asked.search([])), 11)
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.asked._gc_asked()
            self.assertFalse(self.asked.search([]))
