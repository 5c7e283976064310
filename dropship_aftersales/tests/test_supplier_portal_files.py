import json

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .portal_common import photo
from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalFiles(SupplierPortalCase):
    """What we share with a supplier, and what he shows us."""

    def send(self, url, name="ours.jpg", content=None, **data):
        files = [("file", (name, content or photo(place=True), "image/jpeg"))]
        self.opener.headers["Accept"] = "application/json"
        response = self.post(url, data, files=files)
        del self.opener.headers["Accept"]
        return response

    def test_shared_photos_only_and_without_camera_data(self):
        self.guest()
        token = self.case.access_token
        url = f"{self.url}/evidence/{self.shared.id}"
        for path in (url, f"{url}/thumb"):
            response = self.get(path, access_token=token)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response.headers["Content-Type"], "image/jpeg")
            self.assertNotIn(b"SecretCamera", response.content)
            self.assertNotIn("cara", response.headers["Content-Disposition"])
        self.assertDenied(self.get(url))
        kept = f"{self.url}/evidence/{self.kept.id}"
        self.assertDenied(self.get(kept, access_token=token))
        other = self._claim(self.order, 1)
        foreign = other._add_evidence([("foreign.jpg", photo())], source="customer")
        foreign.shared_with_supplier = True
        self.env.flush_all()
        self.assertDenied(
            self.get(f"{self.url}/evidence/{foreign.id}", access_token=token)
        )
        page = self.get(self.url, access_token=token)
        self.assertNotIn(f"evidence/{self.kept.id}", page.text)
        self.assertNotIn("cara-customer-home", page.text)

    def test_the_suppliers_photos_are_his_and_ours_alone(self):
        self.sign_in(self.supplier_user)
        answer = json.loads(self.send(f"{self.url}/files").text)
        evidence = self.case.evidence_ids
        self.assertEqual(answer["id"], evidence.id)
        self.assertRecordValues(
            evidence,
            [
                {
                    "claim_id": self.claim.id,
                    "source": "supplier",
                    "name": "ours.jpg",
                    "case_line_id": False,
                }
            ],
        )
        self.assertEqual(self.get(answer["url"]).status_code, 200)
        self.assertPage(self.get(self.url), "ours.jpg")
        self.assertNotIn(evidence, self.claim.evidence_ids)
        self.assertEqual(self.claim.case_evidence_ids, evidence)
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{self.claim.id}")
        self.assertNotIn("ours.jpg", page.text)
        self.assertDenied(
            self.get(f"/my/claims/{self.claim.id}/evidence/{evidence.id}")
        )
        self.assertDenied(self.get(f"{self.url}/evidence/{evidence.id}"))

    def test_the_same_file_twice_is_kept_once(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        first = json.loads(self.send(f"{self.url}/files", **token).text)
        second = json.loads(self.send(f"{self.url}/files", **token).text)
        self.assertEqual(first["id"], second["id"])
        self.send(f"{self.url}/lines/{self.line.id}/files", **token)
        self.assertEqual(self.case.evidence_ids.mapped("case_line_id"), self.line)
        self.assertEqual(len(self.case.evidence_ids), 2)

    def test_bad_files_and_foreign_lines_are_refused_in_words(self):
        other = self._another_case()
        self.sign_in(self.supplier_user)
        for content in (b"<svg/>", b"<html>", b"MZ"):
            response = self.send(f"{self.url}/files", content=content)
            self.assertEqual(response.status_code, 422)
            self.assertIn("cannot be used", json.loads(response.text)["error"])
        response = self.send(f"{self.url}/lines/{other.line_ids.id}/files")
        self.assertEqual(response.status_code, 403)
        self.sign_in(self.other_user)
        self.assertEqual(self.send(f"{self.url}/files").status_code, 403)
        self.assertFalse(self.case.evidence_ids | other.evidence_ids)

    def test_he_takes_back_his_own_until_the_case_is_over(self):
        mine = self.case._add_case_evidence([("a.jpg", photo())], "supplier")
        agents = self.case._add_case_evidence([("b.jpg", photo("blue"))], "agent")
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        for evidence in (agents, self.shared, self.kept):
            self.post(f"{self.url}/files/{evidence.id}/remove")
            self.assertTrue(evidence.exists())
        for _click in range(2):
            self.post(f"{self.url}/files/{mine.id}/remove")
        self.assertFalse(mine.exists())
        self.post(f"{self.url}/receipt", self.report(2))
        self.assertEqual(self.case.state, "settled")
        self.assertEqual(self.send(f"{self.url}/files").status_code, 422)
        with self.assertRaisesRegex(UserError, "is closed"):
            agents.unlink()

    def test_a_supplier_takes_no_room_from_the_customer(self):
        files = [(f"{i}.jpg", photo(size=(8, i + 1))) for i in range(20)]
        self.case._add_case_evidence(files, "supplier")
        with self.assertRaisesRegex(ValidationError, "20 files at most"):
            self.case._add_case_evidence([("21.jpg", photo())], "supplier")
        self.assertEqual(len(self.claim.evidence_ids), 2)

    def test_evidence_stays_with_its_case(self):
        foreign = self._foreign_case()
        evidence = self.case._add_case_evidence([("a.jpg", photo())], "agent")
        with self.assertRaisesRegex(UserError, "stays where it was given"):
            evidence.case_id = foreign
        with self.assertRaisesRegex(ValidationError, "belongs to another"):
            self.case._add_case_evidence(
                [("b.jpg", photo("blue"))], "agent", foreign.line_ids
            )
