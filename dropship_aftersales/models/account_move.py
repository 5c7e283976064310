from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim", string="Claim", index="btree_not_null", copy=False
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        copy=False,
    )
