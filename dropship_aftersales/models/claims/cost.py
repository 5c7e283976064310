from odoo import fields, models


class AftersalesCost(models.Model):
    """One cost of a claim and the one party that bears it.

    Amounts are in ``currency_id``, tax excluded. The sum over the bearers is the whole
    cost by construction.
    """

    _name = "aftersales.cost"
    _description = "After-Sales Cost"
    _order = "claim_id, id"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "aftersales.supplier.case", index="btree_not_null", ondelete="cascade"
    )
    case_line_id = fields.Many2one(
        "aftersales.supplier.case.line",
        string="Item",
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    currency_id = fields.Many2one("res.currency", required=True)
    kind = fields.Selection([("goods", "Goods")], required=True, default="goods")
    bearer = fields.Selection(
        [
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("seller", "Seller"),
            ("customer", "Customer"),
        ],
        required=True,
    )
    expected_amount = fields.Monetary(help="What the bearer should pay.")
    claimed_amount = fields.Monetary(help="What the bearer was asked for.")
    agreed_amount = fields.Monetary(help="What the bearer agreed to.")
    received_amount = fields.Monetary(help="What the bearer has paid or credited.")
    written_off_amount = fields.Monetary(help="What we gave up.")
