"""What customers are asked to show, as their page shows it, and what they answer."""

from odoo import models
from odoo.exceptions import UserError

PHOTO_TYPES = "image/jpeg,image/png,image/webp"
VIDEO_TYPES = "video/mp4,video/quicktime,video/webm"
# What the browser offers to choose; the server looks into the file.
TYPES = {
    "photo": PHOTO_TYPES,
    "video": VIDEO_TYPES,
    "document": f"application/pdf,{PHOTO_TYPES}",
    "any": f"{PHOTO_TYPES},{VIDEO_TYPES},application/pdf",
}


class AftersalesClaim(models.Model):
    """Answers a round, piece by piece; other files and words go with the claim."""

    _inherit = "aftersales.claim"

    def _asked_piece(self, piece_id):
        """A piece that this claim's customer is asked for now.

        :param piece_id: number that was posted
        :raise UserError: it is not, or not any more
        """
        self.ensure_one()
        piece = self._open_round().piece_ids.filtered(
            lambda piece: str(piece.id) == str(piece_id)
        )
        if not piece:
            raise UserError(
                self.env._("We do not wait for this any more. Reload the page.")
            )
        return piece

    def _has_answered(self, piece_ids):
        """Whether the customer handed in the round of these pieces already."""
        self.ensure_one()
        answered = self.sudo().evidence_request_ids.filtered(
            lambda request: request.state == "answered"
        )
        return set(piece_ids) <= {str(piece.id) for piece in answered.piece_ids}

    def _check_round_answer(self, text):
        """Everything asked for is there, or the customer says why it is not.

        :param str text: what he writes beside it
        :raise UserError: something is missing
        """
        self.ensure_one()
        asked = self._open_round()
        if asked.piece_ids:
            missing = asked.piece_ids.filtered(lambda piece: not piece._is_settled())
            if missing:
                raise UserError(
                    self.env._(
                        "Something is missing: %s. Add it, or tell us why you cannot.",
                        ", ".join(piece._asked_words() for piece in missing),
                    )
                )
        elif not text and not self._has_fresh_evidence():
            raise UserError(self.env._("Choose a file, or write why you have none."))

    def _take_evidence(self, files, text, actor, author):
        if files:
            self._add_evidence(files, source="customer")
        if self.state == "evidence":
            self._check_round_answer(text)
        elif not files and not text:
            raise UserError(self.env._("Choose a file, or write why you have none."))
        super()._take_evidence([], text, actor, author)

    # ------------------------------------------------------------------ the page

    def _portal_slots(self, access_token=None):
        """The pieces asked for now, each with the files that came for it."""
        self.ensure_one()
        if self.state != "evidence":
            return []
        removable = self._removable_evidence()
        return [
            {
                "id": piece.id,
                "name": piece._asked_words(),
                "kind_words": piece._kind_words(),
                "count": piece.count,
                "wrong_words": piece._wrong_kind_words("%s"),
                "types": TYPES[piece.kind],
                "count_words": piece._count_words(),
                "settled": piece._is_settled(),
                "refusal": piece.refusal or "",
                "files": [
                    evidence._portal_file(
                        self.access_url, access_token, evidence in removable
                    )
                    for evidence in piece.evidence_ids
                ],
            }
            for piece in self._open_round().piece_ids
        ]

    def _portal_loose_files(self, access_token=None):
        """The customer's files that no piece asked for."""
        self.ensure_one()
        asked = {file["id"] for slot in self._portal_slots() for file in slot["files"]}
        return [
            file for file in self._portal_files(access_token) if file["id"] not in asked
        ]

    def _portal_rounds(self):
        """Earlier rounds, the latest first."""
        self.ensure_one()
        rounds = self.sudo().evidence_request_ids.filtered(
            lambda request: request.state != "open"
        )
        return [
            {
                "date": request.asked_date,
                "text": request.text or "",
                "end": request._end_words(),
                "pieces": [
                    {"name": piece._asked_words(), "words": piece._answer_words()}
                    for piece in request.piece_ids
                ],
            }
            for request in rounds.sorted("id", reverse=True)
        ]


class AftersalesEvidenceRequest(models.Model):
    _inherit = "aftersales.evidence.request"

    def _end_words(self):
        """How the round ended, for the customer."""
        self.ensure_one()
        return {
            "open": "",
            "answered": self.env._("You answered."),
            "lapsed": self.env._("The time was over; we went on without it."),
            "withdrawn": self.env._("Not needed any more."),
        }[self.state]


class AftersalesEvidencePiece(models.Model):
    _inherit = "aftersales.evidence.piece"

    def _answer_words(self):
        """What became of this piece."""
        self.ensure_one()
        words = []
        if self.evidence_ids:
            words.append(self._count_words())
        if self.refusal and not self.received:
            words.append(self.env._("Cannot be provided: %s", self.refusal))
        return " · ".join(words) or self.env._("Nothing was sent.")

    def _count_words(self):
        """How many files are there, of how many asked for."""
        self.ensure_one()
        if self.count == 1 or len(self.evidence_ids) > self.count:
            return self.env._("Files sent: %s", len(self.evidence_ids))
        return self.env._(
            "Files sent: %(sent)s of %(asked)s",
            sent=len(self.evidence_ids),
            asked=self.count,
        )

    def _kind_words(self):
        """What may be sent for it."""
        self.ensure_one()
        return {
            "photo": self.env._("A photo: JPG, PNG, WebP or HEIC, up to 25 MB."),
            "video": self.env._("A video: MP4, MOV or WebM, up to 25 MB."),
            "document": self.env._("A PDF or a photo of the paper, up to 25 MB."),
            "any": self.env._("A photo, a video or a PDF, up to 25 MB."),
        }[self.kind]

    # ------------------------------------------------------------------ answers

    def _add_files(self, files, source="customer"):
        """Keep files for this piece; what the customer sent beside it before counts.

        :param list files: ``(name, bytes)`` pairs
        :return: the evidence of these files, created or there already
        :raise UserError: a file is of another kind or cannot be used; none is kept then
        """
        self.ensure_one()
        known = self.claim_id.evidence_ids.filtered(
            lambda file: (
                file.source == source and file.piece_id in (self, self.browse())
            )
        )
        kept = known._keep_beside(
            files,
            {"claim_id": self.claim_id.id, "source": source, "piece_id": self.id},
        )
        loose = kept.filtered(lambda file: file.piece_id != self)
        if loose:
            loose.piece_id = self
        return kept

    def _refuse(self, why):
        """Keep why the customer cannot provide it; nothing takes it back."""
        self.ensure_one()
        if (self.refusal or "") != why:
            self.refusal = why
