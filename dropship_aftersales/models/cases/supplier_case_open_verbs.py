"""What an agent may press on a supplier case now, and which of it is the next move."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..workflow.workflow_mixin import AGENT, MANAGER

# The most likely first. "acknowledge" and "late_parcel" are no verbs: they report what
# arrived.
ACTIONS = (
    "ask",
    "rule",
    "agree",
    "accept",
    "acknowledge",
    "dispute",
    "change",
    "reopen",
    "write_off",
    "cancel",
    "late_parcel",
)
FORWARD = frozenset({"ask", "rule", "agree", "accept", "acknowledge"})
# Conditions of verbs that only look.
LOOKING_CHECKS = ("rule", "agree", "accept", "cancel")


class AftersalesSupplierCase(models.Model):
    """Looks, for the agent's form, whether a verb's own conditions would hold."""

    _inherit = "aftersales.supplier.case"

    open_verbs = fields.Json(
        compute="_compute_open_verbs",
        groups="base.group_user",
        help="Verbs and steps that the user may take now, the most likely first.",
    )
    primary_verb = fields.Char(
        compute="_compute_open_verbs",
        groups="base.group_user",
        help="The one of them that is the next move; empty when there is none.",
    )
    asked_reasons = fields.Char(
        string="Reported", compute="_compute_asked_reasons", groups="base.group_user"
    )
    shared_count = fields.Integer(
        string="Files Shared",
        compute="_compute_asked_reasons",
        groups="base.group_user",
    )

    @api.depends(
        "state",
        "answer",
        "line_ids.received",
        "line_ids.awaits_goods",
        "expected_amount",
        "ask_more_note",
    )
    @api.depends_context("uid")
    def _compute_open_verbs(self):
        is_manager = self.env.user.has_group("dropship_aftersales.group_manager")
        actor = MANAGER if is_manager else AGENT
        for case in self:
            verbs = [verb for verb in ACTIONS if case._is_open_for_agent(verb, actor)]
            case.open_verbs = verbs
            case.primary_verb = case._primary_of(verbs)

    def _primary_of(self, verbs):
        if self.ask_more_note and "reopen" in verbs:
            return "reopen"
        forward = [verb for verb in verbs if verb in FORWARD]
        if forward[:1] == ["acknowledge"] and not self._goods_missing():
            # Everything was reported; what is left is a correction.
            return False
        return forward[0] if forward else False

    def _is_open_for_agent(self, verb, actor):
        # Remedies and amounts decide, whoever may read them.
        case_sudo = self.sudo()
        if verb == "acknowledge":
            return case_sudo._expects_goods()
        if verb == "late_parcel":
            return self._may_report_late_parcel()
        if not self._can_follow(verb, actor):
            return False
        if verb in LOOKING_CHECKS:
            try:
                getattr(case_sudo, f"_check_{verb}")(actor)
            except (AccessError, UserError):
                return False
        return True

    @api.depends("line_ids")
    def _compute_asked_reasons(self):
        for case in self:
            reasons = case.line_ids.claim_line_id.reason_id
            case.asked_reasons = ", ".join(reasons.mapped("name"))
            case.shared_count = len(case._shared_evidence())
