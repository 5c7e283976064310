import re

from odoo.exceptions import UserError
from odoo.tests import tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestShortLink(PortalCase):
    def test_it_leads_to_the_page_and_ends_with_the_token(self):
        claim = self.granted()
        case = claim.case_ids
        self.env.flush_all()
        self.guest()
        for document in (claim, case):
            url = document._short_url()
            self.assertRegex(url, r"/c/[A-Za-z0-9]{11}$")
            path = re.sub(r"^https?://[^/]+", "", url)
            with self.assertNoLogs("odoo.http", "WARNING"):
                response = self.get(path)
            self.assertLeadsTo(response, f"access_token={document.access_token}")
            self.assertIn(document.access_url, response.headers["Location"])
            self.assertEqual(response.headers["Referrer-Policy"], "same-origin")
            document.access_token = "renewed"
            self.env.flush_all()
            self.assertDenied(self.get(path))
            self.assertNotEqual(document._short_url(), url)

    def test_codes_are_each_their_own(self):
        claims = self.env["aftersales.claim"]
        for _index in range(3):
            claims |= self._claim(self.order, 1)
        self.assertEqual(len(set(claims.mapped("short_code"))), 3)
        claims.access_token = "renewed"
        self.assertEqual(len(set(claims.mapped("short_code"))), 3)

    def test_a_link_without_token_is_dead(self):
        claim = self._claim(self.order, 1)
        path = f"/c/{claim.short_code}"
        claim.access_token = False
        self.env.flush_all()
        self.guest()
        self.assertDenied(self.get(path))
        self.assertDenied(self.get("/c/aaaaaaaaaaa"))

    def test_nobody_writes_the_code_by_hand(self):
        claim = self._claim(self.order, 1)
        with self.assertRaises(UserError):
            claim.with_user(self.manager).short_code = "x" * 11
