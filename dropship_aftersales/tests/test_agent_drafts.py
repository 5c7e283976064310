"""What an agent writes down is his until it is submitted."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestAgentDrafts(PortalCase):
    def test_customers_neither_see_nor_move_them(self):
        claim = self._claim(self.order, 1, submit=False, channel="phone")
        theirs = claim.with_user(self.customer_user)
        self.assertFalse(theirs.search([("id", "=", claim.id)]))
        with self.assertRaises(AccessError):
            theirs.read(["name"])
        for verb in ("submit", "cancel"):
            with self.subTest(verb=verb), self.assertRaises(AccessError):
                getattr(theirs, f"action_{verb}")()
        url, token = f"/my/claims/{claim.id}", claim.access_token
        self.sign_in(self.customer_user)
        self.assertDenied(self.get(url))
        self.assertNotIn(claim.name, self.get("/my/claims").text)
        self.guest()
        self.assertDenied(self.get(url, access_token=token))
        thread = {"thread_model": claim._name, "thread_id": claim.id, "token": token}
        answer = self.make_jsonrpc_request("/portal/chatter_init", thread)
        self.assertNotIn("mail.thread", answer or {})
        claim.action_submit()
        self.assertPage(self.get(url, access_token=token), claim.name)

    def test_what_was_never_sent_is_not_shown_when_it_is_withdrawn(self):
        claim = self._claim(self.order, 1, submit=False, channel="phone")
        claim.action_cancel()
        self.env.flush_all()
        url = f"/my/claims/{claim.id}"
        theirs = claim.with_user(self.customer_user)
        self.sign_in(self.customer_user)
        self.assertFalse(theirs.search([("id", "=", claim.id)]))
        self.assertDenied(self.get(url))
        self.assertNotIn(claim.name, self.get("/my/claims").text)
        self.assertNotIn(claim.name, self.get(self.order.access_url).text)
        claim.action_reopen()
        self.env.flush_all()
        self.assertTrue(theirs.search([("id", "=", claim.id)]))
        self.assertPage(self.get(url), claim.name)
