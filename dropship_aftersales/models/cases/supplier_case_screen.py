from odoo import api, fields, models

from ..claim_screens.window import window_of
from ..workflow.workflow_mixin import AGENT


class AftersalesSupplierCase(models.Model):
    """What the agent's screens show of the documents around a supplier case."""

    _inherit = "aftersales.supplier.case"

    picking_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )
    refund_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )

    expects_goods = fields.Boolean(
        compute="_compute_expects_goods", groups="base.group_user"
    )
    next_headline = fields.Char(compute="_compute_next_move", groups="base.group_user")
    next_text = fields.Char(compute="_compute_next_move", groups="base.group_user")

    shared_evidence_ids = fields.Many2many(
        "aftersales.evidence",
        string="Shared with the Supplier",
        compute="_compute_shared_evidence_ids",
        groups="base.group_user",
    )

    @api.depends("line_ids", "claim_id.evidence_ids.shared_with_supplier")
    def _compute_shared_evidence_ids(self):
        for case in self:
            case.shared_evidence_ids = case._shared_evidence()

    @api.depends("picking_ids", "refund_ids")
    def _compute_document_counts(self):
        for case in self:
            case.picking_count = len(case.picking_ids)
            case.refund_count = len(case.refund_ids)

    @api.depends("state", "line_ids.awaits_goods", "line_ids.received")
    def _compute_expects_goods(self):
        for case in self:
            case.expects_goods = case._expects_goods()

    @api.depends(
        "state", "deadline", "line_ids.received", "received_amount", "ask_more_note"
    )
    def _compute_next_move(self):
        for case in self:
            words = case._origin._next_move(AGENT) if case._origin else {}
            case.next_headline = words.get("headline")
            case.next_text = words.get("text")

    def action_view_pickings(self):
        return window_of(self.picking_ids, self.env._("Transfers"))

    def action_view_refunds(self):
        return window_of(self.refund_ids, self.env._("Vendor Refunds"))
