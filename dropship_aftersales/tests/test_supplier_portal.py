from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortal(SupplierPortalCase):
    """The case's page: who opens it, and what is on it."""

    def test_pages_by_login_by_link_and_for_nobody_else(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get(self.url), self.case.name, "Is this fault yours?")
        self.assertPage(self.get("/my/cases"), self.case.name, "To answer")
        self.guest()
        self.assertPage(
            self.get(self.url, access_token=self.case.access_token), self.case.name
        )
        self.assertDenied(self.get(self.url))
        self.assertDenied(self.get(self.url, access_token=self.claim.access_token))
        for user in (self.customer_user, self.other_user):
            self.sign_in(user)
            self.assertDenied(self.get(self.url))
            self.assertDenied(self.post(f"{self.url}/answer", {"verb": "accept"}))
            self.assertDenied(self.post(f"{self.url}/receipt", self.report()))
            self.assertDenied(self.post(f"{self.url}/reference", {"reference": "R"}))
            self.assertNotIn(self.case.name, self.get("/my/cases").text)
        self.assertEqual(self.case.state, "asked")

    def test_nothing_of_the_customer_or_our_prices_is_on_the_pages(self):
        self.sign_in(self.supplier_user)
        for url in (self.url, "/my/cases"):
            text = self.get(url).text
            self.assertIn("120.00", text)
            for secret in ("Cara Customer", "cara@", "ecret words", "200.00", "100.00"):
                self.assertNotIn(secret, text)
        messages = self.make_jsonrpc_request(
            "/mail/chatter_fetch",
            {"thread_model": "aftersales.supplier.case", "thread_id": self.case.id},
        )
        self.assertFalse(messages.get("messages"))

    def test_the_page_tells_what_the_supplier_knows_the_item_by(self):
        self.lamp.seller_ids.product_code = "SAM-LAMP-1"
        self.bill.ref = "INV-SAM-77"
        self.env["aftersales.supplier.terms"].create({"partner_id": self.supplier.id})
        # As if they had been kept when the claim was submitted.
        self.claim.line_ids._freeze_contracts()
        self.claim.picking_ids.write(
            {"aftersales_carrier": "FastPost", "carrier_tracking_ref": "1Z999"}
        )
        self.claim.picking_ids.action_aftersales_ship()
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        self.assertPage(
            self.get(self.url),
            "SAM-LAMP-1",
            "INV-SAM-77",
            self.order._get_purchase_orders().name,
            self.defect.name,
            "You credit goods you take back",
            "FastPost",
            "1Z999",
            "On its way",
            self.claim.name,
        )

    def test_a_draft_case_is_the_shops_own_business(self):
        draft = self.env["aftersales.supplier.case"].create(
            {
                "claim_id": self.claim.id,
                "partner_id": self.supplier.id,
                "currency_id": self.company.currency_id.id,
            }
        )
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        self.assertDenied(self.get(f"/my/cases/{draft.id}"))
        self.assertDenied(
            self.get(f"/my/cases/{draft.id}", access_token=draft.access_token)
        )
        self.assertNotIn(draft.name, self.get("/my/cases").text)

    def test_reading_changes_nothing_and_needs_no_right_to_write(self):
        self.sign_in(self.supplier_user)
        names = ["state", "write_date", "supplier_reference"]
        before = self.case.read(names)
        # A page that writes is asked for twice, and that is warned of.
        with self.assertNoLogs("odoo.http", "WARNING"):
            for url in (
                self.url,
                f"{self.url}?receipt=1",
                f"{self.url}/answer?verb=accept",
                f"{self.url}/receipt",
                f"{self.url}/reference?reference=R",
                "/my/cases",
                "/my/cases?search=Lamp",
                f"/my/cases/scan?number={self.claim.name}",
                "/my/cases/done?action=accept",
            ):
                self.assertIn(self.get(url).status_code, (200, 303))
        self.env.invalidate_all()
        self.assertEqual(self.case.read(names), before)

    def test_every_state_has_its_page(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get(self.url), 'data-stage="asked"', "Send answer")
        self.case.dispute_reason = "We test all"
        self.case.action_dispute()
        self.env.flush_all()
        self.assertPage(
            self.get(self.url), 'data-stage="disputed"', "We accept after all"
        )
        self.case.ruling_reason = "The crack is on your photo too"
        self.case.action_rule()
        self.env.flush_all()
        self.assertPage(
            self.get(self.url),
            'data-stage="receive"',
            "Confirm receipt",
            "We test all",
            "The crack is on your photo too",
        )
        self._acknowledge(self.claim, 2, damaged=2)
        self.env.flush_all()
        self.assertPage(
            self.get(self.url), 'data-stage="finish"', "We look at what arrived"
        )
        self.case.write_off_reason = "Goodwill"
        self.case.action_write_off()
        self.env.flush_all()
        self.assertPage(
            self.get(self.url), 'data-stage="written_off"', "You owe nothing"
        )
