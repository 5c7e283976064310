"""What a claim makes of files that were used before: an alert, and a person's look."""

from odoo import api, fields, models

from ..empty_columns import add_empty_columns
from ..evidence.evidence_reuse import REUSES


class AftersalesClaim(models.Model):
    """Shows agents that a file was used before; it decides nothing by itself."""

    _inherit = "aftersales.claim"

    reused_evidence = fields.Selection(
        REUSES,
        string="Evidence Used Before",
        compute="_compute_reused_evidence",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
        help="A photo or file of this claim is on another claim already.",
    )
    reused_claim_ids = fields.Many2many(
        "aftersales.claim",
        string="Used On",
        compute="_compute_reused_claims",
        groups="base.group_user",
        help="Those of them that you may open.",
    )
    reused_elsewhere = fields.Char(
        compute="_compute_reused_claims",
        groups="base.group_user",
        help="Numbers of those that you may not open.",
    )

    def _auto_init(self):
        # No file was known again before: nothing to compute on a million claims.
        add_empty_columns(self, "reused_evidence")
        return super()._auto_init()

    @api.depends("evidence_ids.reuse")
    def _compute_reused_evidence(self):
        for claim in self:
            reuses = set(claim.evidence_ids.mapped("reuse"))
            claim.reused_evidence = next(
                (reuse for reuse in ("others", "customer") if reuse in reuses), False
            )

    @api.depends("reused_evidence", "evidence_ids.reused_evidence_ids")
    @api.depends_context("uid")
    def _compute_reused_claims(self):
        flagged = self.filtered("reused_evidence")
        (self - flagged).reused_claim_ids = False
        (self - flagged).reused_elsewhere = False
        # That a colleague's claim shows the same is no secret, what is in it is.
        earlier = {
            claim: claim.sudo().evidence_ids.reused_evidence_ids.claim_id.sudo(False)
            for claim in flagged
        }
        every = self.browse().union(*earlier.values())
        readable = every._filtered_access("read") if every else every
        for claim in flagged:
            claim.reused_claim_ids = earlier[claim] & readable
            hidden_sudo = (earlier[claim] - readable).sudo()
            claim.reused_elsewhere = ", ".join(hidden_sudo.mapped("name"))

    def _is_sent(self):
        """Somebody handed it in: what it shows counts as used."""
        self.ensure_one()
        return bool(self.submitted_date)

    def _after_submit(self, actor):
        super()._after_submit(actor)
        self.evidence_ids._find_reuse()

    def _holds_back(self):
        """Whether a person has to look before anything is granted without one."""
        self.ensure_one()
        # Only whether is told.
        return bool(self.sudo().reused_evidence)

    def _needs_person(self):
        if self._holds_back():
            return self.env._("A photo or file was used on another claim already.")
        return super()._needs_person()
