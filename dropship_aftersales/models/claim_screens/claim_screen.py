from odoo import api, fields, models

from ..workflow.workflow_mixin import AGENT
from .window import window_of


class AftersalesClaim(models.Model):
    """What the agent's screens show of a claim and of the documents around it."""

    _inherit = "aftersales.claim"

    # Columns in the order of the process, those that hold claims.
    state = fields.Selection(group_expand="_group_states")
    line_summary = fields.Char(string="Items", compute="_compute_line_summary")
    supplier_ids = fields.Many2many(
        "res.partner",
        string="Suppliers",
        compute="_compute_supplier_ids",
        groups="base.group_user",
    )
    granted_amount = fields.Monetary(
        string="Customer Gets",
        compute="_compute_granted_amount",
        groups="base.group_user",
        help="All remedies that are not cancelled, tax included.",
    )
    has_pending_line = fields.Boolean(
        compute="_compute_has_pending_line", groups="base.group_user"
    )
    vendor_refund_ids = fields.One2many(
        "account.move",
        "aftersales_claim_id",
        string="Vendor Refunds",
        domain=[("move_type", "=", "in_refund")],
        groups="base.group_user",
    )
    picking_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )
    case_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )
    refund_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )
    vendor_refund_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )

    next_headline = fields.Char(compute="_compute_next_move", groups="base.group_user")
    next_text = fields.Char(compute="_compute_next_move", groups="base.group_user")
    next_silence = fields.Char(compute="_compute_next_move", groups="base.group_user")
    next_until = fields.Datetime(
        string="Until", compute="_compute_next_move", groups="base.group_user"
    )

    has_quantity_warning = fields.Boolean(
        compute="_compute_has_quantity_warning", groups="base.group_user"
    )
    awaits_parcel = fields.Boolean(
        compute="_compute_awaits_parcel", groups="base.group_user"
    )

    @api.depends("line_ids.display_name")
    def _compute_line_summary(self):
        for claim in self:
            # Customers read their own claims, but no claim line.
            lines_sudo = claim.sudo().line_ids
            claim.line_summary = lines_sudo._summary()

    @api.depends("line_ids.supplier_ids")
    def _compute_supplier_ids(self):
        for claim in self:
            claim.supplier_ids = claim.line_ids.supplier_ids

    @api.depends("remedy_ids.amount", "remedy_ids.state")
    def _compute_granted_amount(self):
        for claim in self:
            claim.granted_amount = sum(
                claim.remedy_ids.filtered(
                    lambda remedy: remedy.state != "cancelled"
                ).mapped("amount")
            )

    @api.depends("line_ids.decision")
    def _compute_has_pending_line(self):
        for claim in self:
            claim.has_pending_line = bool(claim._undecided_lines())

    @api.depends("line_ids.quantity_warning")
    def _compute_has_quantity_warning(self):
        for claim in self:
            claim.has_quantity_warning = any(claim.line_ids.mapped("quantity_warning"))

    @api.depends("picking_ids.state", "picking_ids.aftersales_shipped_date")
    def _compute_awaits_parcel(self):
        for claim in self:
            claim.awaits_parcel = any(
                not picking.aftersales_shipped_date for picking in claim._open_returns()
            )

    @api.depends("picking_ids", "case_ids", "refund_ids", "vendor_refund_ids")
    def _compute_document_counts(self):
        moves = {
            (claim.id, move_type): count
            for claim, move_type, count in self.env["account.move"]._read_group(
                [("aftersales_claim_id", "in", self.ids)],
                ["aftersales_claim_id", "move_type"],
                ["__count"],
            )
        }
        for claim in self:
            claim.picking_count = len(claim.picking_ids)
            claim.case_count = len(claim.case_ids)
            claim.refund_count = moves.get((claim._origin.id, "out_refund"), 0)
            claim.vendor_refund_count = moves.get((claim._origin.id, "in_refund"), 0)

    @api.depends("state", "deadline", "remedy_ids.state", "case_ids.state")
    def _compute_next_move(self):
        for claim in self:
            # A claim that is not saved yet has no next move.
            words = claim._origin._next_move(AGENT) if claim._origin else {}
            claim.next_headline = words.get("headline")
            claim.next_text = words.get("text")
            claim.next_silence = words.get("silence")
            claim.next_until = words.get("until")

    @api.model
    def _group_states(self, states, domain):
        order = self._fields["state"].get_values(self.env)
        return sorted(states, key=order.index)

    def action_propose_remedies(self):
        """Propose refunds for what was granted, to see the money before approving."""
        self._check_agent()
        self.line_ids._propose_default_remedies()

    # ------------------------------------------------------------------ stat buttons

    def action_view_order(self):
        return window_of(self.order_id, self.env._("Order"))

    def action_view_pickings(self):
        return window_of(self.picking_ids, self.env._("Transfers"))

    def action_view_cases(self):
        return window_of(self.case_ids, self.env._("Supplier Cases"))

    def action_view_refunds(self):
        return window_of(self.refund_ids, self.env._("Credit Notes"))

    def action_view_vendor_refunds(self):
        return window_of(self.vendor_refund_ids, self.env._("Vendor Refunds"))
