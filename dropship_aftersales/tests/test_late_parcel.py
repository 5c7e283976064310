"""A parcel that came after its case was over, with photos of what is in it."""

import json

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import PHOTO
from .portal_common import photo
from .supplier_common import SupplierPortalCase


def upload(name="parcel.jpg", content=None):
    """A file of a plain form."""
    return [("file", (name, content or photo(place=True), "image/jpeg"))]


@tagged("post_install", "-at_install")
class TestLateParcel(SupplierPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.before = cls.case._add_case_evidence([("old.jpg", photo("red"))], "agent")
        cls.claim.action_cancel()
        cls.env.flush_all()
        cls.parcel_url = f"{cls.url}/parcel"

    @property
    def late(self):
        return self.case.evidence_ids.filtered("late_parcel")

    def send(self, url, content=None, **data):
        """A file as the tiles send it."""
        self.opener.headers["Accept"] = "application/json"
        response = self.post(url, data, files=upload(content=content))
        del self.opener.headers["Accept"]
        return response

    def test_photos_come_with_the_report_without_scripts_and_once(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        self.assertPage(
            self.get(self.url, **token), "Take a photo", 'enctype="multipart/form-data"'
        )
        for _click in range(2):
            answer = self.post(
                self.parcel_url, {"note": "Two lamps", **token}, files=upload()
            )
            self.assertLeadsTo(answer, "done=parcel")
        self.assertRecordValues(
            self.late,
            [
                {
                    "name": "parcel.jpg",
                    "source": "supplier",
                    "claim_id": self.claim.id,
                    "case_line_id": False,
                }
            ],
        )
        self.assertEqual(self.case.opinion_ids.mapped("kind"), ["ask", "parcel"])
        # The agent sees it from the claim, the supplier on his page, the customer not.
        self.assertIn(self.late, self.claim.case_evidence_ids)
        self.assertNotIn(self.late, self.claim.evidence_ids)
        self.assertPage(self.get(self.url, **token), "What you showed us", "parcel.jpg")
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{self.claim.id}")
        self.assertNotIn("parcel.jpg", page.text)
        self.assertBooksBalance(self.claim)

    def test_a_refused_file_keeps_what_was_typed(self):
        self.sign_in(self.supplier_user)
        page = self.post(
            self.parcel_url,
            {"note": "Two lamps, typed", "late_parcel": "1"},
            files=upload("virus.jpg", b"MZ\x90"),
        )
        self.assertPage(page, "virus.jpg cannot be used", "Two lamps, typed", "open")
        self.assertFalse(self.late)
        self.assertEqual(self.case.opinion_ids.mapped("kind"), ["ask"])

    def test_a_photo_stays_though_nothing_was_written(self):
        self.sign_in(self.supplier_user)
        page = self.post(self.parcel_url, {"note": " "}, files=upload())
        self.assertPage(page, "Write what is in the parcel", "parcel.jpg")
        self.assertEqual(len(self.late), 1)

    def test_tiles_send_one_by_one_and_take_back_until_it_is_reported(self):
        self.sign_in(self.supplier_user)
        url = f"{self.parcel_url}/files"
        first = json.loads(self.send(url).text)
        self.assertEqual(json.loads(self.send(url).text)["id"], first["id"])
        self.assertPage(self.get(self.url), f"{url}/{first['id']}/remove")
        for _click in range(2):
            self.post(f"{url}/{first['id']}/remove")
        self.assertFalse(self.late)
        self.assertTrue(self.before.exists())
        json.loads(self.send(url).text)
        self.post(self.parcel_url, {"note": "Two lamps"})
        self.assertNotIn("/remove", self.get(self.url).text)
        self.post(f"{url}/{self.late.id}/remove")
        self.assertEqual(len(self.late), 1)
        for work in (
            lambda: self.late.unlink(),
            lambda: self.late.write({"name": "other.jpg"}),
        ):
            with self.assertRaisesRegex(UserError, "was reported"):
                work()
        self.assertEqual(self.send(url, b"<svg/>").status_code, 422)

    def test_an_open_case_takes_no_late_parcel(self):
        other = self._another_case()
        self.sign_in(self.supplier_user)
        answer = self.send(f"/my/cases/{other.id}/parcel/files")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("This case is open", json.loads(answer.text)["error"])
        self.assertFalse(other.evidence_ids)
        with self.assertRaisesRegex(ValidationError, "after its case was over"):
            other.evidence_ids.create(
                {
                    "case_id": other.id,
                    "name": "a.pdf",
                    "content": "JVBERi0xLjQ=",
                    "late_parcel": True,
                }
            )

    def test_what_the_case_was_decided_on_stays_as_it_was(self):
        self.sign_in(self.supplier_user)
        self.assertEqual(self.send(f"{self.url}/files").status_code, 422)
        with self.assertRaisesRegex(UserError, "is closed"):
            self.before.unlink()

    # ------------------------------------------------------------------ by phone

    def _dialog(self, user):
        action = self.case.with_user(user).action_open_late_parcel()
        dialogs = self.env[action["res_model"]].with_user(user)
        return dialogs.with_context(**action["context"])

    def test_an_agent_enters_what_he_heard_and_was_sent(self):
        sent = self.env["ir.attachment"].with_user(self.agent)
        sent = sent.create({"name": "mail.png", "raw": PHOTO})
        for _again in range(2):
            with Form(self._dialog(self.agent)) as form:
                form.text = "Two lamps, he says"
                form.file_ids = sent
            form.record.action_confirm()
        self.assertRecordValues(
            self.late,
            [{"name": "mail.png", "source": "agent", "create_uid": self.agent.id}],
        )
        said = self.case.opinion_ids[-1]
        self.assertRecordValues(
            said,
            [{"kind": "parcel", "text": "Two lamps, he says", "is_by_agent": True}],
        )
        self.assertEqual(len(self.case.opinion_ids), 2)
        # What follows is his to do: nobody is asked.
        self.assertNotIn("Two lamps", str(self.claim.activity_ids.mapped("note")))
        self.assertIn("Two lamps", str(self.claim.message_ids.mapped("body")))
        self.assertBooksBalance(self.claim)

    def test_nothing_is_kept_of_a_report_without_words_or_with_a_bad_file(self):
        attachments = self.env["ir.attachment"].with_user(self.agent)
        junk = attachments.create({"name": "a.jpg", "raw": b"MZ"})
        empty = attachments.create({"name": "b.jpg", "raw": b""})
        for text, files, words in (
            ("", attachments, "Write what is in the parcel"),
            ("Two lamps", junk, "cannot be used"),
            ("Two lamps", empty, "b.jpg is empty"),
        ):
            dialog = self._dialog(self.agent).create(
                {"text": text, "file_ids": [Command.set(files.ids)]}
            )
            with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
                dialog.action_confirm()
        self.assertFalse(self.late)
        self.assertEqual(self.case.opinion_ids.mapped("kind"), ["ask"])

    def test_of_another_agents_case_nothing_is_entered(self):
        self.claim.user_id = self.manager
        own_only = new_test_user(
            self.env, "only_own", groups="dropship_aftersales.group_agent_own"
        )
        with self.assertRaises(AccessError):
            self._dialog(own_only).create({"text": "Two lamps"})
        with self.assertRaises(AccessError):
            self.case.with_user(own_only)._enter_late_parcel("Two lamps", [])
