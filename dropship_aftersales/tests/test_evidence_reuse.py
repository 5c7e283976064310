"""A file that is on another claim already is known again."""

import base64
from io import BytesIO

from PIL import Image, ImageDraw

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..models.evidence.photo import difference_hash
from .files import PDF, scene
from .portal_common import photo
from .reuse_common import ReuseCase


@tagged("post_install", "-at_install")
class TestEvidenceReuse(ReuseCase):
    # ------------------------------------------------------------------ the same

    def test_the_same_photo_is_known_again(self):
        sent = self._sends(scene())
        self.assertEqual(sent.reuse, "others")
        self.assertEqual(sent.reused_evidence_ids, self.shown)
        self.assertEqual(sent.claim_id.reused_evidence, "others")
        self.assertTrue(sent.claim_id._holds_back())
        self.assertFalse(self.shown.reuse)

    def test_a_smaller_brighter_copy_of_a_photo_is_known_again(self):
        for copy in (
            scene(size=(200, 150)),
            scene(quality=35),
            scene(light=6),
            self._as_png(scene()),
        ):
            with self.subTest(size=len(copy)):
                self.assertNotEqual(copy, scene())
                self.assertIn(self.shown, self._sends(copy).reused_evidence_ids)

    def _as_png(self, content):
        output = BytesIO()
        Image.open(BytesIO(content)).save(output, "PNG")
        return output.getvalue()

    def test_a_turned_photo_is_the_same_photo(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        output = BytesIO()
        turned = Image.open(BytesIO(scene())).transpose(Image.Transpose.ROTATE_90)
        turned.save(output, "JPEG", exif=exif)
        self.assertEqual(self._sends(output.getvalue()).reuse, "others")

    def test_other_photos_are_other_photos(self):
        hashes = [difference_hash(scene(seed)) for seed in range(40)]
        apart = [
            (one ^ other).bit_count()
            for place, one in enumerate(hashes)
            for other in hashes[:place]
        ]
        self.assertGreater(min(apart), 6)
        self.assertFalse(self._sends(scene(1)).reuse)

    def test_what_is_plain_is_like_nothing(self):
        page = self._drawn((255, 255, 255))
        logo = self._drawn((255, 255, 255), (140, 100, 180, 140))
        gradient = self._as_png(self._shaded())
        for plain in (photo("white"), photo("red"), page, logo, gradient):
            self.assertIsNone(difference_hash(plain))
            self._sends(plain, self.earlier)
            sent = self._sends(plain)
            self.assertTrue(sent.checksum)
            self.assertFalse(sent.reuse)

    def _drawn(self, paper, box=None):
        image = Image.new("RGB", (320, 240), paper)
        if box:
            ImageDraw.Draw(image).rectangle(box, fill="black")
        output = BytesIO()
        image.save(output, "JPEG")
        return output.getvalue()

    def _shaded(self):
        output = BytesIO()
        Image.linear_gradient("L").convert("RGB").rotate(90).save(output, "PNG")
        return output.getvalue()

    def test_videos_and_papers_are_known_by_their_content(self):
        video = b"\x00\x00\x00\x18ftypisom" + b"\x07" * 400
        for content in (video, PDF + b" of another order"):
            before = self._sends(content, self.earlier)
            self.assertEqual(self._sends(content).reused_evidence_ids, before)
        self.assertFalse(self._sends(PDF + b" of this order").reuse)

    # ------------------------------------------------------------------ whose

    def test_the_claim_itself_is_no_other_claim(self):
        self.assertFalse(self._sends(scene(size=(200, 150)), self.earlier).reuse)

    def test_the_same_customer_is_told_apart(self):
        first = self._sends(scene(3))
        again = self._sends(scene(3))
        self.assertEqual((again.reuse, first.reuse), ("customer", False))
        self.assertTrue(again.claim_id._holds_back())
        both = self._sends(scene(3), self._claim(self.other_order, 1))
        self.assertEqual(both.reuse, "others")

    def test_who_withdraws_and_asks_again_sends_his_photo_again(self):
        first = self._sends(scene(4))
        paper = self._sends(PDF + b"bill", first.claim_id, "bill.pdf")
        self._sends(PDF + b"bill")
        self.assertFalse(paper.reuse)
        first.claim_id.action_cancel()
        self.assertFalse(self._sends(scene(4)).reuse)
        elsewhere = self._sends(scene(4), self._claim(self.other_order, 1))
        self.assertEqual(elsewhere.reuse, "others")

    def test_what_is_not_sent_yet_is_not_used(self):
        draft = self._claim(self.order, 1, submit=False)
        sent = self._sends(scene(), draft)
        other_draft = self._claim(self.other_order, 1, submit=False)
        self._sends(scene(5), other_draft)
        self.assertFalse(sent.reuse or self._sends(scene(5), draft).reuse)
        draft.action_submit()
        self.assertEqual(sent.reuse, "others")
        other_draft.action_submit()
        self.assertEqual(other_draft.evidence_ids.reuse, "others")

    def test_other_companies_keep_their_photos_to_themselves(self):
        self.env.cr.execute(
            "UPDATE aftersales_evidence SET company_id = %s WHERE id = %s",
            (self.env["res.company"].create({"name": "Elsewhere"}).id, self.shown.id),
        )
        self.env.invalidate_all()
        self.assertFalse(self._sends(scene()).reuse)

    def test_what_suppliers_show_is_not_compared(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        sent = claim.case_ids._add_case_evidence([("c.jpg", scene())], "supplier")
        self.assertFalse(sent.reuse or claim.reused_evidence)
        self.assertFalse(self._sends(scene(6)).reuse)

    def test_a_file_taken_back_takes_its_flag_along(self):
        sent = self._sends(scene())
        claim = sent.claim_id
        sent.unlink()
        self.assertFalse(claim.reused_evidence)

    def test_what_is_taken_back_is_used_no_more(self):
        sent = self._sends(scene())
        self.shown.unlink()
        self.assertFalse(sent.reuse or sent.claim_id.reused_evidence)

    # ------------------------------------------------------------------ on the screen

    def test_the_alert_links_to_what_the_agent_may_open(self):
        own = new_test_user(
            self.env,
            "aftersales_own",
            groups="base.group_user,dropship_aftersales.group_agent_own",
        )
        claim = self._sends(scene()).claim_id
        seen = claim.with_user(self.agent)
        self.assertEqual(seen.reused_claim_ids, self.earlier)
        self.assertFalse(seen.reused_elsewhere)
        claim.user_id = own
        self.earlier.user_id = self.agent
        seen = claim.with_user(own)
        self.assertFalse(seen.reused_claim_ids)
        self.assertEqual(seen.reused_elsewhere, self.earlier.name)

    def test_nobody_writes_it_by_hand(self):
        sent = self._sends(scene()).with_user(self.agent)
        for vals in (
            {"reuse": False},
            {"reused_evidence_ids": [(5,)]},
            {"photo_hash": "0"},
            {"checksum": "0"},
            {"size": 1},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                sent.write(vals)
        forged = sent.create(
            {
                "name": "c.jpg",
                "claim_id": sent.claim_id.id,
                "content": base64.b64encode(scene()),
                "checksum": "0",
                "reuse": False,
                "photo_hash": "0" * 16,
            }
        )
        self.assertEqual((forged.reuse, forged.checksum), ("others", sent.checksum))

    def test_many_claims_are_not_approved_unseen_with_a_used_photo(self):
        claim = self._sends(scene()).claim_id
        self.assertIn("was used on another claim", claim._needs_person())
        self._sends(scene(7), other := self._claim(self.order, 1))
        self.assertNotIn("used", other._needs_person() or "")
