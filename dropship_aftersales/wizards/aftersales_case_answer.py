from odoo import fields, models
from odoo.exceptions import UserError

from ..models.cases.case_opinion import PROPOSALS


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
            ("write_off", "We claim nothing more"),
        ],
        required=True,
        default="accept",
    )
    answer = fields.Selection(
        [
            ("accept", "He accepts"),
            ("partly", "He accepts a part"),
            ("dispute", "He disagrees"),
            ("propose", "He proposes something else"),
        ],
        default="accept",
        help="What the supplier said on the phone or wrote.",
    )
    percent = fields.Float(
        string="His Share (%)",
        default=50.0,
        help="Of the cost of every item; single items are ruled on.",
    )
    proposal = fields.Selection(PROPOSALS, string="He Proposes")
    asks_answer = fields.Boolean()
    reason = fields.Text()

    def action_confirm(self):
        """Enter the answer, or write the case off.

        :raise UserError: the reason or something of the answer is missing
        """
        self.ensure_one()
        if self.verb == "write_off" and not self.asks_answer:
            if not self.reason:
                raise UserError(self.env._("Write down why."))
            self.case_id.write_off_reason = self.reason
            return self.case_id.action_write_off()
        return self.case_id._answer_for_supplier(
            self.answer if self.asks_answer else self.verb,
            self.reason or "",
            percent=self.percent,
            proposal=self.proposal,
        )
