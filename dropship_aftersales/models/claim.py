from odoo import fields, models


class AftersalesClaim(models.Model):
    """One customer case on one sale order, any number of lines and suppliers."""

    _name = "aftersales.claim"
    _description = "Claim"
    _inherit = [
        "aftersales.workflow.mixin",
        "portal.mixin",
        "rating.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"

    name = fields.Char(readonly=True, copy=False, default="New")
    state = fields.Selection(
        [("draft", "Draft")], default="draft", required=True, readonly=True, copy=False, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    order_id = fields.Many2one("sale.order", index="btree_not_null")
    partner_id = fields.Many2one("res.partner", string="Customer")
    currency_id = fields.Many2one("res.currency")
    line_ids = fields.One2many("aftersales.claim.line", "claim_id")
    remedy_ids = fields.One2many("aftersales.remedy", "claim_id")
    case_ids = fields.One2many("aftersales.supplier.case", "claim_id")
    evidence_ids = fields.One2many("aftersales.evidence", "claim_id")
    picking_ids = fields.One2many("stock.picking", "aftersales_claim_id")
