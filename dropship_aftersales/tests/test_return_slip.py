import base64
import re
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalCase

REPORT = "odoo.addons.base.models.ir_actions_report.IrActionsReport"


def pictures(text):
    """The drawings inside a page, as text."""
    return [
        base64.b64decode(found).decode()
        for found in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", text)
    ]


@tagged("post_install", "-at_install")
class TestReturnSlip(PortalCase):
    def setUp(self):
        super().setUp()
        self.claim = self.granted()
        self.url = f"/my/claims/{self.claim.id}/slip"
        self.env.flush_all()

    def test_the_slip_says_where_to_and_what_and_holds_only_the_number(self):
        self.guest()
        self.assertDenied(self.get(self.url))
        token = self.claim.access_token
        with self.assertNoLogs("odoo.http", "WARNING"):
            page = self.get(self.url, access_token=token)
        self.assertPage(page, "Return slip", self.claim.name, "1 Factory Road", "Lamp")
        self.assertNotIn("Sam Supplier", page.text)
        codes = pictures(page.text)
        self.assertEqual(len(codes), 2)
        for code in codes:
            self.assertIn("<svg", code)
            self.assertNotIn(token, code)
        self.assertNotIn("/report/barcode", page.text)

    def test_nobody_prints_the_slip_of_others(self):
        url = f"/report/html/dropship_aftersales.report_return_slip/{self.claim.id}"
        self.sign_in(self.customer_user)
        self.assertPage(self.get(url), "1 Factory Road")
        for user in (self.other_user, self.supplier_user):
            self.sign_in(user)
            with self.subTest(user=user.name), mute_logger("odoo.http"):
                page = self.get(url)
                self.assertGreaterEqual(page.status_code, 400)
                self.assertNotIn("1 Factory Road", page.text)

    def test_the_slip_speaks_the_customers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.customer.lang = "de_DE"
        slip = self.claim._return_slips()[0]
        self.assertEqual(slip["lang"], "de_DE")

    def test_one_page_a_parcel(self):
        depot = self.env["res.partner"].create({"name": "Second Supplier"})
        depot.write({"street": "2 Depot", "city": "Hamburg"})
        order = self._delivered(
            (self.lamp, 1), (self._product("Vase", supplier=depot), 1)
        )
        claim = self._claim(order, 1, channel="portal")
        self.env["aftersales.claim.line"].create(
            {
                "claim_id": claim.id,
                "sale_line_id": order.order_line[1].id,
                "reason_id": self.defect.id,
                "quantity": 1,
            }
        )
        self._grant(claim, return_to="supplier")
        slips = claim._return_slips()
        self.assertEqual([(s["part"], s["parts"]) for s in slips], [(1, 2), (2, 2)])
        self.assertEqual({s["items"][0]["what"] for s in slips}, {"Lamp", "Vase"})

    def test_without_an_address_there_is_no_slip(self):
        self.supplier.street = False
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.assertLeadsTo(self.get(self.url), f"/my/claims/{self.claim.id}")
        page = self.get(f"/my/claims/{self.claim.id}")
        self.assertPage(page, "Please do not send anything before")
        self.assertNotIn("return slip", page.text)

    def test_after_the_parcel_arrived_there_is_no_slip(self):
        self._acknowledge(self.claim, 2)
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.assertLeadsTo(self.get(self.url), f"/my/claims/{self.claim.id}")

    def test_a_server_without_pdf_offers_the_page(self):
        self.sign_in(self.customer_user)
        with patch(f"{REPORT}.get_wkhtmltopdf_state", return_value="install"):
            self.assertLeadsTo(self.get(f"{self.url}.pdf"), self.url)
            self.assertNotIn("slip.pdf", self.get(self.url).text)

    def test_a_server_with_pdf_sends_it_once_asked(self):
        self.sign_in(self.customer_user)
        with (
            patch(f"{REPORT}.get_wkhtmltopdf_state", return_value="ok"),
            patch(f"{REPORT}._render_qweb_pdf", return_value=(b"%PDF-", "pdf")),
        ):
            self.assertPage(self.get(self.url), "slip.pdf")
            response = self.get(f"{self.url}.pdf")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(response.content, b"%PDF-")

    def test_agents_print_it_from_claim_and_transfer(self):
        reports = self.env["ir.actions.report"]
        for report, document in (
            ("action_report_return_slip", self.claim),
            ("action_report_return_slip_picking", self.claim.picking_ids),
        ):
            content, _type = reports._render_qweb_html(
                f"dropship_aftersales.{report}", document.ids
            )
            self.assertIn(self.claim.name, content.decode())
            self.assertIn("1 Factory Road", content.decode())

    def test_refund_documents_are_for_those_who_see_the_claim(self):
        self._invoice(self.order)
        self._acknowledge(self.claim, 2)
        refund = self.claim.refund_ids
        self.assertEqual(refund.state, "posted")
        self.env.flush_all()
        url = f"/my/claims/{self.claim.id}/refunds/{refund.id}"
        self.sign_in(self.other_user)
        self.assertDenied(self.get(url))
        self.sign_in(self.customer_user)
        other = self._claim(self.order, 1)
        self.env.flush_all()
        self.assertDenied(self.get(f"/my/claims/{other.id}/refunds/{refund.id}"))
        self.assertPage(self.get(f"/my/claims/{self.claim.id}"), refund.name)
        with patch(f"{REPORT}.get_wkhtmltopdf_state", return_value="install"):
            self.assertPage(self.get(url), refund.name)
