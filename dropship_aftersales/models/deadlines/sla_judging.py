"""Whether silence means anything: who was told, and what the system could do."""

from odoo import api, models

from .sla import CUSTOMER, SUPPLIER


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    def _judge(self, moment):
        """What becomes of these clocks when they lapse at ``moment``; writes nothing.

        :return: ``{clock: (code, params)}``; code is move, untold (no message reached
            the party), told_late (``told``: when), refused (``error``: why), or none
            (silence means nothing here)
        """
        told = self._first_told_by_clock()
        verdicts = {}
        for clock in self:
            verb = clock.silence_verb
            if not verb:
                verdicts[clock] = ("none", {})
            elif error := clock._spokesman()._silence_refusal(verb):
                verdicts[clock] = ("refused", {"error": error})
            elif clock not in told or told[clock] > moment:
                verdicts[clock] = ("untold", {})
            elif told[clock] > clock.due:
                verdicts[clock] = ("told_late", {"told": told[clock]})
            else:
                verdicts[clock] = ("move", {})
        return verdicts

    def _first_told_by_clock(self):
        told = {}
        for party, clocks in self.grouped(lambda clock: clock._party()).items():
            if party not in (CUSTOMER, SUPPLIER):
                continue
            for _model, some in clocks.grouped(
                lambda clock: clock._spokesman()._name
            ).items():
                since = {clock._spokesman(): clock.started for clock in some}
                first = self._first_told(since, party)
                told |= {
                    clock: first[clock._spokesman()]
                    for clock in some
                    if clock._spokesman() in first
                }
        return told

    @api.model
    def _first_told(self, since, audience):
        """When ``audience`` was first told of where documents are now.

        Only messages that left the house count; one query for any batch.

        :param dict since: ``{claim or case: datetime}``, of one model
        :return: ``{document: datetime}`` of those it was told of
        """
        if not since:
            return {}
        documents = next(iter(since)).union(*since)
        is_case = documents._name == "aftersales.supplier.case"
        # The outbox is the system's; whoever asks need not see it.
        logs_sudo = self.env["aftersales.notification.log"].sudo()
        domain = [("case_id", "in", documents.ids)]
        if not is_case:
            domain = [("claim_id", "in", documents.ids), ("case_id", "=", False)]
        logs_sudo = logs_sudo.search(
            [
                *domain,
                ("audience", "=", audience),
                ("state", "=", "sent"),
                ("sent_date", ">=", min(since.values())),
            ],
            order="sent_date desc",
        )
        by_id = {document.id: document for document in since}
        first = {}
        for log_sudo in logs_sudo:
            document = by_id[(log_sudo.case_id if is_case else log_sudo.claim_id).id]
            if (
                log_sudo.document_state == document.state
                and log_sudo.sent_date >= since[document]
            ):
                first[document] = log_sudo.sent_date
        return first

    def _spokesman(self):
        """The claim or case that speaks for this clock, and that silence moves."""
        self.ensure_one()
        return self.case_id or self.claim_id
