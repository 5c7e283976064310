from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from .workflow_mixin import AGENT, SYSTEM, Route

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
STRATEGY_PREFIX = "aftersales.remedy."
STRATEGY_BASE = "aftersales.remedy.strategy"


class AftersalesRemedy(models.Model):
    """One thing the seller gives the customer; its kind's strategy does the work."""

    _name = "aftersales.remedy"
    _description = "Remedy"
    _inherit = ["aftersales.workflow.mixin", "aftersales.settlement.mixin"]
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
            "refund_in_full",
            "left_as_credit",
            "sale_line_id",
            "company_id",
        }
    )
    # What was promised: frozen once the remedy started.
    _promise_fields = frozenset(
        {"claim_id", "line_id", "kind", "quantity", "amount", "return_to", "trigger"}
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
    return_to = fields.Selection(
        [
            ("none", "Customer keeps it"),
            ("supplier", "Back to the supplier"),
            ("warehouse", "To our warehouse"),
        ],
        required=True,
        default="none",
    )
    trigger = fields.Selection(
        [
            ("approval", "On approval"),
            ("shipment", "When the parcel is on its way"),
            ("receipt", "When the goods arrived"),
            ("inspection", "After inspection"),
        ],
        required=True,
        default="approval",
    )
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
        return [
            (name.removeprefix(STRATEGY_PREFIX), self.env[name]._description)
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
            remedy.display_name = (
                f"{kinds.get(remedy.kind, '')}: {remedy.quantity:g} × "
                f"{remedy.line_id.product_id.display_name or ''}"
            )

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

    # ------------------------------------------------------------------ verbs

    def action_cancel(self):
        """Take the remedy back with what it started.

        :raise UserError: it has given something already
        """
        self._act("cancel")
        self.sudo().claim_id._advance()
        return True

    def action_pay_out(self):
        """Pay the open posted credit notes of these remedies to the customer.

        :raise UserError: there is nothing to pay, or no bank journal to pay from
        """
        self.claim_id._check_agent()
        # Agents pay what was granted; they need no accounting rights for it.
        credits_sudo = self.sudo().credit_line_ids.move_id
        open_credits = credits_sudo.filtered(
            lambda move: (
                move.state == "posted"
                and not move._aftersales_is_settled()
                and move.move_type == "out_refund"
            )
        )
        if not open_credits:
            raise UserError(
                self.env._("There is no open credit note to pay out. Reload the page.")
            )
        open_credits._aftersales_pay_out()
        self.sudo().claim_id._advance()
        return True

    def action_leave_as_credit(self):
        """Settle by leaving the credit notes on the customer's account, as he chose."""
        self.claim_id._check_agent()
        # Remedies that share a credit note share what becomes of it.
        remedies_sudo = self.sudo()
        remedies_sudo |= remedies_sudo.credit_line_ids.move_id.invoice_line_ids.mapped(
            "aftersales_remedy_id"
        )
        remedies_sudo._write_engine({"left_as_credit": True})
        remedies_sudo.claim_id._advance()
        return True

    def action_refund_in_full(self):
        """Give the whole quantity although not everything arrived as expected."""
        self.claim_id._check_agent()
        self._check_running()
        self.sudo()._write_engine({"refund_in_full": True})
        self.sudo().claim_id._advance()
        return True

    def action_settle_received(self):
        """Give what arrived in good order and expect no more.

        :raise UserError: nothing arrived in good order: cancel the remedy instead
        """
        self.claim_id._check_agent()
        self._check_running()
        for strategy, remedies_sudo in self.sudo()._by_strategy():
            strategy._settle_received(remedies_sudo)
        self.sudo().claim_id._advance()
        return True

    def action_expect_no_more(self):
        """Give up what has not come back of goods that are settled without it.

        :raise UserError: the customer's money still waits for these goods
        """
        self.claim_id._check_agent()
        # Cancelling the rest of a transfer needs no stock rights of the agent.
        remedies_sudo = self.sudo()
        for remedy in remedies_sudo:
            if remedy.uom_id.compare(remedy.settled_qty, remedy.quantity) < 0:
                raise UserError(
                    self.env._(
                        "%(remedy)s waits for these goods. Settle what arrived, or "
                        "refund it in full.",
                        remedy=remedy.display_name,
                    )
                )
        remedies_sudo._cancel_open_moves()
        remedies_sudo.case_line_ids.filtered("awaits_goods")._expect_no_more()
        remedies_sudo.claim_id._advance()
        return True

    def _check_running(self):
        if self.filtered(lambda remedy: remedy.state != "running"):
            raise UserError(
                self.env._("This remedy is not running any more. Reload the page.")
            )

    def _check_start(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._check(remedies)

    def _after_start(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._start(remedies)

    def _check_cancel(self, actor):
        if final := self.filtered(lambda remedy: remedy._is_final()):
            raise UserError(
                self.env._(
                    "This was given already and cannot be taken back: %(remedies)s.",
                    remedies=", ".join(final.mapped("display_name")),
                )
            )

    def _after_cancel(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._cancel(remedies)
        self.line_id._update_hold()

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

    def _lock_rows(self):
        """Make two sessions that give the same remedy collide, so that one gives."""
        if self:
            self.env.cr.execute(
                "UPDATE aftersales_remedy SET state_since = state_since WHERE id IN %s",
                [tuple(self.ids)],
            )
