"""The dates that clocks give to documents, and the clocks of what waited before."""

from datetime import timedelta

from odoo import api, fields, models

KEEP_DAYS = 400
PURGE_BATCH = 10_000


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    @api.model
    def _show_deadlines(self, documents):
        """Write the deadlines that lists and pages show; claims show the earliest."""
        if documents._name == "aftersales.supplier.case":
            running = self._running_of(documents)
            for case in documents:
                clock = running.get(case.id)
                case._set_deadline(clock.due if clock else False)
        claims = self.env["aftersales.claim"].union(*map(self._claim_of, documents))
        self._show_claim_deadlines(claims)

    @api.model
    def _show_claim_deadlines(self, claims):
        waiting = claims.filtered(
            lambda claim: (
                claim.state in ("review", "evidence", "offer", "supplier", "approved")
            )
        )
        if not waiting:
            return
        dues = {}
        for clock in self.search(
            [("claim_id", "in", waiting.ids), ("is_running", "=", True)]
        ):
            is_own = clock.res_model == "aftersales.claim"
            if is_own or clock.claim_id.state in ("supplier", "approved"):
                dues.setdefault(clock.claim_id.id, []).append(clock.due)
        for claim in waiting:
            claim._set_deadline(min(dues.get(claim.id, []), default=False))

    # ------------------------------------------------------------------ upgrades

    @api.model
    def _start_missing(self, batch=1000):
        """Give clocks to documents that wait for somebody and have none.

        Their time begins now. A constant number of queries for each ``batch``.

        :return: how many documents were looked at
        """
        looked_at = 0
        for model, domain in self._waiting_domains().items():
            documents = self.env[model].search(domain, order="id")
            for start in range(0, len(documents), batch):
                some = documents[start : start + batch]
                self._keep(some)
                self.env.flush_all()
                self.env.invalidate_all()
                looked_at += len(some)
        return looked_at

    @api.model
    def _waiting_domains(self):
        return {
            "aftersales.supplier.case": [
                ("state", "in", ("asked", "disputed", "accepted"))
            ],
            "stock.picking": [
                ("is_aftersales_return", "=", True),
                ("state", "not in", ("done", "cancel")),
                ("aftersales_shipped_date", "=", False),
            ],
            "aftersales.claim": [
                (
                    "state",
                    "in",
                    ("review", "evidence", "supplier", "offer", "approved"),
                )
            ],
        }

    @api.autovacuum
    def _gc_stopped(self):
        """Forget clocks that stopped more than a year ago."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = self.search([("stopped_date", "<", limit)], limit=PURGE_BATCH, order="id")
        old.unlink()
        return len(old), len(old) == PURGE_BATCH
