"""Copies of evidence that are safe to show: no camera data, no file name."""

from base64 import b64decode
from io import BytesIO

from PIL import Image, ImageOps

from odoo import models

from .evidence import PHOTOS

THUMBNAIL = 256
LARGE = 1920


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    def _bytes(self):
        """The file as it was sent."""
        self.ensure_one()
        return b64decode(self.content or b"")

    def _photo_copy(self, size=LARGE):
        """A photo encoded again: place, date and camera are gone.

        :param int size: pixels of the longer side at most
        :return: bytes of a JPEG; empty when this is no readable photo
        """
        self.ensure_one()
        if self.kind != "photo":
            return b""
        try:
            with Image.open(BytesIO(self._bytes()), formats=tuple(PHOTOS)) as image:
                image.draft("RGB", (size, size))
                copy = ImageOps.exif_transpose(image).convert("RGBA")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return b""
        copy.thumbnail((size, size))
        paper = Image.new("RGB", copy.size, "white")
        paper.paste(copy, mask=copy.getchannel("A"))
        output = BytesIO()
        paper.save(output, "JPEG", quality=85)
        return output.getvalue()


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
