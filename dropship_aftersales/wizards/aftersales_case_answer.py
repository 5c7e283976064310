from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.cases.case_opinion import PROPOSALS

# What the dialog begins with where nothing was said of a share.
HALF = 50.0


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
    opinion_id = fields.Many2one(
        "aftersales.case.opinion",
        string="Answer So Far",
        compute="_compute_opinion_id",
        store=True,
        readonly=False,
        help="What the supplier had answered when this was opened.",
    )
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
        default=HALF,
        help="Of the cost of every item.",
    )
    line_ids = fields.One2many(
        "aftersales.case.answer.line",
        "answer_id",
        string="His Shares",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    proposal = fields.Selection(PROPOSALS, string="He Proposes")
    asks_answer = fields.Boolean()
    reason = fields.Text()

    @api.depends("case_id")
    def _compute_opinion_id(self):
        for entry in self:
            entry.opinion_id = entry.case_id and entry.case_id._last_answer()

    @api.depends("case_id")
    def _compute_line_ids(self):
        """One row for each of several items; a single item has ``percent``."""
        for entry in self:
            case = entry.case_id
            items = case._shared_lines()
            said = case.answer == "partly"
            entry.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "case_line_id": item.id,
                        "percent": item.proposed_percent if said else entry.percent,
                    }
                )
                for item in items
                if len(items) > 1
            ]

    def action_confirm(self):
        """Enter the answer, or write the case off.

        :raise UserError: the reason or something of the answer is missing, or the
            supplier changed his answer meanwhile
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
            shares={line.case_line_id: line.percent for line in self.line_ids},
            seen=self.opinion_id,
        )


class AftersalesCaseAnswerLine(models.TransientModel):
    """What the supplier said of one of several items."""

    _name = "aftersales.case.answer.line"
    _description = "Answer About an Item"
    _inherit = ["aftersales.links.mixin"]

    answer_id = fields.Many2one(
        "aftersales.case.answer", required=True, ondelete="cascade"
    )
    case_line_id = fields.Many2one("aftersales.supplier.case.line", required=True)
    item = fields.Char(string="Item", related="case_line_id.display_name")
    percent = fields.Float(string="His Share (%)")
