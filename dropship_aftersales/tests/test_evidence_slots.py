"""The customer's page has a place for each piece that was asked for."""

import json

from odoo import http
from odoo.tests import tagged

from .files import HEIC, MP4, PDF
from .portal_common import PortalCase, photo
from .rounds_common import RoundsMixin


@tagged("post_install", "-at_install")
class TestEvidenceSlots(RoundsMixin, PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_types()

    def setUp(self):
        super().setUp()
        self.claim = self._claim(self.order, 1, channel="portal")
        self.asked = self._asked(
            self.claim,
            {"type_id": self.label.id, "kind": "photo"},
            {"label": "The noise it makes", "kind": "video", "count": 2},
            asked_by="supplier",
        )
        self.piece, self.noise = self.asked.piece_ids
        self.env.flush_all()
        self.url = f"/my/claims/{self.claim.id}"
        self.sign_in(self.customer_user)

    def _upload(self, piece_id, content, name="a.jpg", **data):
        """One file as the tiles send it: ``(status, answer)``."""
        token = http.Request.csrf_token(self)
        response = self.url_open(
            f"{self.url}/files",
            data={"piece": piece_id, "csrf_token": token, **data},
            files=[("file", (name, content, "image/jpeg"))],
            headers={"Accept": "application/json"},
            allow_redirects=False,
        )
        self.env.invalidate_all()
        return response.status_code, json.loads(response.text)

    def _send(self, files=(), **data):
        return self.post(
            f"{self.url}/evidence",
            data,
            files=[(name, (label, content, "x/y")) for name, label, content in files],
        )

    # ------------------------------------------------------------------ the page

    def test_the_page_asks_for_exactly_that(self):
        page = self.get(self.url)
        self.assertPage(
            page,
            "Which one is it?",
            self.label.name,
            "2 × The noise it makes",
            "A photo: JPG, PNG, WebP or HEIC, up to 25 MB.",
            "A video: MP4, MOV or WebM, up to 25 MB.",
            "I cannot provide this",
            "Send evidence",
        )
        self.assertCustomerWords(page)
        self.assertEqual(page.text.count('class="o_aftersales_files"'), 2)

    def test_no_heading_stands_above_nothing(self):
        self.assertNotIn("Photos and files", self.get(self.url).text)
        self._upload(self.piece.id, photo("red"))
        self.assertIn("Photos and files", self.get(self.url).text)

    def test_what_was_uploaded_is_there_on_another_device(self):
        status, answer = self._upload(self.piece.id, photo())
        self.assertEqual((status, answer["name"]), (200, "a.jpg"))
        self.assertEqual(self.piece.evidence_ids.id, answer["id"])
        self.guest()
        page = self.get(self.url, access_token=self.claim.access_token)
        self.assertPage(page, "Files sent: 1", f"/evidence/{answer['id']}")
        self.assertEqual(self.claim.state, "evidence")

    def test_a_token_answers_as_well_as_a_login(self):
        self.guest()
        token = self.claim.access_token
        status, _answer = self._upload(self.piece.id, photo(), access_token=token)
        self.assertEqual(status, 200)
        answer = self._send(
            **{f"cannot_{self.noise.id}": "It is silent", "access_token": token}
        )
        self.assertLeadsTo(answer, "done=evidence")
        self.assertEqual((self.claim.state, self.asked.state), ("review", "answered"))
        self.assertEqual(self.noise.refusal, "It is silent")
        self.assertBooksBalance(self.claim)

    def test_strangers_upload_nothing(self):
        self.sign_in(self.other_user)
        self.assertEqual(self._upload(self.piece.id, photo())[0], 403)
        self.guest()
        self.assertEqual(self._upload(self.piece.id, photo(), access_token="x")[0], 403)
        self.assertFalse(self.claim.evidence_ids)

    # ------------------------------------------------------------------ refusals

    def test_files_of_another_kind_are_refused_in_clear_words(self):
        for piece, content, words in (
            (self.piece, PDF, "Please send a photo for “Photo of the label"),
            (self.noise, photo(), "Please send a video for “The noise it makes”"),
        ):
            status, answer = self._upload(piece.id, content, "a.bin")
            self.assertEqual(status, 422)
            self.assertIn(words, answer["error"])
        self.assertEqual(self._upload(self.piece.id, HEIC, "IMG.HEIC")[0], 200)
        self.assertEqual(self._upload(self.noise.id, MP4, "a.mp4")[0], 200)

    def test_pieces_of_others_take_nothing(self):
        other = self._claim(self.order, 1, channel="portal")
        foreign = self._asked(other).piece_ids
        for piece_id in (foreign.id, 0, "x", "1 OR 1=1", 10**30):
            with self.subTest(piece_id=piece_id):
                status, answer = self._upload(piece_id or "0", photo())
                self.assertEqual(status, 422)
                self.assertIn("do not wait for this", answer["error"])
        page = self._send(
            [(f"file_{foreign.id}", "a.jpg", photo())],
            **{f"cannot_{foreign.id}": "mine now"},
        )
        self.assertPage(page, "do not wait for this")
        self.assertFalse(foreign.refusal or foreign.evidence_ids)
        self.assertEqual(other.state, "evidence")

    def test_a_round_that_is_over_takes_nothing(self):
        self.claim.with_user(self.agent).action_give_evidence()
        self.env.flush_all()
        status, answer = self._upload(self.piece.id, photo())
        self.assertEqual(status, 422)
        self.assertIn("do not wait for this", answer["error"])
        self.assertFalse(self.piece.evidence_ids)

    # ------------------------------------------------------------------ no JavaScript

    def test_a_plain_form_keeps_what_it_can_and_says_what_is_missing(self):
        page = self._send(
            [
                (f"file_{self.piece.id}", "paper.pdf", PDF),
                (f"file_{self.noise.id}", "one.mp4", MP4),
            ],
            note="It hums",
        )
        self.assertPage(page, "paper.pdf is no photo", "It hums")
        self.assertEqual(self.noise.evidence_ids.mapped("name"), ["one.mp4"])
        page = self._send([(f"file_{self.piece.id}", "a.jpg", photo())])
        self.assertPage(page, "Something is missing: 2 × The noise it makes")
        self.assertTrue(self.piece.received)
        self.assertEqual(self.claim.state, "evidence")
        answer = self._send(**{f"cannot_{self.noise.id}": "Only <b>once</b>"})
        self.assertLeadsTo(answer, "done=evidence")
        page = self.get(self.url)
        self.assertPage(page, "What we asked before", "Only &lt;b&gt;once&lt;/b&gt;")
        self.assertCustomerWords(page)

    def test_a_second_click_finds_it_done(self):
        self._upload(self.piece.id, photo())
        typed = {f"cannot_{self.noise.id}": "It is silent"}
        for _click in range(2):
            self.assertLeadsTo(self._send(**typed), "done=evidence")
        self.assertEqual(self.claim.state, "review")
        self.assertEqual(len(self.claim.evidence_request_ids), 1)

    def test_a_file_is_taken_back_from_its_place(self):
        _status, answer = self._upload(self.piece.id, photo())
        self.post(f"{self.url}/files/{answer['id']}/remove")
        self.assertFalse(self.piece.evidence_ids)
        self.assertPage(self._send(), "Something is missing")

    def test_the_next_round_folds_the_one_before(self):
        self._upload(self.piece.id, photo())
        self._send(**{f"cannot_{self.noise.id}": "It is silent"})
        self._asked(self.claim, text="And the back of it?")
        self.env.flush_all()
        page = self.get(self.url)
        self.assertPage(
            page, "And the back of it?", "What we asked before", "It is silent"
        )
        self.assertEqual(page.text.count('class="o_aftersales_files"'), 1)
        [first, second] = self.claim.evidence_request_ids
        self.assertEqual((first.state, second.state), ("answered", "open"))
        self.assertBooksBalance(self.claim)
