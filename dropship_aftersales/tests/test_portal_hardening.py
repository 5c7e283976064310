from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .portal_common import PortalCase, photo


@tagged("post_install", "-at_install")
class TestPortalHardening(PortalCase):
    """What strangers put into addresses and forms neither shows nor breaks a page."""

    def test_the_address_puts_no_words_on_the_page(self):
        claim = self.granted()
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{claim.id}", error="CALL-0900", typed="abc")
        self.assertPage(page, "Send it back")
        self.assertNotIn("alert-danger", page.text)
        self.sign_in(self.supplier_user)
        page = self.get(f"/my/cases/{claim.case_ids.id}", error="CALL-0900", typed="x")
        self.assertPage(page)
        self.assertNotIn("alert-danger", page.text)

    def test_a_ruling_is_read_once_it_is_made(self):
        claim = self.granted()
        case = claim.case_ids
        case.action_dispute()
        case.ruling_reason = "You packed the wrong size."
        self.sign_in(self.supplier_user)
        self.assertNotIn("wrong size", self.get(f"/my/cases/{case.id}").text)
        case.action_rule()
        self.assertPage(self.get(f"/my/cases/{case.id}"), "wrong size")

    def test_a_key_sent_as_a_file_breaks_nothing(self):
        self.sign_in(self.customer_user)
        typed = self.typed(1)
        key = f"note_{self.sale_line.id}"
        del typed[key]
        response = self.post(
            self.form_url, typed, files=[(key, ("a", b"x", "text/plain"))]
        )
        self.assertLess(response.status_code, 500)

    def test_too_many_files_are_refused_before_any_is_stored(self):
        claim = self._claim(self.order, 1)
        before = self.env["ir.attachment"].search_count([])
        with self.assertRaisesRegex(Exception, "files at most"):
            claim._add_evidence(
                [(str(n), b"not looked at %d" % n) for n in range(21)], "agent"
            )
        self.assertEqual(self.env["ir.attachment"].search_count([]), before)

    def test_evidence_that_is_sent_twice_is_kept_and_said_once(self):
        claim = self._claim(self.order, 1, channel="portal")
        claim.action_ask_evidence()
        self.sign_in(self.customer_user)
        for _click in range(2):
            answer = self.post(
                f"/my/claims/{claim.id}/evidence",
                {"note": "<b>No</b> label,\n\nsorry & bye"},
                files=[
                    ("file", ("a.jpg", photo(), "image/jpeg")),
                    ("file", ("b.jpg", photo("blue"), "image/jpeg")),
                ],
            )
            self.assertLeadsTo(answer, f"/my/claims/{claim.id}")
        self.assertEqual(claim.evidence_ids.mapped("name"), ["a.jpg", "b.jpg"])
        said = claim.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertEqual(len(said), 1, said.mapped("body"))
        self.assertIn("sorry", said.body)

    def test_an_agent_of_another_company_is_a_visitor_with_a_link(self):
        company = self.env["res.company"].create({"name": "Other Shop"})
        agent = new_test_user(
            self.env,
            "alien",
            password="alien",
            groups="dropship_aftersales.group_agent",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        claim = self._claim(self.order, 1, channel="portal")
        self.sign_in(agent)
        url, token = f"/my/claims/{claim.id}", claim.access_token
        self.assertDenied(self.get(url))
        self.post(f"{url}/do", {"verb": "cancel", "access_token": token})
        self.assertEqual(claim.state, "cancelled")
        self.assertIn("by customer", " ".join(claim.message_ids.mapped("body")))
