"""A file is what is in it, and is shown as nothing else."""

import base64
from io import BytesIO

from PIL import Image, MpoImagePlugin

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import AftersalesCase
from .files import HEIC, MP4, PDF
from .portal_common import PortalCase, photo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(size=(64, 48), mode="RGB", kind="PNG", **save):
    output = BytesIO()
    Image.new(mode, size).save(output, kind, **save)
    return output.getvalue()


@tagged("post_install", "-at_install")
class TestEvidence(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claim = cls._claim(cls._delivered((cls.lamp, 5)), 1)

    def _sent(self, content, name="a.jpg"):
        return self.claim._add_evidence([(name, content)], "customer")

    def test_what_a_file_is_called_does_not_matter(self):
        for content, kind, mimetype in (
            (photo(), "photo", "image/jpeg"),
            (picture(), "photo", "image/png"),
            (picture(kind="WEBP"), "photo", "image/webp"),
            (picture(mode="P"), "photo", "image/png"),
            (picture(mode="1"), "photo", "image/png"),
            (picture(mode="I;16"), "photo", "image/png"),
            (picture(mode="CMYK", kind="JPEG"), "photo", "image/jpeg"),
            (MP4, "video", "video/mp4"),
            (b"%PDF-1.4", "document", "application/pdf"),
            # No program here shows it: kept as a file.
            (b"\x00\x00\x00\x18ftypheic", "document", "image/heic"),
            (b"\x00\x00\x00\x18ftypmif1", "document", "image/heic"),
        ):
            with self.subTest(mimetype=mimetype):
                sent = self._sent(content, "x.html")
                self.assertEqual((sent.kind, sent.mimetype), (kind, mimetype))
                self.assertEqual(bool(sent.thumbnail), kind == "photo")

    def test_nothing_else_is_taken(self):
        for content in (
            b"",
            SVG,
            b"<html></html>",
            b"GIF89a" + b"\x00" * 40,
            picture(kind="BMP"),
            picture(kind="TIFF"),
            b"MZ\x90\x00",
            b"PK\x03\x04",
            b"\x00\x00\x00\x18ftypavif",
            b"#!/bin/sh",
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 60,
        ):
            with self.subTest(content=content[:12]), self.assertRaises(ValidationError):
                self._sent(content)

    def test_a_file_shows_an_item_of_its_own_claim(self):
        file = self._sent(photo())
        file.line_id = self.claim.line_ids
        other = self._claim(self.claim.order_id, 1)
        with self.assertRefused("another claim", ValidationError):
            file.with_user(self.agent).line_id = other.line_ids

    def test_a_small_file_of_many_pixels_is_refused(self):
        # Eight thousand bytes that would fill a quarter of a gigabyte.
        bomb = picture((8000, 8000), mode="1")
        self.assertLess(len(bomb), 20_000)
        with self.assertRefused("too many pixels", ValidationError):
            self._sent(bomb)

    def test_a_thumbnail_is_kept_without_camera_data(self):
        sent = self._sent(photo(size=(1200, 800), place=True))
        small = base64.b64decode(sent.thumbnail)
        self.assertNotIn(b"SecretCamera", small)
        self.assertEqual(Image.open(BytesIO(small)).size, (256, 171))
        self.assertIn(b"SecretCamera", sent._bytes())
        with self.assertRaises(UserError):
            sent.with_user(self.agent).thumbnail = False

    def test_a_turned_photo_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        sent = self._sent(picture((400, 200), kind="JPEG", exif=exif))
        small = Image.open(BytesIO(base64.b64decode(sent.thumbnail)))
        self.assertEqual(small.size, (128, 256))

    def test_a_photo_with_a_second_picture_behind_it_is_a_photo(self):
        depth = Image.new("RGB", (32, 24))
        kind = MpoImagePlugin.MpoImageFile.format
        content = picture(kind=kind, save_all=True, append_images=[depth])
        self.assertEqual(Image.open(BytesIO(content)).format, kind)
        sent = self._sent(content)
        self.assertEqual((sent.kind, sent.mimetype), ("photo", "image/jpeg"))
        self.assertEqual(Image.open(BytesIO(sent._photo_copy())).size, (64, 48))

    def test_what_the_camera_wrote_down_wrong_costs_no_photo(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        exif[0x8825] = {2: (52.0, 31.0, 0.0)}
        content = picture((40, 20), kind="JPEG", exif=exif)
        # The place of the photo says to be text.
        entry = content.index(b"\x00\x02\x00\x05\x00\x00\x00\x03")
        content = content[: entry + 3] + b"\x02" + content[entry + 4 :]
        sent = self._sent(content)
        small = Image.open(BytesIO(base64.b64decode(sent.thumbnail)))
        self.assertEqual(small.size, (20, 40))

    def test_a_replaced_file_has_its_own_thumbnail(self):
        sent = self.claim._add_evidence([("a.jpg", photo("red"))], "agent")
        before = sent.thumbnail
        sent.content = base64.b64encode(photo("blue"))
        self.assertNotEqual(sent.thumbnail, before)
        sent.content = base64.b64encode(b"%PDF-1.4")
        self.assertFalse(sent.thumbnail)

    def test_a_claim_holds_so_many_bytes(self):
        self.claim._add_evidence([("a.pdf", PDF)], "customer")
        self.env["aftersales.evidence"].search(
            [("claim_id", "=", self.claim.id)]
        )._write_found({"size": 200 * 1024 * 1024 - 20})
        with self.assertRefused("larger than 200 MB", ValidationError):
            self.claim._add_evidence([("b.mp4", MP4)], "customer")
        self.claim._add_evidence([("b.pdf", PDF + b"0")], "customer")

    def test_photos_of_iphones_are_kept_as_files(self):
        sent = self.claim._add_evidence([("IMG_1.HEIC", HEIC)], "customer")
        self.assertRecordValues(
            sent, [{"kind": "document", "mimetype": "image/heic", "thumbnail": False}]
        )
        self.assertEqual(sent._shown_kind(), "photo")
        # Where it was taken cannot be taken out of it.
        self.assertFalse(sent.is_shareable)


@tagged("post_install", "-at_install")
class TestEvidenceFiles(PortalCase):
    def _served(self, content, path="", **headers):
        claim = self._claim(self.order, 1, channel="portal")
        sent = claim._add_evidence([("<b>.jpg", content)], "customer")
        self.sign_in(self.customer_user)
        return self.url_open(
            f"/my/claims/{claim.id}/evidence/{sent.id}{path}", headers=headers
        )

    def assertHarmless(self, response, mimetype, disposition):
        self.assertEqual(response.headers["Content-Type"], mimetype)
        self.assertTrue(response.headers["Content-Disposition"].startswith(disposition))
        self.assertNotIn("<b>", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", response.headers["Content-Security-Policy"])
        self.assertIn("private", response.headers["Cache-Control"])

    def test_photos_are_shown_as_copies(self):
        hidden = photo(place=True) + b"<script>alert(1)</script>"
        for path in ("", "/thumb"):
            response = self._served(hidden, path)
            self.assertHarmless(response, "image/jpeg", "inline")
            self.assertNotIn(b"SecretCamera", response.content)
            self.assertNotIn(b"<script>", response.content)

    def test_documents_are_saved_and_not_shown(self):
        response = self._served(b"%PDF-1.4 <script>alert(1)</script>")
        self.assertHarmless(response, "application/pdf", "attachment")

    def test_players_seek_in_videos(self):
        whole = self._served(MP4)
        self.assertHarmless(whole, "video/mp4", "inline")
        self.assertEqual(whole.content, MP4)
        part = self._served(MP4, Range="bytes=4-11")
        self.assertEqual((part.status_code, part.content), (206, b"ftypisom"))
        self.assertHarmless(part, "video/mp4", "inline")

    def test_suppliers_see_what_an_agent_shared_and_no_camera_data(self):
        claim = self._claim(self.order, 1, channel="portal")
        sent = claim._add_evidence(
            [("a.jpg", photo(place=True)), ("b.mp4", MP4), ("c.pdf", b"%PDF-1.4")],
            "customer",
        )
        claim.action_ask_supplier()
        self.sign_in(self.supplier_user)
        url = f"/my/cases/{claim.case_ids.id}/evidence"
        for file in sent:
            self.assertDenied(self.get(f"{url}/{file.id}"))
        sent.shared_with_supplier = True
        shown = [self.get(f"{url}/{file.id}") for file in sent]
        self.assertEqual([page.status_code for page in shown], [200, 200, 403])
        self.assertNotIn(b"SecretCamera", shown[0].content)
        self.assertHarmless(shown[0], "image/jpeg", "inline")


@tagged("post_install", "-at_install")
class TestEvidenceSource(AftersalesCase):
    """Whose file it is, says the door it came through."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claim = cls._claim(
            cls._delivered((cls.lamp, 5)), 1, channel="api", external_ref="SHOP-1"
        )

    def _vals(self, **vals):
        content = base64.b64encode(PDF)
        return {"claim_id": self.claim.id, "name": "a.pdf", "content": content, **vals}

    def test_what_an_agent_adds_is_his(self):
        files = self.env["aftersales.evidence"].with_user(self.agent)
        for source in ("customer", "supplier"):
            with self.subTest(source=source), self.assertRefused("What you add is"):
                files.create(self._vals(source=source))
            imported = files.load(
                ["name", "claim_id", "content", "source"],
                [["a.pdf", self.claim.name, self._vals()["content"].decode(), source]],
            )
            self.assertFalse(imported["ids"])
        self.assertFalse(self.claim.evidence_ids)
        for vals in ({}, {"source": "agent"}):
            self.assertEqual(files.create(self._vals(**vals)).source, "agent")
        windows = files.with_context(default_source="customer")
        self.assertEqual(windows.create(self._vals()).source, "agent")

    def test_what_a_shop_passes_on_is_its_customers_and_says_by_whom(self):
        content = base64.b64encode(PDF).decode()
        file = {"name": "a.pdf", "content": content}
        self.claim.with_user(self.agent).api_add_evidence([file])
        sent = self.claim.evidence_ids
        self.assertRecordValues(
            sent, [{"source": "customer", "create_uid": self.agent.id}]
        )
        with self.assertRefused("What others sent stays"):
            sent.with_user(self.agent).name = "b.pdf"

    def test_a_copy_is_whose_copy_it_is(self):
        sent = self.claim._add_evidence([("a.pdf", PDF)], "customer")
        self.assertEqual(sent.with_user(self.agent).copy().source, "agent")
