import base64

from odoo import Command
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestReceiptWizard(AftersalesCase):
    """An agent at the phone enters what a supplier would enter online."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 3))
        cls._bill(cls.order)
        cls._invoice(cls.order)
        cls.claim = cls._claim(cls.order, 2)
        cls._grant(cls.claim, return_to="supplier")
        cls.case = cls.claim.case_ids.with_user(cls.agent)

    def _receipt(self):
        action = self.case.action_open_receipt()
        model = self.env[action["res_model"]].with_user(self.agent)
        return model.browse(action["res_id"])

    def test_damage_with_a_photo_and_a_note(self):
        photo = (
            self.env["ir.attachment"]
            .with_user(self.agent)
            .create({"name": "by-mail.png", "raw": PHOTO})
        )
        for _again in range(2):
            receipt = self._receipt()
            receipt.line_ids.write(
                {
                    "damaged": 1,
                    "note": "Sole cut",
                    "photo_ids": [Command.set(photo.ids)],
                }
            )
            receipt.action_confirm()
        line = self.case.sudo().line_ids
        self.assertRecordValues(
            line, [{"received": 2, "damaged": 1, "note": "Sole cut"}]
        )
        self.assertRecordValues(
            line.evidence_ids,
            [{"name": "by-mail.png", "source": "agent", "case_id": self.case.id}],
        )
        self.assertBooksBalance(self.claim)

    def test_an_empty_photo_is_said_to_be_empty(self):
        attachments = self.env["ir.attachment"].with_user(self.agent)
        empty = attachments.create({"name": "cut.jpg", "raw": b""})
        receipt = self._receipt()
        receipt.line_ids.photo_ids = empty
        with self.assertRefused("cut.jpg is empty"):
            receipt.action_confirm()
        self.assertFalse(self.case.sudo().line_ids.received)

    def test_evidence_is_added_on_the_case(self):
        self.case.evidence_ids = [
            Command.create({"name": "mail.png", "content": base64.b64encode(PHOTO)})
        ]
        self.assertEqual(self.case.evidence_ids.claim_id, self.claim)
        self.assertFalse(self.claim.evidence_ids)

    def test_every_outcome_can_be_entered_without_a_photo(self):
        for outcome in ("wrong", "empty", "refused"):
            receipt = self._receipt()
            receipt.line_ids.write({"received": 0, "outcome": outcome})
            receipt.action_confirm()
            self.assertEqual(self.case.sudo().line_ids.outcome, outcome)
        self.assertEqual(self.case.state, "asked")
        self.assertFalse(self._receipt().has_lots)
