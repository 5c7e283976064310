"""The customer is asked for pieces of evidence, round by round, and answers."""

from base64 import b64encode
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import AftersalesCase
from .files import HEIC, MP4, PDF
from .portal_common import photo
from .rounds_common import RoundsMixin


@tagged("post_install", "-at_install")
class TestEvidenceRounds(RoundsMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_types()
        cls.order = cls._delivered((cls.lamp, 9))
        cls._invoice(cls.order)
        cls.claim = cls._claim(cls.order, 1)

    def _two_pieces(self):
        return self._asked(
            self.claim,
            {"type_id": self.label.id, "kind": "photo"},
            {"label": "The noise it makes", "kind": "video", "count": 2},
        )

    # ------------------------------------------------------------------ asking

    def test_what_is_ticked_and_written_becomes_a_round(self):
        action = self.claim.with_user(self.agent).action_open_ask_evidence()
        dialog = self.env[action["res_model"]].with_user(self.agent)
        with Form(dialog.with_context(**action["context"])) as form:
            form.asked_by = "supplier"
            form.type_ids.clear()
            form.type_ids.add(self.label)
            with form.piece_ids.new() as piece:
                piece.label = "The sole from below"
                piece.count = 2
            form.text = "Please hold it into the light."
            form.deadline = "2099-01-01 12:00:00"
        form.record.action_confirm()
        self.assertRecordValues(
            self.claim.evidence_request_ids,
            [
                {
                    "text": "Please hold it into the light.",
                    "asked_by": "supplier",
                    "state": "open",
                    "user_id": self.claim.user_id.id,
                }
            ],
        )
        self.assertRecordValues(
            self.claim.evidence_request_ids.piece_ids,
            [
                {"name": self.label.name, "kind": "photo", "count": 1},
                {"name": "The sole from below", "kind": "photo", "count": 2},
            ],
        )
        self.assertEqual(self.claim.state, "evidence")
        self.assertEqual(str(self.claim.deadline), "2099-01-01 12:00:00")

    def test_the_customer_reads_what_is_asked_in_his_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.label.with_context(lang="de_DE").name = "Foto vom Etikett"
        self.customer.lang = "de_DE"
        self._asked(self.claim)
        self.assertIn("Foto vom Etikett", self.claim.evidence_request)
        words = self.claim.with_context(lang="de_DE")._next_move("customer")
        self.assertEqual(
            words["text"].splitlines(), ["Which one is it?", "• Foto vom Etikett"]
        )
        told = self.claim.with_user(self.agent)._next_move("agent")
        self.assertEqual(told["text"], f"Still missing: {self.label.name}.")

    def test_a_wish_of_the_supplier_is_passed_on_without_its_name(self):
        self._asked(self.claim, asked_by="supplier")
        words = self.claim._next_move("customer")
        self.assertNotIn("upplier", str(words))

    def test_asked_is_what_is_missing(self):
        self.env["aftersales.policy"].search([]).active = False
        self.defect.evidence_required = True
        self.defect.evidence_type_ids = self.label | self.video
        claim = self._claim(self.order, 1)
        claim._add_evidence([("a.heic", HEIC)], "customer")
        # What was wanted when it was sent is what is wanted.
        self.defect.evidence_type_ids = self.label
        self.assertEqual(claim._missing_pieces(), {self.video: 1})
        self.assertFalse(claim._evidence_complete())
        claim._add_evidence([("a.mp4", MP4)], "customer")
        self.assertTrue(claim._evidence_complete())
        self.assertFalse(claim._missing_pieces())

    def test_nothing_is_not_asked_nor_until_yesterday(self):
        claim = self.claim.with_user(self.agent)
        with self.assertRefused("Tick what"):
            claim._ask_evidence("", [])
        with self.assertRefused("still to come"):
            claim._ask_evidence("Hm?", deadline=fields.Datetime.now())
        self.assertEqual(self.claim.state, "review")
        self.assertFalse(self.claim.evidence_request_ids)

    def test_one_round_at_a_time_and_the_next_after_it(self):
        first = self._asked(self.claim)
        with self.assertRefused("cannot|Wait|asked"):
            self.claim.with_user(self.agent)._ask_evidence("And this?")
        self.claim.with_user(self.agent).action_give_evidence()
        second = self._asked(self.claim, text="And the back?")
        self.assertEqual((first.state, second.state), ("answered", "open"))
        self.assertEqual(self.claim.evidence_request_ids, first | second)

    def test_asking_by_the_verb_alone_is_a_round_too(self):
        self.claim.evidence_request = "A photo of the base"
        self.claim.with_user(self.agent).action_ask_evidence()
        self.assertRecordValues(
            self.claim.evidence_request_ids,
            [{"text": "A photo of the base", "state": "open", "piece_ids": []}],
        )

    # ------------------------------------------------------------------ answering

    def test_files_of_another_kind_are_refused_in_clear_words(self):
        label, noise = self._two_pieces().piece_ids
        for piece, content, words in (
            (label, PDF, "is no photo. Please send a photo for “Photo of the label"),
            (label, MP4, "is no photo"),
            (noise, photo(), "is no video. Please send a video for “The noise"),
        ):
            with self.assertRefused(words, ValidationError):
                piece._add_files([("x", content)])
        self.assertFalse(self.claim.evidence_ids)
        label._add_files([("iphone.heic", HEIC)])
        self.assertTrue(label.received)

    def test_a_paper_may_be_photographed(self):
        [paper] = self._asked(
            self.claim, {"label": "The delivery note", "kind": "document"}
        ).piece_ids
        paper._add_files([("a.jpg", photo())])
        with self.assertRefused("is no document", ValidationError):
            paper._add_files([("a.mp4", MP4)])
        self.assertTrue(paper.received)

    def test_what_was_sent_before_counts_and_is_kept_once(self):
        [before] = self.claim._add_evidence([("a.jpg", photo())], "customer")
        [piece] = self._asked(self.claim).piece_ids
        for _again in range(2):
            self.assertEqual(piece._add_files([("b.jpg", photo())]), before)
        self.assertEqual(self.claim.evidence_ids, before)
        self.assertEqual(before.piece_id, piece)

    def test_everything_is_there_or_explained(self):
        asked = self._two_pieces()
        label, noise = asked.piece_ids
        label._add_files([("a.jpg", photo())])
        noise._add_files([("a.mp4", MP4)])
        with self.assertRefused("missing: 2 × The noise it makes"):
            self.claim._take_evidence([], "", "customer", self.customer)
        self.assertEqual(self.claim.state, "evidence")
        noise._refuse("My neighbour sleeps")
        self.claim._take_evidence([], "", "customer", self.customer)
        self.assertEqual((self.claim.state, asked.state), ("review", "answered"))
        self.assertEqual(noise.refusal, "My neighbour sleeps")

    def test_an_agent_adds_what_came_by_mail_and_says_that_it_is_there(self):
        asked = self._asked(self.claim)
        own = self.claim.with_user(self.agent)
        self.env["aftersales.evidence"].with_user(self.agent).create(
            {
                "name": "a.jpg",
                "content": b64encode(photo()),
                "claim_id": own.id,
                "piece_id": asked.piece_ids.id,
            }
        )
        [shown] = own.get_evidence_rounds()
        self.assertEqual(
            [(piece["name"], piece["received"]) for piece in shown["pieces"]],
            [(self.label.name, True)],
        )
        own.action_give_evidence()
        self.assertEqual((self.claim.state, asked.state), ("review", "answered"))

    def test_silence_ends_a_round_as_not_answered_unless_all_was_there(self):
        lapsed = self._asked(self.claim)
        self.claim._follow("give_evidence", "system")
        whole = self._asked(self.claim)
        whole.piece_ids._add_files([("a.jpg", photo())])
        self.claim._follow("give_evidence", "system")
        self.assertEqual((lapsed.state, whole.state), ("lapsed", "answered"))
        self.assertTrue(lapsed.closed_date and whole.closed_date)

    def test_what_is_withdrawn_is_not_asked_any_more(self):
        asked = self._asked(self.claim)
        self.claim.action_cancel()
        self.assertEqual(asked.state, "withdrawn")
        self.assertFalse(self.claim._open_round())
        self.assertBooksBalance(self.claim)

    # ------------------------------------------------------------------ frozen

    def test_the_decision_freezes_rounds_pieces_and_answers(self):
        asked = self._asked(self.claim)
        asked.piece_ids._add_files([("a.jpg", photo())])
        self.claim.with_user(self.agent).action_give_evidence()
        evidence = asked.piece_ids.evidence_ids
        self._grant(self.claim, return_to="none")
        # Not even the system changes what was decided on.
        for change in (
            lambda: asked.write({"text": "x"}),
            lambda: asked.unlink(),
            lambda: asked.piece_ids.write({"refusal": "x"}),
            lambda: asked.piece_ids.unlink(),
            lambda: asked.piece_ids.copy(),
            lambda: evidence.write({"piece_id": False}),
            lambda: evidence.unlink(),
            lambda: asked.piece_ids._add_files([("b.jpg", photo("blue"))]),
        ):
            with self.assertRefused("is decided"):
                change()
        self.assertBooksBalance(self.claim)

    def test_agents_read_rounds_and_write_none_by_rpc(self):
        asked = self._asked(self.claim).with_user(self.agent)
        self.assertEqual(asked.read(["state"])[0]["state"], "open")
        for change in (
            lambda: asked.write({"state": "answered"}),
            lambda: asked.unlink(),
            lambda: asked.create({"claim_id": self.claim.id}),
            lambda: asked.piece_ids.write({"refusal": "x"}),
            lambda: asked.piece_ids.create(
                {"request_id": asked.id, "label": "x", "kind": "any"}
            ),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_files_answer_pieces_of_their_own_claim(self):
        other = self._claim(self.order, 1)
        foreign = self._asked(other).piece_ids
        mine = self.claim._add_evidence([("a.jpg", photo())], "customer")
        with self.assertRefused("on another claim"):
            mine.with_user(self.agent).piece_id = foreign

    def test_rounds_are_seen_by_those_who_see_the_claim(self):
        own = new_test_user(
            self.env,
            "aftersales_own",
            groups="base.group_user,dropship_aftersales.group_agent_own",
        )
        asked = self._asked(self.claim)
        self.claim.user_id = self.agent
        for document in (asked, asked.piece_ids):
            self.assertTrue(document.with_user(self.agent).has_access("read"))
            self.assertFalse(document.with_user(own).has_access("read"))
        with self.assertRaises(AccessError):
            self.claim.with_user(own).get_evidence_rounds()

    def test_a_deadline_that_nobody_named_is_the_usual_one(self):
        self._asked(self.claim, deadline=fields.Datetime.now() + timedelta(days=3))
        named = self.claim._asked_deadline()
        self.assertTrue(named)
        self.claim.with_user(self.agent).action_give_evidence()
        self._asked(self.claim)
        self.assertFalse(self.claim._asked_deadline())
