"""What the policies of its items mean for a claim, and what they decide alone."""

import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools.sql import column_exists, create_column, table_exists

from ..workflow.workflow_mixin import SYSTEM
from .claim_line_policy import OUTCOMES

_logger = logging.getLogger(__name__)
# The worst first.
RANK = ("refuse", "person", "grant")
# Once people had their say, policies decide nothing by themselves any more.
BY_PEOPLE = frozenset(
    {"offer", "accept", "approve", "reject", "appeal", "revise", "reopen"}
)


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
        columns = {
            "policy_outcome": "varchar",
            "exception_count": "int4",
            "has_exception": "bool",
        }
        if table_exists(self.env.cr, self._table):
            for name, kind in columns.items():
                if not column_exists(self.env.cr, self._table, name):
                    create_column(self.env.cr, self._table, name, kind)
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

    # ------------------------------------------------------------------ deciding alone

    def _follow(self, verb, actor, author=None):
        super()._follow(verb, actor, author=author)
        if verb in ("submit", "give_evidence"):
            self._decide_by_policy()

    def _add_evidence(self, files, source):
        evidence = super()._add_evidence(files, source)
        # What was missing may be what just came.
        self._decide_by_policy()
        return evidence

    def _decide_by_policy(self):
        """Carry out what the policies of these claims decide without a person.

        Granted is what they grant up to their amounts, refused what they refuse alone.
        A claim that cannot be carried out is left to people.
        """
        reviewed = self.filtered(lambda claim: claim.state == "review")
        for claim in reviewed._as_system():
            claim.line_ids.filtered("policy_terms")._judge()
            if claim._may_decide_alone():
                claim._decide_guarded()

    def _may_decide_alone(self):
        """Whether a policy decides something here, and nobody did before."""
        self.ensure_one()
        return any(
            line.decision == "pending"
            and (line._is_granted_unseen() or line._is_refused_unseen())
            for line in self.line_ids
        ) and not BY_PEOPLE & {verb for verb, _date, _actor in self._history()}

    def _decide_guarded(self):
        try:
            with self.env.cr.savepoint():
                self._decide_alone()
        except (OperationalError, ConcurrencyError):
            # Two sessions met: Odoo retries the whole transaction.
            raise
        except Exception as error:
            # Whatever the decision trips over, the request is there and a person
            # decides it.
            if isinstance(error, UserError):
                _logger.info("%s is left to a person: %s", self.name, error)
                why = str(error)
            else:
                _logger.exception("%s is left to a person", self.name)
                why = self.env._("Something unexpected happened.")
            self._message_log(
                body=self.env._(
                    "The policy decided, but it could not be carried out. Please "
                    "decide yourself. %(why)s",
                    why=why,
                )
            )

    def _decide_alone(self):
        pending = self._undecided_lines()
        refused = pending.filtered(lambda line: line._is_refused_unseen())
        granted = pending.filtered(lambda line: line._is_granted_unseen())
        refused._refuse_pending()
        if pending - refused - granted:
            # A person decides about the rest, and sees what is refused already.
            self._note_policy(refused)
            return
        if not granted:
            self._follow("reject", SYSTEM)
            self._note_policy(refused)
            self._skip_received()
            return
        if obstacle := self._unseen_obstacle():
            self._message_log(
                body=self.env._(
                    "The policy grants it, but a person should look at it. %(why)s",
                    why=obstacle,
                )
            )
            return
        for line in granted:
            line.write({"decision": "granted", "granted_quantity": line.quantity})
        self._follow("approve", SYSTEM)
        self._note_policy(granted | refused)
        self._skip_received()

    def _skip_received(self):
        """Who is answered in the same moment is not told first that we look at it."""
        # The outbox is the system's.
        logs_sudo = self.env["aftersales.notification.log"].sudo()
        logs_sudo.search(
            [
                ("claim_id", "=", self.id),
                ("audience", "=", "customer"),
                ("event", "=", "submit"),
                ("state", "=", "queued"),
            ]
        )._skip("outdated")

    def _unseen_obstacle(self):
        """Why somebody should look at what the policy grants, or nothing."""
        return self._needs_person()

    def _note_policy(self, lines):
        """Write into the history that the policy decided about ``lines``, and why."""
        for line in lines:
            self._message_log(
                body=self.env._(
                    "Decided by the policy, without a person: %(item)s. %(why)s",
                    item=line.display_name,
                    why=line._policy_words("agent"),
                )
            )

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


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _is_granted_unseen(self):
        """Whether the policy grants it without a person."""
        self.ensure_one()
        return self.policy_outcome == "grant" and bool(
            (self.policy_terms or {}).get("auto_amount")
        )

    def _is_refused_unseen(self):
        """Whether the policy refuses it without a person."""
        self.ensure_one()
        return self.policy_outcome == "refuse" and bool(
            (self.policy_terms or {}).get("refuses_alone")
        )


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        evidence._judge_claims()
        return evidence

    def unlink(self):
        claims = self.claim_id
        result = super().unlink()
        claims.exists().line_ids.filtered("policy_terms")._judge()
        return result

    def _judge_claims(self):
        """Say again what the policies say of these claims."""
        self.claim_id.line_ids.filtered(
            lambda line: (line.policy_reason or {}).get("code") == "evidence_missing"
        )._judge()
