from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .portal_common import photo
from .request_common import RequestCase


@tagged("post_install", "-at_install")
class TestRequestFiles(RequestCase):
    def post_file(self, url, name="one.jpg", content=None, **data):
        self.opener.headers["Accept"] = "application/json"
        content = photo() if content is None else content
        answer = self.post(
            f"{url}/files", data, files=[("file", (name, content, "image/jpeg"))]
        )
        del self.opener.headers["Accept"]
        return answer

    def test_a_file_goes_up_by_itself_survives_a_reload_and_can_be_removed(self):
        claim, url = self.draft()
        answer = self.post_file(url)
        evidence = claim.evidence_ids
        self.assertEqual(
            answer.json() | {"removable": True},
            {
                "id": evidence.id,
                "name": "one.jpg",
                "kind": "photo",
                "url": f"{url}/evidence/{evidence.id}",
                "thumb": f"{url}/evidence/{evidence.id}/thumb",
                "removable": True,
            },
        )
        self.assertPage(self.get(f"{url}/details"), answer.json()["thumb"])
        self.assertPage(self.get(f"{url}/check"), answer.json()["thumb"])
        image = self.stored(evidence)
        self.post(f"{url}/files/{evidence.id}/remove")
        self.assertFalse(claim.evidence_ids or image.exists())
        again = self.post(f"{url}/files/{evidence.id}/remove")
        self.assertLeadsTo(again, f"{url}/details")

    def test_files_are_judged_by_what_they_contain(self):
        claim, url = self.draft()
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for name, content in (
            ("drawing.jpg", svg),
            ("page.jpg", b"<html><script>alert(1)</script></html>"),
            ("tool.jpg", b"MZ\x90\x00" + b"\x00" * 200),
            ("half.jpg", photo()[:20]),
            ("empty.jpg", b""),
        ):
            with self.subTest(name=name):
                answer = self.post_file(url, name, content)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(name, answer.json()["error"])
        self.assertFalse(claim.evidence_ids)
        answer = self.post_file(url, access_token="wrong")
        self.assertEqual(answer.status_code, 200)

    def test_a_broken_file_costs_nothing_that_was_typed(self):
        claim, url = self.draft()
        huge = photo() + b"\x00" * (25 * 1024 * 1024)
        page = self.post(
            f"{url}/details",
            {"description": "It worked for a day", "wish": "replacement"},
            files=[("file", ("huge.jpg", huge, "image/jpeg"))],
        )
        self.assertPage(page, "huge.jpg is larger than 25 MB", "It worked for a day")
        self.assertEqual(claim.line_ids.wish, "replacement")
        self.assertFalse(claim.evidence_ids)
        self.env.invalidate_all()
        self.assertEqual(claim.description, "It worked for a day")

    def test_without_javascript_a_file_is_removed_by_the_form(self):
        claim, url = self.draft()
        (evidence,) = claim._add_evidence([("a.jpg", photo())], "customer")
        answer = self.post(
            f"{url}/details", {"remove_file": evidence.id, "description": "Kept"}
        )
        self.assertLeadsTo(answer, f"{url}/details")
        self.assertFalse(claim.evidence_ids)
        self.assertEqual(claim.description, "Kept")

    def test_only_his_own_files_of_this_request_are_removed(self):
        claim, url = self.draft()
        other = self._claim(self._delivered((self.lamp, 1)), 1)
        (foreign,) = other._add_evidence([("a.jpg", photo())], "customer")
        (agents,) = claim._add_evidence([("b.jpg", photo())], "agent")
        for evidence in (foreign, agents):
            self.post(f"{url}/files/{evidence.id}/remove")
            self.assertTrue(evidence.exists())
        (own,) = claim._add_evidence([("c.jpg", photo())], "customer")
        self.post(f"{url}/check")
        self._grant(claim)
        self.post(f"{url}/files/{own.id}/remove")
        self.assertTrue(own.exists())
        self.assertEqual(self.post_file(url).status_code, 422)


@tagged("post_install", "-at_install")
class TestRequestEnds(RequestCase):
    def test_a_request_that_is_not_wanted_is_deleted_with_its_files(self):
        claim, url = self.draft()
        claim._add_evidence([("a.jpg", photo())], "customer")
        image = self.stored(claim.evidence_ids)
        self.assertLeadsTo(self.post(f"{url}/delete"), f"/my/orders/{self.order.id}")
        self.assertFalse(claim.exists() or image.exists())
        self.assertDenied(self.get(f"{url}/details"))

    def test_a_guest_deletes_his_request(self):
        claim, url = self.draft()
        token = claim.access_token
        self.guest()
        answer = self.post(f"{url}/delete", {"access_token": token})
        self.assertPage(answer, "deleted")
        self.assertFalse(claim.exists())

    def test_forgotten_drafts_are_deleted_after_two_weeks(self):
        forgotten, _url = self.draft()
        agents = self._claim(self.order, 1, submit=False, channel="phone")
        sent = self._claim(self._delivered((self.lamp, 1)), 1, channel="portal")
        fresh = self._claim(
            self._delivered((self.lamp, 1)), 1, submit=False, channel="portal"
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE aftersales_claim SET write_date = %s WHERE id IN %s",
                fields.Datetime.now() - timedelta(days=15),
                tuple((forgotten + agents + sent).ids),
            )
        )
        self.env.invalidate_all()
        self.env["aftersales.claim"]._gc_portal_drafts()
        self.assertFalse(forgotten.exists())
        self.assertTrue((agents + sent + fresh).exists())
