from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..models.cases.supplier_case_question import UNANSWERED


class AftersalesRule(models.TransientModel):
    """A person decides how much of each item's cost the supplier bears: as he rules, as
    the supplier says, or all of it; and reads before what it changes in money.

    What is decided about is the answer that was there when the dialog was opened.
    """

    _name = "aftersales.rule"
    _description = "Ruling on a Supplier Case"
    _inherit = ["aftersales.links.mixin"]

    case_id = fields.Many2one("aftersales.supplier.case", required=True)
    verb = fields.Selection(
        [
            ("rule", "We rule"),
            ("agree", "We agree with the supplier"),
            ("accept", "The supplier accepts after all"),
        ],
        required=True,
        default="rule",
    )
    opinion_id = fields.Many2one(
        "aftersales.case.opinion",
        string="Answer",
        compute="_compute_opinion_id",
        store=True,
        readonly=False,
        help="What the supplier had answered when this was opened.",
    )
    partner_id = fields.Many2one(related="case_id.partner_id")
    currency_id = fields.Many2one(related="case_id.currency_id")
    answered = fields.Char(related="opinion_id.says")
    dispute_reason = fields.Text(
        related="case_id.dispute_reason", string="He said", readonly=True
    )
    line_ids = fields.One2many(
        "aftersales.rule.line",
        "rule_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    reason = fields.Text(string="Reason for the Supplier")
    before_amount = fields.Monetary(string="Asked So Far", compute="_compute_amounts")
    proposed_amount = fields.Monetary(string="He Proposes", compute="_compute_amounts")
    supplier_amount = fields.Monetary(string="He Bears", compute="_compute_amounts")
    rest_amount = fields.Monetary(
        string="We and Others Bear", compute="_compute_amounts"
    )
    effect = fields.Text(compute="_compute_amounts")

    @api.depends("case_id")
    def _compute_opinion_id(self):
        for rule in self:
            rule.opinion_id = rule.case_id and rule.case_id._last_answer()

    @api.depends("case_id", "verb")
    def _compute_line_ids(self):
        for rule in self:
            theirs = "proposed_percent" if rule.verb == "agree" else "percent"
            rule.line_ids = [Command.clear()] + [
                Command.create({"case_line_id": line.id, "percent": line[theirs]})
                for line in rule.case_id._shared_lines()
            ]

    @api.depends("line_ids.percent", "case_id")
    def _compute_amounts(self):
        for rule in self:
            # Costs are an agent's to see; whoever opens this was checked.
            case_sudo = rule.case_id.sudo()
            shares = rule._shares()
            rule.before_amount = case_sudo.expected_amount
            rule.proposed_amount = case_sudo.proposed_amount
            rule.supplier_amount = case_sudo._amount_at(shares)
            whole = case_sudo._amount_at(dict.fromkeys(case_sudo.line_ids, 100.0))
            rule.rest_amount = whole - rule.supplier_amount
            rule.effect = "\n".join(case_sudo._ruling_words(shares))

    def _shares(self):
        """``{case line: percent}`` as they are typed."""
        self.ensure_one()
        return {
            line.case_line_id._origin.sudo(): line.percent
            for line in self.line_ids
            if line.case_line_id
        }

    def action_confirm(self):
        """Decide so; the supplier reads the reason of a ruling.

        :raise UserError: the reason is missing, or the answer was changed meanwhile
        :raise AccessError: it is above the user's limit
        """
        self.ensure_one()
        if self.verb != "rule":
            return self.case_id._follow_as_seen(self.verb, self.opinion_id)
        if not (self.reason or "").strip():
            raise UserError(self.env._("Write down why; the supplier reads it."))
        case = self.case_id
        if case.state in UNANSWERED:
            raise UserError(
                self.env._("The supplier has not answered yet. Record his answer.")
            )
        return case._rule_on(
            {line.case_line_id: line.percent for line in self.line_ids},
            self.reason,
            seen=self.opinion_id,
        )


class AftersalesRuleLine(models.TransientModel):
    """What the supplier bears of one item."""

    _name = "aftersales.rule.line"
    _description = "Ruling on an Item"
    _inherit = ["aftersales.links.mixin"]

    rule_id = fields.Many2one("aftersales.rule", required=True, ondelete="cascade")
    case_line_id = fields.Many2one("aftersales.supplier.case.line", required=True)
    item = fields.Char(string="Item", related="case_line_id.display_name")
    currency_id = fields.Many2one(related="case_line_id.currency_id")
    asked_percent = fields.Float(related="case_line_id.percent", string="We Asked (%)")
    proposed_percent = fields.Float(
        related="case_line_id.proposed_percent", string="He Says (%)"
    )
    percent = fields.Float(string="He Bears (%)")
    amount = fields.Monetary(compute="_compute_amount")

    @api.depends("percent", "case_line_id")
    def _compute_amount(self):
        for line in self:
            # Costs are an agent's to see; whoever opens this was checked.
            line.amount = line.case_line_id.sudo()._cost_at(line.percent)
