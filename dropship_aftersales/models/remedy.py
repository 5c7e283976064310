from odoo import api, fields, models

from .workflow_mixin import AGENT, MANAGER, SYSTEM, Route

STATES = [
    ("proposed", "Proposed"),
    ("running", "Running"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
ROUTES = {
    "start": Route((SYSTEM,), ("proposed",), "running"),
    "finish": Route((SYSTEM,), ("running",), "done"),
    "cancel": Route((AGENT,), ("proposed", "running"), "cancelled"),
}


class AftersalesRemedy(models.Model):
    """One thing the seller gives the customer; the strategy of its kind does the work."""

    _name = "aftersales.remedy"
    _description = "Remedy"
    _inherit = ["aftersales.workflow.mixin", "aftersales.settlement.mixin"]
    _order = "id"
    _routes = ROUTES

    state = fields.Selection(
        STATES, default="proposed", required=True, readonly=True, copy=False, index=True
    )
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "aftersales.claim.line", required=True, index=True, ondelete="cascade"
    )
    sale_line_id = fields.Many2one(related="line_id.sale_line_id", store=True, index=True)
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    uom_id = fields.Many2one(related="line_id.uom_id")
    kind = fields.Selection("_selection_kind", required=True, default="refund")
    quantity = fields.Float(digits="Product Unit", required=True)
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    return_to = fields.Selection(
        [
            ("none", "Customer keeps it"),
            ("supplier", "Back to the supplier"),
            ("warehouse", "To our warehouse"),
        ],
        required=True,
        default="none",
    )
    trigger = fields.Selection(
        [
            ("approval", "On approval"),
            ("shipment", "When the parcel is on its way"),
            ("receipt", "When the goods arrived"),
            ("inspection", "After inspection"),
        ],
        required=True,
        default="approval",
    )

    @api.model
    def _selection_kind(self):
        return [("refund", "Refund")]

    @api.depends("quantity")
    def _compute_amount(self):
        for remedy in self:
            remedy.amount = 0.0
