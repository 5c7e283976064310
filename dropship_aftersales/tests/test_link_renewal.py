from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestLinkRenewal(PortalCase):
    def test_the_old_link_is_dead_at_once_and_the_new_one_lives(self):
        claim = self.granted()
        for document, url in (
            (claim, f"/my/claims/{claim.id}"),
            (claim.case_ids, f"/my/cases/{claim.case_ids.id}"),
        ):
            with self.subTest(url=url):
                old = document.access_token
                signed = document._sign_token(document.partner_id.id)
                self.guest()
                self.assertPage(self.get(url, access_token=old))
                done = document.with_user(self.agent).action_renew_link()
                self.assertEqual(done["tag"], "display_notification")
                self.assertDenied(self.get(url, access_token=old))
                self.assertPage(self.get(url, access_token=document.access_token))
                # Nor does the conversation of an old mail open.
                by_hash = {"pid": document.partner_id.id, "hash": signed}
                thread = self.env[document._name].with_user(
                    self.ref("base.public_user")
                )
                for dead in ({"token": old}, by_hash):
                    self.assertFalse(
                        thread._get_thread_with_access(document.id, **dead)
                    )
                self.assertIn("link was replaced", document.message_ids[0].body)

    def test_claim_and_case_are_opened_by_their_own_links_only(self):
        claim = self.granted()
        case = claim.case_ids
        self.guest()
        for url, token in (
            (f"/my/claims/{claim.id}", case.access_token),
            (f"/my/claims/{claim.id}", self.order.access_token),
            (f"/my/cases/{case.id}", claim.access_token),
        ):
            self.assertDenied(self.get(url, access_token=token))

    def test_agents_replace_links_and_nobody_else(self):
        claim = self.granted()
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        for user in (clerk, self.customer_user, self.supplier_user):
            for document in (claim, claim.case_ids):
                old = document.access_token
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    document.with_user(user).action_renew_link()
                self.assertEqual(document.access_token, old)
        with self.assertRaises(UserError):
            claim.with_user(self.agent).access_token = "guessable"
