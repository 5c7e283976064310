from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from ..workflow.workflow_mixin import AGENT, CUSTOMER, SYSTEM, Route

_lt = LazyTranslate(__name__)

STATES = [
    ("draft", "Draft"),
    ("review", "To review"),
    ("evidence", "Waiting for evidence"),
    ("supplier", "Waiting for supplier"),
    ("offer", "Offer sent"),
    ("approved", "In progress"),
    ("rejected", "Rejected"),
    ("resolved", "Solved"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
# The claim is in somebody's hands and nothing is decided: all its units are held.
UNDECIDED = ("review", "evidence", "supplier", "offer")
ROUTES = {
    "submit": Route(
        _lt("Submit"), (CUSTOMER, AGENT), ("draft",), "review", stamp="submitted_date"
    ),
    "ask_evidence": Route(
        _lt("Ask customer"), (AGENT,), ("review", "supplier"), "evidence"
    ),
    "give_evidence": Route(
        _lt("Evidence given"), (CUSTOMER, AGENT, SYSTEM), ("evidence",), "review"
    ),
    "ask_supplier": Route(_lt("Ask supplier"), (AGENT,), ("review",), "supplier"),
    "answer": Route(_lt("Supplier answered"), (SYSTEM,), ("supplier",), "review"),
    "offer": Route(_lt("Offer"), (AGENT,), ("review", "supplier"), "offer"),
    "accept": Route(
        _lt("Accept"), (CUSTOMER, AGENT), ("offer",), "approved", stamp="decided_date"
    ),
    "refuse": Route(_lt("Decline"), (CUSTOMER, AGENT, SYSTEM), ("offer",), "review"),
    "approve": Route(
        _lt("Approve"),
        (AGENT, SYSTEM),
        ("review", "supplier"),
        "approved",
        stamp="decided_date",
    ),
    "reject": Route(
        _lt("Reject"),
        (AGENT, SYSTEM),
        ("review", "supplier"),
        "rejected",
        stamp="decided_date",
    ),
    "appeal": Route(
        _lt("Ask for another review"),
        (CUSTOMER, AGENT),
        ("rejected", "approved", "resolved"),
        "review",
    ),
    "revise": Route(_lt("Revise"), (AGENT, SYSTEM), ("approved",), "review"),
    "resolve": Route(
        _lt("Solved"), (SYSTEM,), ("approved",), "resolved", stamp="resolved_date"
    ),
    "close": Route(
        _lt("Close"),
        (SYSTEM,),
        ("rejected", "resolved"),
        "closed",
        stamp="closed_date",
    ),
    "reopen": Route(
        _lt("Reopen"),
        (AGENT,),
        ("rejected", "resolved", "cancelled", "closed"),
        "review",
        manager_sources=("closed",),
    ),
    "cancel": Route(
        _lt("Cancel"),
        (CUSTOMER, AGENT, SYSTEM),
        ("draft", *UNDECIDED, "approved"),
        "cancelled",
    ),
}


class AftersalesClaim(models.Model):
    """One customer case on one sale order, any number of lines and suppliers.

    ``state`` says where the case stands; what is given is told by its remedies.
    """

    _name = "aftersales.claim"
    _description = "Claim"
    _inherit = [
        "aftersales.notified.mixin",
        "aftersales.workflow.mixin",
        "aftersales.private.messages.mixin",
        "aftersales.links.mixin",
        "portal.mixin",
        "rating.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"
    _routes = ROUTES
    _engine_fields = frozenset(
        {
            "state",
            "state_since",
            "deadline",
            "submitted_date",
            "decided_date",
            "resolved_date",
            "closed_date",
        }
    )
    _system_fields = frozenset(
        {
            "name",
            "company_id",
            "currency_id",
            "commercial_partner_id",
            "access_token",
            "last_verb",
            "history",
            "short_code",
            "waiting_for",
            "wish",
            "net_amount",
            "reused_evidence",
            "address_key",
            "exposure",
            "policy_outcome",
            "exception_count",
            "has_exception",
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
    order_id = fields.Many2one(
        "sale.order",
        index="btree_not_null",
        check_company=True,
        domain="['|', ('state', '=', 'sale'), '&', ('state', '=', 'cancel'),"
        " ('delivery_status', 'in', ('partial', 'full'))]",
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        precompute=True,
        required=True,
        index=True,
    )
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        precompute=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_from_order",
        compute_sudo=False,
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", store=True, index="btree_not_null"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self._default_user(),
        domain=lambda self: self._domain_user(),
        index="btree_not_null",
        copy=False,
        groups="base.group_user",
    )
    channel = fields.Selection(
        [
            ("portal", "Portal"),
            ("email", "E-mail"),
            ("phone", "Phone"),
            ("store", "Store"),
            ("api", "Shop API"),
        ],
        required=True,
        default="phone",
    )
    external_ref = fields.Char(
        string="External Reference",
        copy=False,
        index="trigram",
        help="Number of this request in the shop or channel it came from.",
    )
    description = fields.Text(help="The problem in the customer's words.")
    evidence_request = fields.Text(
        copy=False,
        groups="base.group_user",
        help="What the customer is asked to show, in words for him.",
    )
    rejection_reason = fields.Text(
        copy=False,
        groups="base.group_user",
        help="Why the request was not granted, in words for the customer.",
    )
    line_ids = fields.One2many("aftersales.claim.line", "claim_id", string="Lines")
    remedy_ids = fields.One2many("aftersales.remedy", "claim_id", string="Remedies")
    case_ids = fields.One2many(
        "aftersales.supplier.case",
        "claim_id",
        string="Supplier Cases",
        groups="base.group_user",
    )
    cost_ids = fields.One2many(
        "aftersales.cost", "claim_id", string="Costs", groups="base.group_user"
    )
    evidence_ids = fields.One2many(
        "aftersales.evidence",
        "claim_id",
        groups="base.group_user",
    )
    picking_ids = fields.One2many(
        "stock.picking",
        "aftersales_claim_id",
        string="Transfers",
        groups="base.group_user",
    )
    refund_ids = fields.One2many(
        "account.move",
        "aftersales_claim_id",
        string="Credit Notes",
        domain=[("move_type", "=", "out_refund")],
    )
    submitted_date = fields.Datetime(readonly=True, copy=False)
    decided_date = fields.Datetime(readonly=True, copy=False)
    resolved_date = fields.Datetime(readonly=True, copy=False)
    closed_date = fields.Datetime(readonly=True, copy=False)
    _external_ref_unique = models.UniqueIndex(
        "(company_id, channel, external_ref) WHERE external_ref IS NOT NULL",
        "There is a claim with this external reference already.",
    )
    # The order of the lists; who is over or waits for nobody has no deadline.
    _deadline_index = models.Index("(deadline, id)")

    @api.model
    def _domain_user(self):
        """Agents, of own claims or all."""
        agents = self.env.ref("dropship_aftersales.group_agent_own")
        return [("share", "=", False), ("all_group_ids", "in", agents.ids)]

    @api.model
    def _default_user(self):
        user = self.env.user
        return user if user.has_group("dropship_aftersales.group_agent_own") else False

    def _compute_access_url(self):
        for claim in self:
            claim.access_url = f"/my/claims/{claim.id}"

    @api.model_create_multi
    def create(self, vals_list):
        claims = super().create(vals_list)
        claims._take_numbers()
        for claim in claims:
            # Read-only pages print links with the token: it exists from the start.
            claim._portal_ensure_token()
        return claims

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if self.filtered(lambda claim: claim.state != "draft"):
            raise UserError(
                self.env._("A submitted claim is never deleted. Cancel it instead.")
            )
