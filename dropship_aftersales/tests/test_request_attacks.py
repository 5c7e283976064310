from odoo.tests import tagged

from .portal_common import PortalCase, photo


@tagged("post_install", "-at_install")
class TestRequestAttacks(PortalCase):
    def test_only_the_customer_and_the_link_open_the_form(self):
        for user in (self.other_user, self.supplier_user):
            self.sign_in(user)
            self.assertDenied(self.get(self.form_url))
            self.assertDenied(self.post(self.form_url, self.typed(1)))
            self.assertDenied(self.get(self.form_url, access_token="wrong"))
            self.assertDenied(self.get(self.form_url, access_token="%C3%A9"))
        self.guest()
        self.assertDenied(self.get(self.form_url))
        self.assertDenied(self.post(self.form_url, self.typed(1)))
        self.assertDenied(self.get("/my/orders/999999999/claim"))
        self.assertDenied(self.get("/my/orders/99999999999999999999/claim"))
        self.assertFalse(self.claims())

    def test_every_page_of_a_request_is_its_customer_s_alone(self):
        self.sign_in(self.customer_user)
        self.post(self.form_url, self.typed(1))
        claim = self.claims()
        claim._add_evidence([("a.jpg", photo())], "customer")
        pages = [
            f"/my/claims/{claim.id}/{page}" for page in ("items", "details", "check")
        ]
        posts = [
            *pages,
            f"/my/claims/{claim.id}/delete",
            f"/my/claims/{claim.id}/files",
            f"/my/claims/{claim.id}/files/{claim.evidence_ids.id}/remove",
        ]
        for user in (self.other_user, self.supplier_user, None):
            self.sign_in(user) if user else self.guest()
            for page in pages:
                self.assertDenied(self.get(page))
                self.assertDenied(self.get(page, access_token=self.order.access_token))
            for page in posts:
                self.assertDenied(self.post(page, self.typed(1)))
        self.assertEqual(claim.state, "draft")
        self.assertEqual(len(claim.evidence_ids), 1)
        for page in posts:
            response = self.post(page, {"access_token": claim.access_token}, csrf=False)
            self.assertEqual(response.status_code, 400)
            self.assertEqual(claim.state, "draft")

    def test_the_link_of_a_request_shows_nothing_else_of_the_order(self):
        self.sign_in(self.customer_user)
        self.post(self.form_url, self.typed(1))
        claim = self.claims()
        self.guest()
        for page in ("items", "details", "check"):
            answer = self.get(
                f"/my/claims/{claim.id}/{page}", access_token=claim.access_token
            )
            self.assertPage(answer, "Lamp")
            self.assertNotIn(self.order.access_token, answer.text)
            self.assertNotIn(self.customer.email, answer.text)

    def test_a_draft_of_an_agent_is_not_the_customer_s(self):
        claim = self._claim(self.order, 1, submit=False, channel="phone")
        self.sign_in(self.customer_user)
        for page in ("items", "details", "check"):
            self.assertDenied(self.get(f"/my/claims/{claim.id}/{page}"))
        self.assertDenied(self.post(f"/my/claims/{claim.id}/delete"))
        self.post(self.form_url, self.typed(1))
        self.assertEqual(len(self.claims()), 2)

    def test_the_token_of_one_order_opens_no_other(self):
        order = self._delivered((self.lamp, 1))
        self.guest()
        self.assertDenied(
            self.get(
                f"/my/orders/{order.id}/claim", access_token=self.order.access_token
            )
        )

    def test_items_of_another_order_are_refused(self):
        foreign = self._delivered((self.lamp, 3), partner=self.other_user.partner_id)
        self.sign_in(self.customer_user)
        page = self.post(self.form_url, self.typed(1, foreign.order_line))
        self.assertPage(page, "cannot be requested any more")
        both = self.typed(1) | self.typed(1, foreign.order_line)
        self.assertPage(self.post(self.form_url, both), "cannot be requested any more")
        self.assertFalse(self.claims())

    def test_other_keys_of_the_post_change_nothing(self):
        foreign = self._delivered((self.lamp, 3), partner=self.other_user.partner_id)
        self.sign_in(self.customer_user)
        self.post(
            self.form_url,
            self.typed(
                1,
                order=str(foreign.id),
                order_id=str(foreign.id),
                partner_id=str(self.other_user.partner_id.id),
                state="approved",
                channel="api",
                external_ref="mine",
                user_id="2",
                price_unit="9999",
                line_ids="[]",
            ),
        )
        self.assertRecordValues(
            self.claims(),
            [
                {
                    "partner_id": self.customer.id,
                    "state": "draft",
                    "channel": "portal",
                    "user_id": False,
                    "external_ref": False,
                }
            ],
        )

    def test_a_post_without_the_session_token_changes_nothing(self):
        self.sign_in(self.customer_user)
        response = self.post(self.form_url, self.typed(1), csrf=False)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.claims())

    def test_typed_text_is_text(self):
        key = self.sale_line.id
        self.sign_in(self.customer_user)
        self.post(
            self.form_url,
            self.typed(
                1, **{f"note_{key}": "<script>alert(1)</script>\x00" + "x" * 3000}
            ),
        )
        claim = self.claims()
        self.assertEqual(len(claim.line_ids.description), 2000)
        for page in ("items", "check"):
            answer = self.get(f"/my/claims/{claim.id}/{page}")
            self.assertNotIn("<script>alert(1)", answer.text)
