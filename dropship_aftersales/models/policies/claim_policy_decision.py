"""What policies decide about a claim without a person."""

import logging

from psycopg2 import OperationalError

from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from ..workflow.workflow_mixin import SYSTEM

_logger = logging.getLogger(__name__)
# Once people had their say, policies decide nothing by themselves any more.
BY_PEOPLE = frozenset(
    {"offer", "accept", "approve", "reject", "appeal", "revise", "reopen"}
)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

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
        if obstacle := self._needs_person():
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
