from odoo import fields, models

from .workflow_mixin import AGENT, SUPPLIER, SYSTEM, Route

STATES = [
    ("draft", "Draft"),
    ("asked", "Asked"),
    ("disputed", "Disputed"),
    ("accepted", "Accepted"),
    ("settled", "Settled"),
    ("written_off", "Written Off"),
    ("cancelled", "Cancelled"),
]
ROUTES = {
    "ask": Route((AGENT, SYSTEM), ("draft",), "asked"),
    "accept": Route((SUPPLIER, AGENT, SYSTEM), ("asked", "disputed"), "accepted"),
    "dispute": Route((SUPPLIER,), ("asked",), "disputed"),
    "rule": Route((AGENT,), ("disputed",), "accepted"),
    "settle": Route((SYSTEM,), ("accepted",), "settled"),
    "write_off": Route((AGENT,), ("asked", "disputed", "accepted"), "written_off"),
    "reopen": Route((AGENT,), ("accepted", "settled", "written_off"), "asked"),
    "cancel": Route((AGENT, SYSTEM), ("draft", "asked"), "cancelled"),
}


class AftersalesSupplierCase(models.Model):
    """What one supplier is asked, answers, acknowledges and owes on one claim."""

    _name = "aftersales.supplier.case"
    _description = "Supplier Case"
    _inherit = [
        "aftersales.workflow.mixin",
        "portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _routes = ROUTES

    name = fields.Char(readonly=True, copy=False, default="New")
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False, index=True
    )
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Supplier", required=True)
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True, index=True
    )
    currency_id = fields.Many2one("res.currency", required=True)
    line_ids = fields.One2many("aftersales.supplier.case.line", "case_id")
    picking_ids = fields.One2many("stock.picking", "aftersales_case_id")
    refund_ids = fields.One2many(
        "account.move", "aftersales_case_id", domain=[("move_type", "=", "in_refund")]
    )
