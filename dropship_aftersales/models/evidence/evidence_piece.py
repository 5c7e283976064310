"""The pieces of evidence that a round asks for, and the files that came for each."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..claims.claim_child import responsible
from .evidence_type import KINDS

# What may be sent for a piece of a kind. A photo of a paper shows the paper.
ACCEPTED = {
    "photo": ("photo",),
    "video": ("video",),
    "document": ("document", "photo"),
    "any": ("photo", "video", "document"),
}


class AftersalesEvidencePiece(models.Model):
    """One thing the customer should show: a photo of the label, two of the fault."""

    _name = "aftersales.evidence.piece"
    _description = "Piece of Evidence Asked For"
    _inherit = ["aftersales.claim.child.mixin", "aftersales.links.mixin"]
    _order = "request_id, id"
    _rec_name = "name"

    request_id = fields.Many2one(
        "aftersales.evidence.request",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    claim_id = fields.Many2one(
        related="request_id.claim_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    user_id = responsible("claim_id.user_id")
    type_id = fields.Many2one(
        "aftersales.evidence.type", readonly=True, ondelete="restrict"
    )
    label = fields.Char(
        readonly=True, help="What it is, in words for the customer, if it has no type."
    )
    name = fields.Char(compute="_compute_name")
    kind = fields.Selection(KINDS, required=True, default="photo", readonly=True)
    count = fields.Integer(
        string="Number", required=True, default=1, readonly=True, help="At least."
    )
    refusal = fields.Text(
        string="Cannot Be Provided",
        readonly=True,
        help="Why the customer cannot provide it, in his words.",
    )
    evidence_ids = fields.One2many(
        "aftersales.evidence", "piece_id", string="Files", readonly=True
    )
    received = fields.Boolean(
        compute="_compute_received", help="As many files as asked for are there."
    )

    _count_positive = models.Constraint(
        "CHECK(count > 0)", "Ask for at least one of each piece."
    )
    _named = models.Constraint(
        "CHECK(type_id IS NOT NULL OR label IS NOT NULL)",
        "Say what each piece is.",
    )

    @api.depends("type_id.name", "label")
    @api.depends_context("lang")
    def _compute_name(self):
        for piece in self:
            piece.name = piece.label or piece.type_id.name

    @api.depends("evidence_ids", "count")
    def _compute_received(self):
        for piece in self:
            piece.received = len(piece.evidence_ids) >= piece.count

    # ------------------------------------------------------------------ protection

    @api.model_create_multi
    def create(self, vals_list):
        pieces = super().create(vals_list)
        pieces.request_id._check_open()
        return pieces

    def write(self, vals):
        if vals.keys() - {"user_id", "company_id"}:
            self.request_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        self.request_id._check_open()

    # ------------------------------------------------------------------ answers

    def _is_settled(self):
        """It is there, or the customer said why he cannot provide it."""
        self.ensure_one()
        return self.received or bool((self.refusal or "").strip())

    def _asked_words(self):
        """What is asked, with its number if it is more than one."""
        self.ensure_one()
        if self.count > 1:
            return self.env._(
                "%(count)s × %(piece)s", count=self.count, piece=self.name
            )
        return self.name

    def _check_kind(self, name, kind, mimetype):
        """Refuse a file that does not show what is asked.

        :param str name: what the file is called
        :raise ValidationError: it is of another kind; says which is wanted
        """
        self.ensure_one()
        if kind in ACCEPTED[self.kind]:
            return
        # Photos of some phones are kept as files, see HEIC.
        if "photo" in ACCEPTED[self.kind] and (mimetype or "").startswith("image/"):
            return
        raise ValidationError(self._wrong_kind_words(name))

    def _wrong_kind_words(self, name):
        words = {
            "photo": self.env._(
                "%(file)s is no photo. Please send a photo for “%(piece)s”.",
                file=name,
                piece=self.name,
            ),
            "video": self.env._(
                "%(file)s is no video. Please send a video for “%(piece)s”.",
                file=name,
                piece=self.name,
            ),
            "document": self.env._(
                "%(file)s is no document. Please send a PDF or a photo of the paper "
                "for “%(piece)s”.",
                file=name,
                piece=self.name,
            ),
        }
        return words[self.kind]


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    piece_id = fields.Many2one(
        "aftersales.evidence.piece",
        string="Answers",
        index="btree_not_null",
        ondelete="set null",
        help="What it was asked for.",
    )

    @api.constrains("piece_id", "claim_id", "case_id", "content")
    def _check_piece(self):
        for evidence in self.filtered("piece_id"):
            piece = evidence.piece_id
            if piece.claim_id != evidence.claim_id or evidence.case_id:
                raise UserError(
                    self.env._("This piece was asked for on another claim.")
                )
            piece._check_kind(evidence.name, evidence.kind, evidence.mimetype)
