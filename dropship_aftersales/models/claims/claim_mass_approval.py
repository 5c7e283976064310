"""Deciding many claims at once: first what it would do, then batch by batch."""

import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

from ..workflow.numbers import MOST, is_number
from .claim import ROUTES

_logger = logging.getLogger(__name__)
# More are too many to look through, and for one request.
MAX_CLAIMS = 500
MOST_ID = 2**31 - 1
VERDICTS = ("approve", "refuse", "person", "impossible")


class AftersalesClaim(models.Model):
    """Grants the undecided lines of plain claims in full and approves them.

    Whatever needs a person's eye is left out and named: nothing is decided by being
    in a list.
    """

    _inherit = "aftersales.claim"

    def action_mass_approve(self):
        """Open the review of what approving these claims would give.

        :raise UserError: more claims than can be reviewed at once
        """
        self._check_agent()
        self._check_number()
        return {
            "type": "ir.actions.client",
            "tag": "dropship_aftersales.mass_approve",
            "params": {"claim_ids": self.ids},
        }

    def preview_mass_approval(self):
        """What deciding these claims at once would do; nothing is written.

        Undecided lines count as granted in full.

        :return: dict of ``approve``, ``refuse`` (the policy grants nothing),
            ``person`` and ``impossible``, lists of dicts with ``id``, ``name``,
            ``customer``, ``items``, ``reason``, and for those to approve ``amount``
            (claim currency, tax included) and ``amount_text``; ``totals``, the sum to
            approve as text, one per currency; and ``worth``, what they are in the
            companies' own currencies, as text, if that differs
        :raise AccessError: the user is no agent or a claim is not his
        :raise UserError: more claims than can be reviewed at once
        """
        self._check_agent()
        self._check_number()
        preview = {verdict: [] for verdict in VERDICTS}
        totals, worth = {}, {}
        amounts = self._coming_amounts()
        for claim in self:
            amount = amounts[claim.id]
            verdict, reason = claim._mass_verdict(amount)
            if verdict == "approve":
                currency = claim.currency_id
                totals[currency] = totals.get(currency, 0.0) + amount
                own = claim.company_id.currency_id
                in_own = claim._to_company_currency(amount, currency)
                worth[own] = worth.get(own, 0.0) + in_own
            preview[verdict].append(claim._prepare_preview(amount, reason))
        preview["totals"] = self._as_texts(totals)
        preview["worth"] = "" if worth == totals else " + ".join(self._as_texts(worth))
        return preview

    def _as_texts(self, amounts):
        return [currency.format(amount) for currency, amount in amounts.items()]

    @api.model
    def approve_reviewed(self, reviewed):
        """Approve claims at the amounts that were previewed; one that cannot be
        approved stops no other.

        :param list reviewed: dicts of ``id`` and ``amount``, and ``name`` for claims
            that cannot be read any more
        :return: list of dicts with ``id``, ``name``, ``result`` (done, failed or
            skipped) and ``reason``; skipped are those that changed since the preview
        :raise AccessError: the user is no agent
        :raise UserError: an id or amount is no number
        """
        self._check_agent()
        self._check_reviewed(reviewed, amount=MOST)
        shown = {int(item["id"]): float(item["amount"]) for item in reviewed}
        return self._decide_reviewed(
            reviewed,
            lambda claims: claims._as_reviewed(shown),
            lambda claims: claims._approve_in_full(),
        )

    @api.model
    def reject_reviewed(self, reviewed):
        """Reject claims that the policy refuses; their customers read why.

        :param list reviewed: dicts of ``id``, and ``name`` for claims that cannot be
            read any more
        :return: as :meth:`approve_reviewed`
        :raise AccessError: the user is no agent
        """
        return self._decide_reviewed(
            reviewed,
            lambda claims: claims._as_refused(),
            lambda claims: claims._reject_by_policy(),
        )

    def _check_reviewed(self, reviewed, **more):
        """Refuse what is no list of claims that were looked at.

        :param more: numbers that come with each claim, and how large they may be
        """
        limits = {"id": MOST_ID, **more}
        is_list = isinstance(reviewed, list | tuple)
        if not is_list or any(
            not isinstance(item, dict)
            or any(
                not is_number(item.get(name), -most, most)
                for name, most in limits.items()
            )
            for item in reviewed
        ):
            raise UserError(
                self.env._(
                    "Each claim comes with its id and the amount that was shown, as "
                    "numbers. Open the review again."
                )
            )

    def _check_number(self):
        if len(self) > MAX_CLAIMS:
            raise UserError(
                self.env._(
                    "%(chosen)s claims are too many to review at once. Choose at most "
                    "%(limit)s.",
                    chosen=len(self),
                    limit=MAX_CLAIMS,
                )
            )

    # ------------------------------------------------------------------ the preview

    def _mass_verdict(self, amount):
        """What becomes of the claim when many are decided at once.

        :param float amount: what approving it gives, claim currency
        :return: ``(one of VERDICTS, reason)``, approve without a reason
        """
        self.ensure_one()
        if self.state not in ROUTES["approve"].sources:
            return "impossible", self._nothing_to_decide_words()
        if reason := self._policy_refusal():
            return "refuse", reason
        if reason := self._unfit_words():
            return "impossible", reason
        reason = self._needs_person() or self._limit_refusal(amount)
        return ("person", reason) if reason else ("approve", "")

    def _prepare_preview(self, amount, reason):
        return {
            "id": self.id,
            "name": self.name,
            "customer": self.partner_id.display_name,
            "items": self.line_summary,
            "amount": amount,
            "amount_text": self.currency_id.format(amount),
            "reason": reason,
        }

    # ------------------------------------------------------------------ the deed

    @api.model
    def _decide_reviewed(self, reviewed, check, decide):
        """Decide claims together, and one by one if they stumble.

        :param check: claims → ``{claim: why it is not to be decided as reviewed}``
        :param decide: claims → nothing; refuses a whole batch
        """
        self._check_agent()
        self._check_reviewed(reviewed)
        ids = [int(item["id"]) for item in reviewed]
        claims = self.browse(ids).exists()._filtered_access("write")
        moved = check(claims) if claims else {}
        results = {
            claim.id: claim._result("skipped", why) for claim, why in moved.items()
        }
        ready = claims.browse([i for i in claims.ids if i not in results])
        results |= ready._decide_together(decide)
        return [
            results.get(int(item["id"])) or self._prepare_gone(item)
            for item in reviewed
        ]

    def _decide_together(self, decide):
        """``{claim id: result}``; what one claim trips over stops no other."""
        if not self:
            return {}
        try:
            with self.env.cr.savepoint():
                decide(self)
        except (OperationalError, ConcurrencyError):
            # Two sessions met: Odoo retries the whole call.
            raise
        except Exception as error:
            if len(self) == 1:
                return {self.id: self._failure(error)}
            return {
                key: result
                for claim in self
                for key, result in self.browse(claim.id)
                ._decide_together(decide)
                .items()
            }
        return {claim.id: claim._result("done", "") for claim in self}

    def _failure(self, error):
        if isinstance(error, UserError):
            return self._result("failed", str(error))
        _logger.error("%s could not be decided", self.name, exc_info=error)
        return self._result(
            "failed",
            self.env._("Something unexpected happened. Open it and decide it."),
        )

    def _as_reviewed(self, shown):
        """Claims that are not any more what the user agreed to approve.

        :param dict shown: ``{claim id: amount}`` that he saw, claim currency
        :return: ``{claim: why}``
        """
        amounts = self._coming_amounts()
        moved = {}
        for claim in self:
            verdict, reason = claim._mass_verdict(amounts[claim.id])
            if verdict != "approve":
                moved[claim] = reason
            elif claim.currency_id.compare_amounts(amounts[claim.id], shown[claim.id]):
                moved[claim] = claim._gives_otherwise_words(
                    amounts[claim.id], shown[claim.id]
                )
        return moved

    def _as_refused(self):
        """``{claim: why}`` of those that are not refused by the policy any more."""
        amounts = self._coming_amounts()
        verdicts = {claim: claim._mass_verdict(amounts[claim.id]) for claim in self}
        return {
            claim: reason or self.env._("The policy does not refuse it any more.")
            for claim, (verdict, reason) in verdicts.items()
            if verdict != "refuse"
        }

    def _result(self, result, reason):
        return {
            "id": self.id,
            "name": self.name,
            "result": result,
            "reason": reason,
        }

    @api.model
    def _prepare_gone(self, item):
        """The result of a claim the user cannot see any more, as he knew it."""
        return {
            "id": item["id"],
            "name": item.get("name", ""),
            "result": "skipped",
            "reason": self.env._("It is not yours to decide any more."),
        }
