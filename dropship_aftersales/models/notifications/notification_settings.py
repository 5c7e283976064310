from odoo import fields, models


class ResCompany(models.Model):
    """Who sees to claims that nobody is responsible for."""

    _inherit = "res.company"

    aftersales_user_id = fields.Many2one(
        "res.users",
        string="Responsible for New Claims",
        domain="[('share', '=', False)]",
        groups="base.group_user",
        help="Gets the tasks of claims without a responsible. Empty: the first "
        "after-sales manager of the company.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    aftersales_user_id = fields.Many2one(
        related="company_id.aftersales_user_id", readonly=False
    )
