"""Approving many claims at once: first what it would do, then one by one."""

import logging

from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

from .claim import ROUTES

_logger = logging.getLogger(__name__)
# Each is tried out before it is shown: more would outlast a request.
MAX_CLAIMS = 200


class _Undo(Exception):
    """Takes back what was tried to see what it would do."""


class _Moved(Exception):
    """The claim is not any more what the user agreed to."""


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
        """What approving these claims would do; nothing stays of the trial.

        Undecided lines count as granted in full.

        :return: dict of ``approve``, ``person`` and ``impossible``, lists of dicts with
            ``id``, ``name``, ``customer``, ``items``, ``reason``, and for those to
            approve ``amount`` (claim currency, tax included) and ``amount_text``;
            ``totals``, the sum to approve as text, one per currency; and ``worth``,
            what they are in the companies' own currencies, as text, if that differs
        :raise AccessError: the user is no agent or a claim is not his
        :raise UserError: more claims than can be reviewed at once
        """
        self._check_agent()
        self._check_number()
        actor = self._derive_actor()
        obstacles = self._approval_obstacles()
        preview = {"approve": [], "person": [], "impossible": []}
        totals, worth = {}, {}
        for claim in self:
            # What one trial clears from the cache, it does not read again for all.
            verdict, amount, reason = self.browse(claim.id)._try_approval(
                actor, obstacles[claim]
            )
            preview[verdict].append(claim._prepare_preview(amount, reason))
            if verdict == "approve":
                currency = claim.currency_id
                totals[currency] = totals.get(currency, 0.0) + amount
                own = claim.company_id.currency_id
                amount = claim._to_company_currency(amount, currency)
                worth[own] = worth.get(own, 0.0) + amount
        preview["totals"] = self._as_texts(totals)
        preview["worth"] = "" if worth == totals else " + ".join(self._as_texts(worth))
        return preview

    def _as_texts(self, amounts):
        return [currency.format(amount) for currency, amount in amounts.items()]

    @api.model
    def approve_reviewed(self, reviewed):
        """Approve claims at the amounts that were previewed, each on its own.

        :param list reviewed: dicts of ``id`` and ``amount``, and ``name`` for claims
            that cannot be read any more
        :return: list of dicts with ``id``, ``name``, ``result`` (done, failed or
            skipped) and ``reason``; skipped are those that changed since the preview
        :raise AccessError: the user is no agent
        """
        self._check_agent()
        results = []
        for item in reviewed:
            claim = self.browse(int(item["id"])).exists()._filtered_access("write")
            if not claim:
                results.append(self._prepare_gone(item))
                continue
            results.append(claim._approve_reviewed(float(item["amount"])))
        return results

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

    # ------------------------------------------------------------------ the trial

    def _try_approval(self, actor, obstacle):
        """Approve as far as the check goes, and take it back.

        :return: ``(verdict, amount, reason)``
        """
        self.ensure_one()
        verdict, reason = obstacle
        amount = 0.0
        if verdict != "approve":
            return verdict, amount, reason
        try:
            with self.env.cr.savepoint():
                amount = self._grant_for_approval()
                # The verb itself runs with these rights, see _act().
                self._as_system()._check_approve(actor)
                raise _Undo
        except _Undo:
            return "approve", amount, ""
        except AccessError as error:
            return "person", 0.0, str(error)
        except UserError as error:
            return "impossible", 0.0, str(error)

    def _grant_for_approval(self):
        """Grant what is undecided and propose its remedies.

        :return: what approving would give on top, claim currency, tax included
        """
        self.action_grant_all()
        self.line_ids._propose_default_remedies()
        return self.currency_id.round(
            sum(
                self.remedy_ids.filtered(
                    lambda remedy: remedy.state == "proposed"
                ).mapped("amount")
            )
        )

    def _approval_obstacles(self):
        """What keeps claims from being approved unseen, read for all at once.

        :return: ``{claim: (verdict, reason)}``, approve without a reason
        """
        return {claim: claim._approval_obstacle() for claim in self}

    def _approval_obstacle(self):
        self.ensure_one()
        if self.state not in ROUTES["approve"].sources:
            return "impossible", self.env._(
                "There is nothing to approve: %s.", self._state_label(self.state)
            )
        if reason := self._needs_person():
            return "person", reason
        return "approve", ""

    def _needs_person(self):
        """Why somebody should look at the claim before it is approved, or nothing."""
        if self.state == "supplier":
            return self.env._("The supplier has not answered yet.")
        if "disputed" in self.case_ids.mapped("state"):
            return self.env._("The supplier disagrees.")
        if self.duplicate_ids:
            return self.env._(
                "The same items are in another claim: %s.",
                ", ".join(self.duplicate_ids.mapped("name")),
            )
        undecided = self.line_ids.filtered(
            lambda line: line.decision == "pending" and not line.remedy_ids
        )
        if undecided.filtered(lambda line: line.wish != "refund"):
            return self.env._("The customer wants something else than money back.")
        if not self.evidence_ids and any(
            undecided.reason_id.mapped("evidence_required")
        ):
            return self.env._("The photo that proves the problem is missing.")
        return ""

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

    def _approve_reviewed(self, amount):
        """Approve one claim, if it still gives ``amount``."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._check_as_reviewed(amount)
                self.action_approve()
        except (OperationalError, ConcurrencyError):
            # Two sessions met: Odoo retries the whole call.
            raise
        except _Moved as moved:
            return self._prepare_result("skipped", str(moved))
        except UserError as error:
            return self._prepare_result("failed", str(error))
        except Exception:
            # Whatever one claim trips over must not stop the others.
            _logger.exception("%s could not be approved", self.name)
            return self._prepare_result(
                "failed",
                self.env._("Something unexpected happened. Open it and approve it."),
            )
        return self._prepare_result("done", "")

    def _check_as_reviewed(self, amount):
        verdict, reason = self._approval_obstacle()
        if verdict != "approve":
            raise _Moved(reason)
        gives = self._grant_for_approval()
        if self.currency_id.compare_amounts(gives, amount):
            raise _Moved(
                self.env._(
                    "It gives %(now)s now, not %(reviewed)s.",
                    now=self.currency_id.format(gives),
                    reviewed=self.currency_id.format(amount),
                )
            )

    def _prepare_result(self, result, reason):
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
