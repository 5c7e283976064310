from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from ..workflow.workflow_mixin import AGENT, SYSTEM, Route

_lt = LazyTranslate(__name__)

STATES = [
    ("proposed", "Proposed"),
    ("running", "Running"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]
ROUTES = {
    "start": Route(_lt("Start"), (SYSTEM,), ("proposed",), "running"),
    "finish": Route(_lt("Finish"), (SYSTEM,), ("running",), "done"),
    "cancel": Route(
        _lt("Cancel"), (AGENT, SYSTEM), ("proposed", "running"), "cancelled"
    ),
}
RETURN_TO = [
    ("none", "Customer keeps it"),
    ("supplier", "Back to the supplier"),
    ("warehouse", "To our warehouse"),
]
TRIGGERS = [
    ("approval", "On approval"),
    ("shipment", "When the parcel is on its way"),
    ("receipt", "When the goods arrived"),
    ("inspection", "After inspection"),
]
STRATEGY_PREFIX = "aftersales.remedy."
STRATEGY_BASE = "aftersales.remedy.strategy"


class AftersalesRemedy(models.Model):
    """One thing the seller gives the customer; its kind's strategy does the work."""

    _name = "aftersales.remedy"
    _description = "Remedy"
    _inherit = [
        "aftersales.workflow.mixin",
        "aftersales.settlement.mixin",
        "aftersales.links.mixin",
    ]
    _settled_line = "sale_line_id"
    _order = "claim_id, id"
    _routes = ROUTES
    _engine_fields = frozenset(
        {
            "state",
            "state_since",
            "deadline",
            "settled_qty",
            "unshipped_qty",
            "locked_qty",
            "invoiced_qty",
            "refund_in_full",
            "left_as_credit",
            "sale_line_id",
            "company_id",
        }
    )
    # What was promised: frozen once the remedy started.
    _promise_fields = frozenset(
        {
            "claim_id",
            "line_id",
            "kind",
            "quantity",
            "amount",
            "return_to",
            "trigger",
            "refund_percent",
            "fee_percent",
            "freight_payer",
        }
    )

    state = fields.Selection(
        STATES,
        default="proposed",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "aftersales.claim.line",
        string="Claim Line",
        required=True,
        index=True,
        domain="[('claim_id', '=', claim_id)]",
        ondelete="cascade",
    )
    sale_line_id = fields.Many2one(
        related="line_id.sale_line_id", store=True, index=True
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    uom_id = fields.Many2one(related="line_id.uom_id")
    kind = fields.Selection("_selection_kind", required=True, default="refund")
    quantity = fields.Float(
        digits="Product Unit", required=True, help="In the product's own unit."
    )
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="What the customer gets, tax included.",
    )
    return_to = fields.Selection(RETURN_TO, required=True, default="none")
    trigger = fields.Selection(TRIGGERS, required=True, default="approval")
    refund_in_full = fields.Boolean(
        readonly=True,
        copy=False,
        help="An agent decided to give the whole quantity, whatever arrived.",
    )
    left_as_credit = fields.Boolean(
        readonly=True,
        copy=False,
        help="The customer keeps the money as credit for later orders.",
    )
    move_ids = fields.One2many(
        "stock.move", "aftersales_remedy_id", string="Return Moves"
    )
    case_line_ids = fields.One2many("aftersales.supplier.case.line", "remedy_id")
    credit_line_ids = fields.One2many(
        "account.move.line", "aftersales_remedy_id", string="Credit Lines"
    )

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "A remedy is for at least one unit."
    )
    _running_index = models.Index("(claim_id) WHERE state = 'running'")

    # ------------------------------------------------------------------ kinds

    @api.model
    def _selection_kind(self):
        """Every strategy in the registry is a kind; adding a file adds a kind."""
        # Names of models are translated; reading them is everybody's.
        models_sudo = self.env["ir.model"].sudo()
        return [
            (name.removeprefix(STRATEGY_PREFIX), models_sudo._get(name).name)
            for name in sorted(
                self.env.registry.descendants([STRATEGY_BASE], "_inherit")
            )
            if name != STRATEGY_BASE
        ]

    @property
    def strategy(self):
        self.ensure_one()
        return self.env[f"{STRATEGY_PREFIX}{self.kind}"]

    def _by_strategy(self):
        for kind, remedies in self.grouped("kind").items():
            yield self.env[f"{STRATEGY_PREFIX}{kind}"], remedies

    # ------------------------------------------------------------------ computed

    @api.depends("kind", "quantity", "line_id")
    def _compute_amount(self):
        for strategy, remedies in self.filtered("kind")._by_strategy():
            # What is granted is worth what the invoices say, whoever may read them.
            strategy._compute_amounts(remedies.sudo())

    @api.depends("kind", "quantity", "line_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for remedy in self:
            item = remedy.sudo().uom_id._aftersales_item_words(
                remedy.quantity, remedy.line_id.product_id.display_name or ""
            )
            remedy.display_name = f"{kinds.get(remedy.kind, '')}: {item}"

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        remedies = super().create(vals_list)
        remedies._check_open()
        remedies._check_line()
        remedies._compute_own_amounts()
        return remedies

    def write(self, vals):
        if vals.keys() & self._promise_fields and self.filtered(
            lambda remedy: remedy.state != "proposed"
        ):
            raise UserError(
                self.env._(
                    "A remedy that started is not changed. Cancel it and propose "
                    "another one."
                )
            )
        if vals.keys() & self._promise_fields:
            self._check_open()
        result = super().write(vals)
        if vals.keys() & {"line_id", "claim_id", "quantity"}:
            self._check_line()
            self._check_open()
        if "amount" in vals:
            self._compute_own_amounts()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_proposed(self):
        if self.filtered(lambda remedy: remedy.state != "proposed"):
            raise UserError(
                self.env._("A remedy that started is cancelled, never deleted.")
            )

        self._check_open()

    def _check_open(self):
        """What was decided or offered is not changed behind anybody's back."""
        if closed := self.claim_id.filtered(lambda claim: not claim._is_editable()):
            raise UserError(
                self.env._(
                    "%(claims)s is decided or offered. Revise it to propose something "
                    "else.",
                    claims=", ".join(closed.mapped("name")),
                )
            )

    def _compute_own_amounts(self):
        """Amounts that follow from units are ours to say, whatever was sent."""
        for strategy, remedies in self._by_strategy():
            if strategy._computes_amount:
                self.env.add_to_compute(self._fields["amount"], remedies)

    def _check_line(self):
        """A remedy is for units of a line of its own claim, no more than claimed."""
        for remedy in self:
            line = remedy.line_id
            if line.claim_id != remedy.claim_id:
                raise UserError(
                    self.env._(
                        "Choose a line of %(claim)s.", claim=remedy.claim_id.name
                    )
                )
            if line.uom_id.compare(line._remedied_quantity(), line.quantity) > 0:
                raise UserError(
                    self.env._(
                        "%(line)s: the remedies are for more units than were claimed.",
                        line=line.display_name,
                    )
                )

    # ------------------------------------------------------------------ questions

    def _is_final(self):
        """Something that cannot be taken back has happened."""
        self.ensure_one()
        return self.state == "done" or (
            self.state == "running" and self.strategy._is_final(self)
        )

    def _holds_units(self):
        """The units of this remedy are not free for another claim."""
        self.ensure_one()
        return self.state in ("proposed", "running") or (
            self.state == "done" and self.strategy._consumes_units
        )

    def _lock_settlement(self):
        self._lock_rows()
