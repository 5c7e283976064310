"""On what conditions a remedy is given: how much of the price, less which fee."""

from odoo import fields, models


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    refund_percent = fields.Float(
        string="Refunded (%)",
        default=100.0,
        help="Share of the billed price that is given back, before any fee.",
    )
    fee_percent = fields.Float(
        string="Restocking Fee (%)",
        default=0.0,
        help="Withheld from what is given back.",
    )
    freight_payer = fields.Selection(
        [
            ("seller", "We pay"),
            ("supplier", "The supplier pays"),
            ("customer", "The customer pays"),
        ],
        string="Return Freight",
        default="seller",
        help="Who pays for the parcel that comes back.",
    )

    _refund_percent_bounds = models.Constraint(
        "CHECK(refund_percent > 0 AND refund_percent <= 100)",
        "Give back more than 0 % and at most 100 % of the price.",
    )
    _fee_percent_bounds = models.Constraint(
        "CHECK(fee_percent >= 0 AND fee_percent < 100)",
        "A restocking fee is at least 0 % and less than 100 %.",
    )
