from markupsafe import Markup

from odoo import api, fields, models

from ..models.claim_lines.claim_line import GOODS_STATUS
from ..models.policies.claim_line_policy import OUTCOMES
from .dialogs import dialog


class AftersalesPolicyTry(models.TransientModel):
    """Shows what the policies would say of an item; no claim is written."""

    _name = "aftersales.policy.try"
    _description = "Try the Policies"
    _inherit = ["aftersales.links.mixin"]

    order_id = fields.Many2one(
        "sale.order", domain="[('state', 'in', ('sale', 'cancel'))]"
    )
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Item",
        domain="[('order_id', '=', order_id), ('display_type', '=', False)]",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0)
    reason_id = fields.Many2one("aftersales.reason")
    goods_status = fields.Selection(GOODS_STATUS, default="opened")
    wish = fields.Selection("_selection_wish", default="refund")
    moment = fields.Datetime(
        string="Asked on", default=fields.Datetime.now, help="In your timezone."
    )
    policy_id = fields.Many2one("aftersales.policy", compute="_compute_result")
    outcome = fields.Selection(OUTCOMES, compute="_compute_result")
    text = fields.Char(string="Why", compute="_compute_result")
    customer_text = fields.Char(string="The Customer Reads", compute="_compute_result")
    window_end = fields.Datetime(string="Claimable until", compute="_compute_result")
    conditions = fields.Html(compute="_compute_result")
    missed = fields.Html(string="Tried Before", compute="_compute_result")

    @api.model
    def _selection_wish(self):
        wish = self.env["aftersales.claim.line"]._fields["wish"]
        return wish._description_selection(self.env)

    @api.model
    def default_get(self, fields_list):
        """Opened on an order, an order line or a claim line it starts with that."""
        defaults = super().default_get(fields_list)
        model = self.env.context.get("active_model")
        records = self.env["sale.order"].browse()
        if model in ("sale.order", "sale.order.line", "aftersales.claim.line"):
            records = self.env[model].browse(self.env.context.get("active_id"))
            records.check_access("read")
        if not records:
            return defaults
        values = self._defaults_of(records)
        return defaults | {
            name: value for name, value in values.items() if name in fields_list
        }

    def _defaults_of(self, record):
        if record._name == "sale.order":
            items = record.order_line.filtered(
                lambda line: not line._aftersales_refusal()
            )
            return {"order_id": record.id, "sale_line_id": items[:1].id}
        if record._name == "sale.order.line":
            return {"order_id": record.order_id.id, "sale_line_id": record.id}
        return {
            "order_id": record.order_id.id,
            "sale_line_id": record.sale_line_id.id,
            "quantity": record.quantity,
            "reason_id": record.reason_id.id,
            "goods_status": record.goods_status,
            "wish": record.wish,
            "moment": record.claim_id.submitted_date or fields.Datetime.now(),
        }

    @api.onchange("order_id")
    def _onchange_order_id(self):
        if self.sale_line_id.order_id != self.order_id:
            self.sale_line_id = False

    @api.onchange("reason_id")
    def _onchange_reason_id(self):
        if self.reason_id.code == "not_received":
            self.goods_status = "not_received"
        elif self.reason_id and self.goods_status == "not_received":
            self.goods_status = "opened"

    # ------------------------------------------------------------------ the trial

    @api.depends(
        "sale_line_id", "quantity", "reason_id", "goods_status", "wish", "moment"
    )
    def _compute_result(self):
        for trial in self:
            trial.policy_id = trial.outcome = trial.window_end = False
            trial.text = trial.customer_text = False
            trial.conditions = trial.missed = False
            if trial.sale_line_id and trial.reason_id:
                trial._show(trial._claimed())

    def _claimed(self):
        """A claim line that is never written."""
        lines = self.env["aftersales.claim.line"]
        return lines.new(
            {
                "sale_line_id": self.sale_line_id._origin.id,
                "quantity": self.quantity,
                "reason_id": self.reason_id._origin.id,
                "goods_status": self.goods_status,
                "wish": self.wish,
            }
        )

    def _show(self, line):
        policies = self.env["aftersales.policy"]
        findings = policies._match_lines(line, self.moment)
        finding = findings[line]
        line.current_terms = policies._prepare_terms(findings)[line]
        # As if everything was shown that is wanted.
        self.outcome, code = line._judged_with_evidence()
        params = line._reason_params(code)
        self.policy_id = finding.policy
        self.text = line._agent_policy_words(code, params)
        self.customer_text = line._customer_policy_words(code, params)
        self.window_end = finding.window and finding.window.end
        self.conditions = _as_list(line._condition_words())
        self.missed = _as_list(
            self.env._(
                "%(policy)s: %(why)s",
                policy=policy.name,
                why=policy._misfit_words(criterion),
            )
            for policy, criterion in finding.missed
        )


def _as_list(sentences):
    """The sentences as an HTML list; nothing without any."""
    items = Markup().join(Markup("<li>%s</li>") % text for text in sentences)
    return Markup('<ul class="mb-0">%s</ul>') % items if items else False


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def action_try_policies(self):
        """Try the policies on this item; nothing is written."""
        self.ensure_one()
        self.check_access("read")
        trial = self.env["aftersales.policy.try"]
        trial.check_access("create")
        return dialog(
            self.env._("Try the Policies"), trial._name, **trial._defaults_of(self)
        )


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    def action_try(self):
        """Try the policies on an item of an order; nothing is written."""
        trial = self.env["aftersales.policy.try"]
        trial.check_access("create")
        return dialog(self.env._("Try the Policies"), trial._name)
