"""What the policies of its items mean for a claim."""

from odoo import api, fields, models

from ..empty_columns import add_empty_columns
from ..workflow.workflow_mixin import SYSTEM
from .claim_line_policy import OUTCOMES

# The worst first.
RANK = ("refuse", "person", "grant")


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    policy_outcome = fields.Selection(
        OUTCOMES,
        string="Policy",
        compute="_compute_policy_outcome",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
        help="What the policy says of the item that it likes least.",
    )
    exception_count = fields.Integer(
        string="Exceptions",
        compute="_compute_exception_count",
        store=True,
        groups="base.group_user",
        help="Items that a manager granted against the policy.",
    )
    has_exception = fields.Boolean(
        string="Exception",
        compute="_compute_exception_count",
        store=True,
        groups="base.group_user",
    )

    def _auto_init(self):
        # No policy said anything before: nothing to compute on a million claims.
        names = "policy_outcome", "exception_count", "has_exception"
        add_empty_columns(self, *names)
        return super()._auto_init()

    @api.depends("line_ids.policy_outcome")
    def _compute_policy_outcome(self):
        for claim in self:
            outcomes = set(claim.line_ids.mapped("policy_outcome"))
            claim.policy_outcome = next(
                (outcome for outcome in RANK if outcome in outcomes), False
            )

    @api.depends("line_ids.is_exception")
    def _compute_exception_count(self):
        for claim in self:
            claim.exception_count = len(claim.line_ids.filtered("is_exception"))
            claim.has_exception = bool(claim.exception_count)

    # ------------------------------------------------------------------ facts

    def _window_ends(self):
        """Until when each item can be claimed: ``{line: datetime (UTC) or False}``."""
        return {
            line: fields.Datetime.to_datetime(
                (line.current_terms or {}).get("window_end") or False
            )
            for line in self.line_ids
        }

    def _appeal_days(self):
        """How long the customer may ask for another review: the longest time that a
        policy of its items gives, by default the company's."""
        self.ensure_one()
        # Settings of the company are not everybody's to read.
        usual = self.company_id.sudo().aftersales_appeal_days
        days = [
            (line.policy_terms or {}).get("appeal_days") or usual
            for line in self.sudo().line_ids
        ]
        return max(days, default=usual)

    def _policy_total(self):
        """What the claim would give where nothing speaks against it, on top of what
        other claims of its order give: nobody gets more by asking in parts. In the
        company's currency, tax included; None where no policy asks."""
        self.ensure_one()
        claim_sudo = self.sudo()
        lines = claim_sudo.line_ids
        if not any((line.current_terms or {}).get("auto_amount") for line in lines):
            return None
        # Bills and credit notes are read; the sum is compared and not told.
        lines = lines.filtered(lambda line: line._judged()[0] != "refuse")
        given = claim_sudo.remedy_ids.filtered(
            lambda remedy: remedy.state != "cancelled"
        )
        given |= lines._missing_default_remedies()
        total = sum(
            amount
            for strategy, remedies in given._by_strategy()
            for amount, _untaxed in strategy._preview(remedies).values()
        )
        beside = claim_sudo.order_id.aftersales_claim_ids - claim_sudo
        total += sum(
            remedy.amount
            for remedy in beside.remedy_ids
            if remedy.state in ("running", "done")
        )
        return claim_sudo._to_company_currency(total, claim_sudo.currency_id)

    # ------------------------------------------------------------------ people

    def _needs_person(self):
        refused = self.line_ids.filtered(
            lambda line: line.policy_outcome == "refuse" and line.decision == "pending"
        )
        if refused:
            return refused[0]._policy_words("agent")
        return super()._needs_person()

    def _check_approve(self, actor):
        super()._check_approve(actor)
        if actor != SYSTEM:
            self.line_ids.filtered("granted_quantity")._check_policy_allows()

    def _check_offer(self, actor):
        super()._check_offer(actor)
        if actor != SYSTEM:
            self.remedy_ids.filtered(
                lambda remedy: remedy.state == "proposed"
            ).line_id._check_policy_allows()
