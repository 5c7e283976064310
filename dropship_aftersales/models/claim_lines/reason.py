from odoo import fields, models

PARTIES = ("supplier", "carrier", "seller", "customer")


class AftersalesReason(models.Model):
    """What is wrong with the goods, and whose responsibility that usually is."""

    _name = "aftersales.reason"
    _description = "After-Sales Reason"
    _inherit = ["aftersales.numbers.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True, help="Stable name that integrations use; never translated."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    evidence_required = fields.Boolean(
        help="The customer is asked for a photo, video or document."
    )
    supplier_percent = fields.Integer(default=0)
    carrier_percent = fields.Integer(default=0)
    seller_percent = fields.Integer(default=0)
    customer_percent = fields.Integer(default=0)

    _code_unique = models.Constraint("UNIQUE(code)", "A reason with this code exists.")
    _percents_total = models.Constraint(
        "CHECK(supplier_percent >= 0 AND carrier_percent >= 0"
        " AND seller_percent >= 0 AND customer_percent >= 0"
        " AND supplier_percent + carrier_percent + seller_percent"
        " + customer_percent = 100)",
        "The four shares of a reason must total 100 %.",
    )
