import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..workflow.workflow_mixin import SYSTEM

_logger = logging.getLogger(__name__)
BATCH = 100
STUCK = "dropship_aftersales.activity_stuck"


class AftersalesClaim(models.Model):
    """Asks transfers and invoices what has become true, and moves on.

    We read other documents, we do not steer by hooks: whatever happens to them only
    triggers this, and running it twice changes nothing.
    """

    _inherit = "aftersales.claim"

    def _advance(self):
        """Do what has become due on these claims.

        A claim whose documents refuse (a locked period, a missing account) is left as
        it was and its responsible is told; the others go on.
        """
        if not self:
            return
        # Money and goods move in the name of the system, in the claim's company,
        # whoever's click made them due.
        for company, claims in self._as_system().grouped("company_id").items():
            claims.with_company(company)._advance_guarded()

    def _advance_guarded(self):
        try:
            with self.env.cr.savepoint():
                self._advance_now()
                self._stuck_activities().unlink()
        except (OperationalError, ConcurrencyError):
            # Two sessions met: Odoo retries the whole transaction.
            raise
        except Exception as error:
            # Whatever one claim trips over, a lock date or a mistake in some app,
            # must not stop the others. By halves: most of a batch stays a batch.
            if len(self) > 1:
                half = len(self) // 2
                self[:half]._advance_guarded()
                self[half:]._advance_guarded()
                return
            self._report_stuck(error)

    def _report_stuck(self, error):
        """Say once on the claim what keeps it from going on."""
        if isinstance(error, UserError):
            _logger.info("%s cannot go on: %s", self.name, error)
        else:
            _logger.error("%s cannot go on", self.name, exc_info=error)
        activity_type = self.env.ref(STUCK)
        self._ask_responsible(
            activity_type,
            self._responsible_user(),
            activity_type.summary,
            self._note_for(str(error)),
        )

    def _stuck_activities(self):
        return self._activities_of(self.env.ref(STUCK))

    def _advance_now(self):
        self.case_ids._stop_unshipped()
        running = self.remedy_ids.filtered(lambda remedy: remedy.state == "running")
        for strategy, remedies in running._by_strategy():
            strategy._progress(remedies)
        self._credit_late_bills()
        self.case_ids.filtered(lambda case: case._may_progress())._progress()
        for strategy, remedies in running._by_strategy():
            strategy._is_done(remedies)._follow("finish", SYSTEM)
        self._advance_states()
        self._update_deadlines()
        self._close_answered_activities()

    def _credit_late_bills(self):
        """Units given back before they were invoiced may be invoiced all the same."""
        late = self.remedy_ids.filtered(
            lambda remedy: (
                remedy.state == "done"
                and remedy.sale_line_id.aftersales_to_credit_qty > 0
            )
        )
        for strategy, remedies in late._by_strategy():
            strategy._progress(remedies)

    def _advance_states(self):
        states = {claim: set(claim.remedy_ids.mapped("state")) for claim in self}
        approved = self.filtered(lambda claim: claim.state == "approved")
        emptied = approved.filtered(lambda claim: states[claim] <= {"cancelled"})
        emptied._follow("revise", SYSTEM)
        (approved - emptied).filtered(
            lambda claim: states[claim] <= {"cancelled", "done"}
        )._follow("resolve", SYSTEM)
        self.filtered(
            lambda claim: claim.state in ("rejected", "resolved") and claim._may_close()
        )._follow("close", SYSTEM)

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_advance(self):
        """Advance every claim that may have something to do; safe to run any time."""
        # One search for each: together they would read every claim there ever was.
        found = (self.search(domain) for domain in self._advance_domains())
        claims = self.union(*found).sorted("id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(claims))
        for start in range(0, len(claims), BATCH):
            batch = claims[start : start + BATCH]
            batch._advance()
            if not commit(len(batch)):
                break

    @api.model
    def _advance_domains(self):
        """Domains of the claims with something running, a supplier to settle, a window
        that ended, or units that were invoiced after they had been given back.

        An index finds what each of them is about, among any number of ended claims.
        """
        ending = [("state", "in", ("rejected", "resolved"))]
        owed = "aftersales_to_credit_qty"
        return [
            [("state", "=", "approved")],
            [("remedy_ids.state", "=", "running")],
            [*ending, ("deadline", "=", False)],
            [*ending, ("deadline", "<=", fields.Datetime.now())],
            [("case_ids.state", "=", "accepted")],
            [
                ("case_ids.line_ids.purchase_line_id." + owed, ">", 0),
                ("case_ids.state", "=", "settled"),
            ],
            [("line_ids.sale_line_id." + owed, ">", 0)],
        ]
