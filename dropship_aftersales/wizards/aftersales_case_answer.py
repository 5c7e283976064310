from odoo import fields, models
from odoo.exceptions import UserError

# Where the case keeps the reason of a verb.
REASONS = {
    "dispute": "dispute_reason",
    "rule": "ruling_reason",
    "write_off": "write_off_reason",
}


class AftersalesCaseAnswer(models.TransientModel):
    """An agent enters what a supplier said, or what we decide, with the reason."""

    _name = "aftersales.case.answer"
    _description = "Answer of a Supplier Case"
    _inherit = ["aftersales.links.mixin"]

    case_id = fields.Many2one(
        "aftersales.supplier.case",
        required=True,
        domain="[('id', 'in', case_ids)]",
    )
    case_ids = fields.Many2many("aftersales.supplier.case", string="Open Cases")
    partner_id = fields.Many2one(related="case_id.partner_id")
    currency_id = fields.Many2one(related="case_id.currency_id")
    expected_amount = fields.Monetary(
        related="case_id.expected_amount", string="He would credit"
    )
    dispute_reason = fields.Text(
        related="case_id.dispute_reason", string="He said", readonly=True
    )
    verb = fields.Selection(
        [
            ("accept", "Accepts"),
            ("dispute", "Disagrees"),
            ("rule", "We decide"),
            ("write_off", "We claim nothing more"),
        ],
        required=True,
        default="accept",
    )
    answer = fields.Selection(
        [("accept", "He accepts"), ("dispute", "He disagrees")],
        default="accept",
        help="What the supplier said on the phone or wrote.",
    )
    asks_answer = fields.Boolean()
    reason = fields.Text()

    def action_confirm(self):
        """Write the reason on the case and take the verb.

        :raise UserError: the reason is missing
        """
        self.ensure_one()
        verb = self.answer if self.asks_answer else self.verb
        if name := REASONS.get(verb):
            if not self.reason:
                raise UserError(self.env._("Write down why."))
            self.case_id[name] = self.reason
        return getattr(self.case_id, f"action_{verb}")()
