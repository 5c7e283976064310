"""What an agent may press on a claim now, and which of it is the next move."""

from odoo import api, fields, models

from ..workflow.workflow_mixin import AGENT, MANAGER
from .claim_agent_words import AGENT_ACTIONS

# Steps of an agent's work that are no verbs of the claim: they belong to its lines,
# parcels, suppliers and credit notes.
STEPS = ("grant_all", "refuse_all", "pay_out", "parcel", "receipt", "answer_supplier")
# What moves the claim on; only these are ever the primary button.
FORWARD = frozenset(
    {
        "submit",
        "approve",
        "reject",
        "accept",
        "give_evidence",
        "grant_all",
        "pay_out",
        "parcel",
        "receipt",
        "answer_supplier",
    }
)


class AftersalesClaim(models.Model):
    """Looks, for the screens, whether a verb's own conditions would hold.

    The verbs check for themselves again: this only keeps dead buttons away.
    """

    _inherit = "aftersales.claim"

    open_verbs = fields.Json(
        compute="_compute_open_verbs",
        groups="base.group_user",
        help="Verbs and steps that the user may take now, the most likely first.",
    )
    primary_verb = fields.Char(
        compute="_compute_open_verbs",
        groups="base.group_user",
        help="The one of them that is the next move; empty when others have to move.",
    )

    @api.depends(
        "state",
        "deadline",
        "line_ids.decision",
        "line_ids.granted_quantity",
        "remedy_ids.state",
        "case_ids.state",
        "picking_ids.state",
        "picking_ids.aftersales_shipped_date",
    )
    @api.depends_context("uid")
    def _compute_open_verbs(self):
        is_manager = self.env.user.has_group("dropship_aftersales.group_manager")
        actor = MANAGER if is_manager else AGENT
        for claim in self:
            if not claim._origin:
                claim.open_verbs = ["submit"]
                claim.primary_verb = "submit"
                continue
            verbs = [v for v in AGENT_ACTIONS if claim._origin._is_open(v, actor)]
            claim.open_verbs = verbs
            claim.primary_verb = verbs[0] if verbs and verbs[0] in FORWARD else False

    def _is_open(self, verb, actor):
        is_step = verb in STEPS
        if not is_step and not super()._is_open(verb, actor):
            return False
        if actor not in (AGENT, MANAGER):
            return not is_step
        # Remedies, transfers and supplier cases decide, whoever may read them.
        may = getattr(self.sudo(), f"_may_{verb}", None)
        return may(actor) if may else True

    # ------------------------------------------------------------------ decision

    def _may_approve(self, actor):
        return (
            not self._undecided_lines()
            and any(self.line_ids.mapped("granted_quantity"))
            and (actor == MANAGER or not self.is_above_limit)
        )

    def _may_reject(self, actor):
        return not any(self.line_ids.mapped("granted_quantity")) and not any(
            remedy.state in ("running", "done") for remedy in self.remedy_ids
        )

    def _may_offer(self, actor):
        # The dialog proposes something.
        return bool(self.line_ids)

    def _may_ask_supplier(self, actor):
        return any(line._concerns_suppliers() for line in self.line_ids)

    def _may_grant_all(self, actor):
        return self.state in ("review", "supplier") and bool(self._undecided_lines())

    _may_refuse_all = _may_grant_all

    def _undecided_lines(self):
        return self.line_ids.filtered(lambda line: line.decision == "pending")

    # ------------------------------------------------------------------ what follows

    def _may_answer_supplier(self, actor):
        return self.state == "supplier"

    def _may_parcel(self, actor):
        return any(
            not picking.aftersales_shipped_date for picking in self._open_returns()
        )

    def _may_receipt(self, actor):
        return self.state == "approved" and any(
            case._expects_goods() and case._goods_missing() for case in self.case_ids
        )

    def _may_pay_out(self, actor):
        return any(self.remedy_ids.mapped("awaits_payout"))
