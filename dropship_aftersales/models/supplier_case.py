from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from .workflow_mixin import AGENT, MANAGER, SUPPLIER, SYSTEM, Route

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
    "rule": Route(_lt("Rule"), (AGENT,), ("disputed",), "accepted"),
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
        "aftersales.workflow.mixin",
        "aftersales.link.mail.mixin",
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
            "expected_amount",
            "agreed_amount",
            "received_amount",
        }
    )

    name = fields.Char(readonly=True, copy=False, default="New", index="trigram")
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
        related="partner_id.commercial_partner_id", store=True, index=True
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
        for case in cases:
            # Whoever opens a case takes a number of its company.
            sequence_sudo = self.env["ir.sequence"].sudo()
            number = sequence_sudo.with_company(case.company_id).next_by_code(
                "aftersales.supplier.case"
            )
            case._write_engine({"name": number})
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
            self.sudo()._post_waiting_refunds()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda case: case.state != "draft"):
            raise UserError(
                self.env._("A supplier case is never deleted. Cancel it instead.")
            )

    # ------------------------------------------------------------------ verbs

    def _party_of(self, partner):
        if partner.commercial_partner_id == self.commercial_partner_id:
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

    # ------------------------------------------------------------------ conditions

    def _after_ask(self, actor):
        self._update_costs()
        for case in self:
            case.message_subscribe(partner_ids=case.partner_id.ids)
        self._mail_link("dropship_aftersales.mail_case_asked")

    def _check_accept(self, actor):
        disputed = self.filtered(lambda case: case.state == "disputed")
        if actor == AGENT and disputed:
            # Accepting for a supplier who disagreed is a ruling.
            disputed._check_rule(actor)

    def _after_accept(self, actor):
        self._stop_unshipped()
        self._update_costs()
        self._answer_claims()
        self.claim_id._advance()

    def _after_dispute(self, actor):
        self._answer_claims()

    def _check_rule(self, actor):
        if actor in (MANAGER, SYSTEM):
            return
        for case in self:
            company = case.company_id
            limit = company.aftersales_approval_limit
            expected = case.currency_id._convert(
                case.expected_amount, company.currency_id, company, fields.Date.today()
            )
            if limit and company.currency_id.compare_amounts(expected, limit) > 0:
                raise AccessError(
                    self.env._(
                        "%(case)s is above the amount agents rule on. Ask an "
                        "after-sales manager.",
                        case=case.name,
                    )
                )

    def _after_rule(self, actor):
        self._after_accept(actor)

    def _check_write_off(self, actor):
        if actor != SYSTEM and self.filtered(lambda case: not case.write_off_reason):
            raise UserError(self.env._("Write down why nothing more is claimed."))

    def _after_write_off(self, actor):
        self._update_costs()
        self._answer_claims()
        self.claim_id._advance()

    def _after_reopen(self, actor):
        self._update_costs()

    def _check_cancel(self, actor):
        for case in self:
            if case.line_ids.filtered(
                lambda line: line.settled_qty or line.remedy_id.state == "running"
            ):
                raise UserError(
                    self.env._(
                        "%(case)s is part of what the customer was granted. Cancel "
                        "the remedy, or write the case off.",
                        case=case.name,
                    )
                )

    def _after_cancel(self, actor):
        self._update_costs()
        self._answer_claims()

    def _answer_claims(self):
        """The claim goes on as soon as no supplier is asked any more."""
        answered = self.claim_id.filtered(
            lambda claim: (
                claim.state == "supplier"
                and all(case.state != "asked" for case in claim.case_ids)
            )
        )
        answered._follow("answer", SYSTEM)

    def _drop(self):
        """Nothing is claimed any more: cancel what is open, settle what was agreed."""
        self.filtered(lambda case: case.state in ("draft", "asked"))._follow(
            "cancel", SYSTEM
        )
        rest = self.filtered(lambda case: case.state in ("accepted", "disputed"))
        for line in rest.line_ids:
            line._write_engine({"quantity": line.settled_qty})
        rest._update_costs()
        rest.filtered(lambda case: case.state == "disputed")._follow(
            "write_off", SYSTEM
        )
