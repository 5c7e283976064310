"""Copies of evidence that are safe to show: no camera data, no file name."""

from base64 import b64decode

from odoo import models

from .evidence import THUMBNAIL
from .photo import photo_copy

LARGE = 1920


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    def _bytes(self):
        """The file as it was sent."""
        self.ensure_one()
        return b64decode(self.content or b"")

    def _photo_copy(self, small=False):
        """The photo encoded again: place, date and camera are gone.

        :param bool small: the copy of 256 pixels, made when it was sent
        :return: bytes of a JPEG; empty when this is no readable photo
        """
        self.ensure_one()
        if self.kind != "photo":
            return b""
        if small and self.thumbnail:
            return b64decode(self.thumbnail)
        return photo_copy(self._bytes(), THUMBNAIL if small else LARGE)


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _shared_evidence(self):
        """Photos and videos that an agent shared, about this case's items.

        Documents are left out: names and addresses in them cannot be taken out.
        """
        self.ensure_one()
        claim_lines = self.line_ids.claim_line_id
        return self.claim_id.evidence_ids.filtered(
            lambda evidence: (
                evidence.shared_with_supplier
                and evidence.kind in ("photo", "video")
                and (not evidence.line_id or evidence.line_id in claim_lines)
            )
        )
