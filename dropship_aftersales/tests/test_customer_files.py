from base64 import b64decode

from odoo.tests import tagged

from .portal_common import PortalCase, photo


@tagged("post_install", "-at_install")
class TestClaimFiles(PortalCase):
    def setUp(self):
        super().setUp()
        self.claim = self._claim(self.order, 1, submit=False, channel="portal")
        self.photo, self.paper = self.claim._add_evidence(
            [("home.jpg", photo(place=True)), ("bill.pdf", b"%PDF-1.4 <script>")],
            source="customer",
        )
        self.claim.action_submit()
        self.env.flush_all()
        self.url = f"/my/claims/{self.claim.id}/evidence/{self.photo.id}"

    def test_files_come_as_what_they_are(self):
        self.sign_in(self.customer_user)
        for url in (self.url, f"{self.url}/thumb"):
            response = self.get(url)
            self.assertEqual(response.headers["Content-Type"], "image/jpeg")
            self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn(
                "default-src 'none'", response.headers["Content-Security-Policy"]
            )
            self.assertNotIn(b"SecretCamera", response.content)
        self.assertIn(b"SecretCamera", b64decode(self.photo.content))
        paper = self.get(f"/my/claims/{self.claim.id}/evidence/{self.paper.id}")
        self.assertIn("attachment", paper.headers["Content-Disposition"])
        self.assertNotIn("bill", paper.headers["Content-Disposition"])
        self.assertEqual(paper.headers["Content-Type"], "application/pdf")

    def test_the_tiles_of_the_files_speak_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.sign_in(self.customer_user)
        told = self.get("/website/translations?lang=zh_CN").json()
        texts = told["modules"]["dropship_aftersales"]["messages"]
        self.assertIn("Try again", [text["id"] for text in texts])

    def test_files_are_for_those_who_see_their_claim(self):
        other = self._claim(self.order, 1)
        self.sign_in(self.customer_user)
        self.assertDenied(self.get(f"/my/claims/{other.id}/evidence/{self.photo.id}"))
        for user in (self.other_user, self.supplier_user):
            self.sign_in(user)
            self.assertDenied(self.get(self.url))
        self.guest()
        self.assertDenied(self.get(self.url))
        self.assertDenied(self.get(self.url, access_token=other.access_token))
        self.assertEqual(
            self.get(self.url, access_token=self.claim.access_token).status_code, 200
        )
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "aftersales.evidence"), ("res_id", "=", self.photo.id)],
            limit=1,
        )
        for url in (
            f"/web/content/{attachment.id}",
            f"/web/content/aftersales.evidence/{self.photo.id}/content",
            f"/web/image/aftersales.evidence/{self.photo.id}/content",
        ):
            self.assertNotIn(b"SecretCamera", self.get(url).content)
