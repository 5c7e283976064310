"""Whose move a claim is and what it costs us: what lists are filtered by."""

from odoo import api, fields, models
from odoo.fields import Domain

# Stage of the claim → the party that moves next; ended claims wait for nobody.
WAITS_FOR = {
    "review": "us",
    "dispute": "us",
    "inspect": "us",
    "refund": "us",
    "evidence": "customer",
    "offer": "customer",
    "ship": "customer",
    "supplier": "supplier",
    "stop": "supplier",
    "travel": "carrier",
}
# A supplier's share counts until it is given up; then what it paid by then does.
EXPECTED_SHARE = ("draft", "asked", "disputed")
AGREED_SHARE = ("accepted", "settled")


class AftersalesClaim(models.Model):
    """Says whose move the claim is, stored so that a million claims can be searched."""

    _inherit = "aftersales.claim"

    waiting_for = fields.Selection(
        [
            ("us", "Us"),
            ("customer", "Customer"),
            ("supplier", "Supplier"),
            ("carrier", "Carrier"),
            ("nobody", "Nobody"),
        ],
        compute="_compute_waiting_for",
        store=True,
        index=True,
        groups="base.group_user",
        help="Who has to act next.",
    )
    is_my_move = fields.Boolean(
        string="My Move",
        compute="_compute_is_my_move",
        search="_search_is_my_move",
        groups="base.group_user",
        help="It waits for us, and is yours or nobody's.",
    )
    is_overdue = fields.Boolean(
        string="Overdue",
        compute="_compute_is_overdue",
        search="_search_is_overdue",
        groups="base.group_user",
        help="Whoever has to act next should have done so.",
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id",
        string="Company Currency",
        store=True,
        groups="base.group_user",
    )
    net_amount = fields.Monetary(
        string="Granted (Net)",
        currency_field="company_currency_id",
        compute="_compute_net_amount",
        store=True,
        groups="base.group_user",
        help="What the customer was granted, tax excluded, in the company's currency.",
    )
    exposure = fields.Monetary(
        currency_field="company_currency_id",
        compute="_compute_exposure",
        store=True,
        groups="base.group_user",
        help="What we promised the customer and cannot recover, tax excluded: the sum "
        "of the items. Before the decision as if everything open were granted.",
    )

    _my_move_index = models.Index("(user_id, deadline, id) WHERE waiting_for = 'us'")
    _open_exposure_index = models.Index(
        "(company_id) WHERE exposure > 0 AND state NOT IN ('closed', 'cancelled')"
    )

    # ------------------------------------------------------------------ whose move

    @api.depends(
        "state",
        "channel",
        "case_ids.state",
        "remedy_ids.state",
        "remedy_ids.quantity",
        "remedy_ids.settled_qty",
        "remedy_ids.return_to",
        "remedy_ids.case_line_ids.stopped",
        "case_ids.line_ids.outcome",
        "picking_ids.state",
        "picking_ids.is_aftersales_return",
        "picking_ids.aftersales_shipped_date",
    )
    def _compute_waiting_for(self):
        for claim in self:
            claim.waiting_for = claim._waits_for()

    def _waits_for(self):
        """The party whose move it is, see ``waiting_for``."""
        self.ensure_one()
        # A customer's own draft is his; he sees nobody else's.
        if self.state == "draft":
            return "customer" if self.channel == "portal" else "us"
        stage = self._agent_stage()
        claim_sudo = self.sudo()
        if stage == "travel" and claim_sudo._open_returns().aftersales_case_id:
            # Only the supplier can say what arrived there.
            return "supplier"
        if stage in ("rejected", "done") and self.state != "closed":
            owing = claim_sudo.case_ids.filtered(
                lambda case: case.state in ("asked", "accepted")
            )
            return "supplier" if owing else "nobody"
        return WAITS_FOR.get(stage, "nobody")

    def _agent_stage(self):
        """Where the claim stands for its agent: ``_stage``, suppliers included.

        :return: a stage of the customer's, or supplier (asked about it), or dispute
            (a supplier disagrees and nothing else is to be decided first)
        """
        self.ensure_one()
        if self.state == "supplier":
            return "supplier"
        stage = self._stage()
        if self.state in ("approved", "rejected", "resolved") and (
            WAITS_FOR.get(stage) != "us"
            # Whoever may read the claim may know that a supplier disagrees.
            and "disputed" in self.sudo().case_ids.mapped("state")
        ):
            return "dispute"
        return stage

    @api.depends("waiting_for", "user_id")
    @api.depends_context("uid")
    def _compute_is_my_move(self):
        nobodys = self.env["res.users"]
        for claim in self:
            claim.is_my_move = claim.waiting_for == "us" and claim.user_id in (
                self.env.user,
                nobodys,
            )

    def _search_is_my_move(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = Domain("waiting_for", "=", "us") & Domain(
            "user_id", "in", [self.env.uid, False]
        )
        return self._match_flag(mine, value)

    @api.depends("deadline", "waiting_for")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for claim in self:
            claim.is_overdue = bool(
                claim.deadline
                and claim.deadline < now
                and claim.waiting_for != "nobody"
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("deadline", "<", fields.Datetime.now()) & Domain(
            "waiting_for", "!=", "nobody"
        )
        return self._match_flag(overdue, value)

    def _match_flag(self, domain, values):
        """``domain`` of a flag that is searched for a set of truth ``values``."""
        wanted = {bool(value) for value in values}
        if len(wanted) == 1:
            return domain if True in wanted else ~domain
        return Domain(bool(wanted))

    # ------------------------------------------------------------------ money

    @api.depends("company_id.currency_id", "remedy_ids.amount", "remedy_ids.state")
    def _compute_net_amount(self):
        """What remedies that run or are done are worth, without tax: that of what is
        refunded comes back to us."""
        for claim in self:
            granted = sum(
                remedy._net_amount()
                for remedy in claim.remedy_ids
                if remedy.state in ("running", "done")
            )
            claim.net_amount = claim._to_company_currency(granted, claim.currency_id)

    @api.depends("line_ids.exposure")
    def _compute_exposure(self):
        for claim in self:
            currency = claim.company_id.currency_id
            claim.exposure = currency.round(sum(claim.line_ids.mapped("exposure")))


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _net_amount(self):
        """``amount`` without tax, by the share of tax in the order line's price."""
        self.ensure_one()
        line = self.sale_line_id
        if not line.price_total:
            return self.amount
        return self.currency_id.round(
            self.amount * line.price_subtotal / line.price_total
        )


class AftersalesCost(models.Model):
    _inherit = "aftersales.cost"

    def _recoverable_amount(self):
        """What the bearer is to pay as things stand: expected until it answered, then
        what it agreed to; what it paid once the rest was given up. In ``currency_id``,
        tax excluded."""
        self.ensure_one()
        state = self.case_id.state
        if not state or state in EXPECTED_SHARE or self.bearer != "supplier":
            # Only suppliers answer; others bear what the shares say.
            return 0.0 if state == "cancelled" else self.expected_amount
        if state in AGREED_SHARE:
            return self.agreed_amount
        return self.received_amount if state == "written_off" else 0.0
