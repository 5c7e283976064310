from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from ..workflow.workflow_mixin import AGENT, SUPPLIER, SYSTEM, Route

_lt = LazyTranslate(__name__)

STATES = [
    ("draft", "Draft"),
    ("asked", "Asked"),
    ("disputed", "Disputed"),
    ("accepted", "Accepted"),
    ("settled", "Settled"),
    ("written_off", "Written off"),
    ("cancelled", "Cancelled"),
]
ROUTES = {
    "ask": Route(_lt("Ask"), (AGENT, SYSTEM), ("draft",), "asked"),
    "accept": Route(
        _lt("Accept"), (SUPPLIER, AGENT, SYSTEM), ("asked", "disputed"), "accepted"
    ),
    "dispute": Route(_lt("Dispute"), (SUPPLIER, AGENT), ("asked",), "disputed"),
    "change": Route(
        _lt("Change the answer"), (SUPPLIER, AGENT), ("disputed",), "disputed"
    ),
    "rule": Route(_lt("Rule"), (AGENT,), ("disputed",), "accepted"),
    "agree": Route(_lt("Agree"), (AGENT,), ("disputed",), "accepted"),
    "settle": Route(_lt("Settle"), (SYSTEM,), ("accepted",), "settled"),
    "write_off": Route(
        _lt("Write off"),
        (AGENT, SYSTEM),
        ("asked", "disputed", "accepted"),
        "written_off",
    ),
    "reopen": Route(
        _lt("Reopen"), (AGENT, SYSTEM), ("accepted", "settled", "written_off"), "asked"
    ),
    "cancel": Route(_lt("Cancel"), (AGENT, SYSTEM), ("draft", "asked"), "cancelled"),
}


class AftersalesSupplierCase(models.Model):
    """What one supplier is asked, answers, acknowledges and owes on one claim."""

    _name = "aftersales.supplier.case"
    _description = "Supplier Case"
    _inherit = [
        "aftersales.notified.mixin",
        "aftersales.workflow.mixin",
        "aftersales.private.messages.mixin",
        "portal.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _mail_post_access = "read"
    _routes = ROUTES
    _system_fields = frozenset(
        {
            "name",
            "company_id",
            "commercial_partner_id",
            "user_id",
            "access_token",
            "short_code",
            "expected_amount",
            "agreed_amount",
            "received_amount",
        }
    )

    name = fields.Char(
        readonly=True,
        copy=False,
        default=lambda self: self.env._("New"),
        index="trigram",
    )
    state = fields.Selection(
        STATES, default="draft", required=True, readonly=True, copy=False, index=True
    )
    claim_id = fields.Many2one(
        "aftersales.claim",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
        groups="base.group_user",
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    user_id = fields.Many2one(
        related="claim_id.user_id", store=True, groups="base.group_user"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Supplier", required=True, readonly=True, index=True
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    line_ids = fields.One2many("aftersales.supplier.case.line", "case_id")
    cost_ids = fields.One2many(
        "aftersales.cost", "case_id", string="Costs", groups="base.group_user"
    )
    picking_ids = fields.One2many("stock.picking", "aftersales_case_id")
    refund_ids = fields.One2many(
        "account.move",
        "aftersales_case_id",
        string="Vendor Refunds",
        domain=[("move_type", "=", "in_refund")],
    )
    supplier_reference = fields.Char(
        string="Supplier's Credit Note",
        copy=False,
        help="Number of the credit note that the supplier issued.",
    )
    dispute_reason = fields.Text(
        copy=False, help="Why the supplier does not accept, in its own words."
    )
    ruling_reason = fields.Text(
        copy=False,
        groups="base.group_user",
        help="Why we ruled so, for the supplier.",
    )
    write_off_reason = fields.Text(copy=False, groups="base.group_user")
    expected_amount = fields.Monetary(
        compute="_compute_amounts",
        store=True,
        help="What the supplier should credit, tax excluded.",
    )
    agreed_amount = fields.Monetary(compute="_compute_amounts", store=True)
    received_amount = fields.Monetary(compute="_compute_amounts", store=True)

    # A supplier's cases, the newest first.
    _partner_index = models.Index("(commercial_partner_id, id)")
    _partner_state_index = models.Index(
        "(commercial_partner_id, state) WHERE state IN "
        "('asked', 'disputed', 'accepted')"
    )

    # ------------------------------------------------------------------ computed

    @api.depends(
        "cost_ids.bearer",
        "cost_ids.expected_amount",
        "cost_ids.agreed_amount",
        "cost_ids.received_amount",
    )
    def _compute_amounts(self):
        for case in self:
            costs = case.cost_ids.filtered(lambda cost: cost.bearer == "supplier")
            case.expected_amount = sum(costs.mapped("expected_amount"))
            case.agreed_amount = sum(costs.mapped("agreed_amount"))
            case.received_amount = sum(costs.mapped("received_amount"))

    def _compute_access_url(self):
        for case in self:
            case.access_url = f"/my/cases/{case.id}"

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        cases = super().create(vals_list)
        cases._take_numbers()
        for case in cases:
            case._portal_ensure_token()
        return cases

    def write(self, vals):
        if vals.keys() & {"claim_id", "partner_id", "currency_id"}:
            raise UserError(
                self.env._("Claim and supplier of a case stay what they are.")
            )
        result = super().write(vals)
        if vals.get("supplier_reference"):
            # The refund waits for this number only; posting it needs accounting
            # rights that neither the supplier nor the agent has.
            cases_sudo = self.sudo()
            cases_sudo._post_waiting_refunds()
            cases_sudo._update_costs()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda case: case.state != "draft"):
            raise UserError(
                self.env._("A supplier case is never deleted. Cancel it instead.")
            )

    # ------------------------------------------------------------------ verbs

    def _party_of(self, partner):
        if (
            partner.commercial_partner_id == self.commercial_partner_id
            and self._is_for_visitors()
        ):
            return SUPPLIER
        return None

    def action_ask(self):
        """Ask the supplier for its answer."""
        return self._act("ask")

    def action_accept(self):
        """Accept the supplier's share; unshipped units are taken off its orders."""
        return self._act("accept")

    def action_dispute(self):
        """Disagree, for the reason written in ``dispute_reason``."""
        return self._act("dispute")

    def action_rule(self):
        """Decide a dispute; the ruling executes like an agreement."""
        return self._act("rule")

    def action_write_off(self):
        """Give up what is still owed.

        :raise UserError: no reason is written
        """
        return self._act("write_off")

    def action_reopen(self):
        """Ask again, for the difference."""
        return self._act("reopen")

    def action_cancel(self):
        """Withdraw the case before the supplier answered."""
        return self._act("cancel")
