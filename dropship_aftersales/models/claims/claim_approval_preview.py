"""What approving claims as they stand would give, and who has to look first.

Nothing is written, and what many claims need is read for all of them at once.
"""

from odoo import models
from odoo.exceptions import UserError

from ..workflow.numbers import is_number
from ..workflow.workflow_mixin import MANAGER, SYSTEM
from .claim import ROUTES

# A policy that leaves it to people, for nothing that stands out: whoever goes through
# a list is the person. What is late, or lacks something, is looked at one by one.
FOR_ANY_PERSON = frozenset({"no_policy", "person_decides", "above_auto_amount"})


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    # ------------------------------------------------------------------ what it gives

    def _coming_remedies(self):
        """Remedies that approving these claims would start: those proposed, and
        unsaved ones for undecided and granted units that none is proposed for."""
        # Who supplied the goods is read without rights on purchases.
        claims_sudo = self.sudo()
        proposed = [
            remedy.id for remedy in claims_sudo.remedy_ids if remedy.state == "proposed"
        ]
        return (
            claims_sudo.remedy_ids.browse(proposed)
            | claims_sudo.line_ids._missing_default_remedies()
        )

    def _amounts_of(self, remedies):
        """``{remedy: amount}``, claim currency, tax included, as it will be booked."""
        amounts = {}
        # What is granted is worth what the invoices say, whoever may read them.
        for strategy, given in remedies.sudo()._by_strategy():
            for remedy, (amount, _untaxed) in strategy._preview(given).items():
                amounts[remedy] = amount
        return amounts

    def _coming_amounts(self):
        """What approving would give on top of what runs already.

        :return: ``{claim id: amount}``, claim currency, tax included
        """
        totals = dict.fromkeys(self.ids, 0.0)
        for remedy, amount in self._amounts_of(self._coming_remedies()).items():
            totals[remedy.claim_id.id] += amount
        return {claim.id: claim.currency_id.round(totals[claim.id]) for claim in self}

    def _check_gives(self, amount):
        """Refuse to approve something else than what was shown.

        :param float amount: what was shown, claim currency, tax included
        :raise UserError: it gives another amount by now, or that is no amount
        """
        self.ensure_one()
        if not is_number(amount):
            raise UserError(self.env._("Say which amount was shown, as a number."))
        gives = self._coming_amounts()[self.id]
        if self.currency_id.compare_amounts(gives, amount):
            raise UserError(self._gives_otherwise_words(gives, amount))

    def _gives_otherwise_words(self, gives, shown):
        return self.env._(
            "It gives %(now)s now, not %(reviewed)s.",
            now=self.currency_id.format(gives),
            reviewed=self.currency_id.format(shown),
        )

    # ------------------------------------------------------------------ who decides

    def _plain_refusal(self, gives):
        """Why this user cannot grant everything open and approve in one step.

        :param float gives: what approving gives, claim currency
        :return: a sentence, empty if he can
        """
        self.ensure_one()
        if self.state not in ROUTES["approve"].sources:
            return self._nothing_to_decide_words()
        if refused := self._refused_by_policy():
            return self.env._(
                "%(why)s A manager may grant an exception on the claim.",
                why=self._in_lines(refused, "agent"),
            )
        if self._wants_something_else():
            return self.env._(
                "The customer wants something else than money back. Make an offer, or "
                "decide item by item."
            )
        return self._unfit_words() or self._limit_refusal(gives)

    def _nothing_to_decide_words(self):
        return self.env._(
            "There is nothing to decide: %s.", self._state_label(self.state)
        )

    def _refused_by_policy(self):
        """Undecided lines for which the policy grants nothing."""
        return [
            line
            for line in self.line_ids
            if line.decision == "pending"
            and line.policy_outcome == "refuse"
            and not line.is_exception
        ]

    def _policy_refusal(self):
        """Why the policy leaves nothing to grant at all; empty if it leaves some."""
        self.ensure_one()
        refused = self._refused_by_policy()
        if not refused or any(
            line.decision == "granted"
            or (line.decision == "pending" and line not in refused)
            for line in self.line_ids
        ):
            return ""
        return self._in_lines(refused, "agent")

    def _in_lines(self, lines, audience):
        """What the policy says of ``lines``, each thing once."""
        return "\n".join(dict.fromkeys(line._policy_words(audience) for line in lines))

    def _unfit_words(self):
        """Why what was decided so far cannot be approved; empty if it can."""
        if all(line.decision == "refused" for line in self.line_ids):
            return self.env._("Every item is refused. Reject the claim.")
        for line in self.line_ids:
            granted = {"pending": line.quantity, "granted": line.granted_quantity}
            most = granted.get(line.decision, 0.0)
            promised = line._remedied_quantity()
            if line.uom_id.compare(promised, most) > 0:
                return line._mismatch_words(promised, most)
        return ""

    def _undecided_alone(self):
        """Lines for which nothing is decided or proposed yet."""
        return [
            line
            for line in self.line_ids
            if line.decision == "pending" and not line.remedy_ids
        ]

    def _wants_something_else(self):
        return any(line.wish != "refund" for line in self._undecided_alone())

    def _limit_refusal(self, gives):
        """Why the amount is a manager's to approve; empty if it is the user's.

        :param float gives: what approving adds, claim currency
        """
        if self._derive_actor() in (MANAGER, SYSTEM):
            return ""
        limit = self.company_id.aftersales_approval_limit
        # What was given before counts too.
        given = sum(
            remedy.amount
            for remedy in self.remedy_ids
            if remedy.state in ("running", "done")
        )
        if limit and self._is_above(given + gives):
            return self._above_limit_words(given + gives)
        return ""

    def _needs_person(self):
        """Why somebody should look at the claim before it is approved, or nothing."""
        if self.state == "supplier":
            return self.env._("The supplier has not answered yet.")
        if "disputed" in self.case_ids.mapped("state"):
            return self.env._("The supplier disagrees.")
        if unsure := [
            line
            for line in self._undecided_alone()
            if line.policy_outcome == "person"
            and not line.is_exception
            and (line.policy_reason or {}).get("code") not in FOR_ANY_PERSON
        ]:
            return self._in_lines(unsure, "agent")
        if self.duplicate_ids:
            return self.env._(
                "The same items are in another claim: %s.",
                ", ".join(self.duplicate_ids.mapped("name")),
            )
        if self._wants_something_else():
            return self.env._("The customer wants something else than money back.")
        if not self.evidence_count and any(
            line.reason_id.evidence_required for line in self._undecided_alone()
        ):
            return self.env._("The photo that proves the problem is missing.")
        return ""

    # ------------------------------------------------------------------ the deed

    def _approve_in_full(self):
        """Grant what is undecided in full, and approve."""
        self.action_grant_all()
        self.action_approve()
        return True

    def _reject_by_policy(self):
        """Reject what the policy refuses; customers read why in their language."""
        for claim in self:
            lang = claim.partner_id.lang or self.env.lang
            reader = claim.with_context(lang=lang)
            claim.rejection_reason = reader._in_lines(
                reader._refused_by_policy(), "customer"
            )
        self.action_reject()
