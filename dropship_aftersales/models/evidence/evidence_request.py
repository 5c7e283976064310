"""Rounds in which we ask a customer for evidence."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..claims.claim import UNDECIDED
from ..claims.claim_child import responsible

ENDS = ("answered", "lapsed", "withdrawn")


class AftersalesEvidenceRequest(models.Model):
    """One round: what the customer was asked to show, until when, and how it ended."""

    _name = "aftersales.evidence.request"
    _description = "Request for Evidence"
    _inherit = ["aftersales.claim.child.mixin", "aftersales.links.mixin"]
    _order = "id"
    _rec_name = "asked_date"

    claim_id = fields.Many2one(
        "aftersales.claim",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    user_id = responsible("claim_id.user_id")
    text = fields.Text(readonly=True, help="What we wrote, in words for the customer.")
    asked_by = fields.Selection(
        [("us", "Us"), ("supplier", "The supplier, in our words")],
        required=True,
        default="us",
        readonly=True,
        help="Who wants to see it. The customer never learns that it is the supplier.",
    )
    asked_date = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now
    )
    deadline = fields.Datetime(
        readonly=True, help="The day that the agent named; else the usual time counts."
    )
    state = fields.Selection(
        [
            ("open", "Open"),
            ("answered", "Answered"),
            ("lapsed", "Not answered"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="open",
        readonly=True,
    )
    closed_date = fields.Datetime(readonly=True)
    piece_ids = fields.One2many(
        "aftersales.evidence.piece", "request_id", string="Pieces", readonly=True
    )

    _one_open = models.UniqueIndex(
        "(claim_id) WHERE state = 'open'",
        "The customer is asked for something already. Wait for the answer, or say "
        "that the evidence is there.",
    )

    # ------------------------------------------------------------------ protection

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(vals_list)
        requests._check_open()
        return requests

    def write(self, vals):
        # The answer to a round is kept when its claim is decided; nothing else is.
        if vals.keys() - {"state", "closed_date", "user_id", "company_id"}:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        """What was asked is frozen by the decision, as what was answered."""
        if decided := self.claim_id.filtered(
            lambda claim: claim.state not in ("draft", *UNDECIDED)
        ):
            raise UserError(
                self.env._(
                    "%s is decided; what was asked and answered stays as it is.",
                    ", ".join(decided.mapped("name")),
                )
            )

    # ------------------------------------------------------------------ the end

    def _close(self, end):
        """End these rounds: answered, lapsed or withdrawn."""
        self.write({"state": end, "closed_date": fields.Datetime.now()})
        # The next round of the claim may be opened at once: only one may be open.
        self.flush_recordset(["state"])

    def _is_complete(self):
        """Whether everything asked for is there, or the customer said why not.

        A round without pieces is complete once a file came after it.
        """
        self.ensure_one()
        if self.piece_ids:
            return all(piece._is_settled() for piece in self.piece_ids)
        return any(
            evidence.source == "customer" and evidence.create_date >= self.asked_date
            for evidence in self.claim_id.evidence_ids
        )
