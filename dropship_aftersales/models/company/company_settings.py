from odoo import fields, models


class ResCompany(models.Model):
    """What a company decides about its after-sales service."""

    _inherit = "res.company"

    aftersales_approval_limit = fields.Monetary(
        string="Agents Approve up to",
        default=500.0,
        groups="base.group_user",
        help="Above this amount an after-sales manager approves. 0: no limit.",
    )
    aftersales_return_days = fields.Integer(
        string="Days to Send Goods Back",
        default=14,
        groups="base.group_user",
        help="Counted from the approval.",
    )
    aftersales_appeal_days = fields.Integer(
        string="Days to Ask for Another Review",
        default=14,
        groups="base.group_user",
        help="Counted from the decision. Afterwards the claim is closed.",
    )
    aftersales_refund_needs_number = fields.Boolean(
        string="Vendor Refunds Wait for the Supplier's Number",
        groups="base.group_user",
        help="Vendor refunds stay drafts until the number of the supplier's credit "
        "note is entered on the case.",
    )

    _aftersales_days_positive = models.Constraint(
        "CHECK(aftersales_return_days >= 0 AND aftersales_appeal_days >= 0"
        " AND aftersales_approval_limit >= 0)",
        "Days and amounts of the after-sales settings cannot be negative.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_approval_limit = fields.Monetary(
        related="company_id.aftersales_approval_limit",
        readonly=False,
        currency_field="company_currency_id",
    )
    aftersales_return_days = fields.Integer(
        related="company_id.aftersales_return_days", readonly=False
    )
    aftersales_appeal_days = fields.Integer(
        related="company_id.aftersales_appeal_days", readonly=False
    )
    aftersales_refund_needs_number = fields.Boolean(
        related="company_id.aftersales_refund_needs_number", readonly=False
    )
