"""Which clocks run: started, moved and stopped with what their documents wait for."""

from odoo import api, fields, models

from .sla_calendar import Plan

ALARM = "dropship_aftersales.ir_cron_clocks"


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    @api.model
    def _keep(self, documents):
        """Let the clocks run that ``documents`` ask for where they stand, and no other.

        A constant number of queries for any batch; clocks of the right stage go on.

        :param documents: claims, supplier cases or transfers, all of one kind
        """
        if not documents:
            return
        # Clocks, calendars and suppliers' terms are the system's to read.
        clocks_sudo = self.sudo()
        documents = documents.sudo()
        running = clocks_sudo._running_of(documents)
        wanted = {document: clocks_sudo._stage_of(document) for document in documents}
        stopped, missing = clocks_sudo.browse(), documents.browse()
        for document, stage in wanted.items():
            clock = running.get(document.id, clocks_sudo.browse())
            if clock and clock.stage == stage:
                clock._follow_asked(document)
                continue
            stopped |= clock
            if stage:
                missing |= document
        stopped._stop()
        clocks_sudo._start({document: wanted[document] for document in missing})
        clocks_sudo._show_deadlines(documents)

    def _follow_asked(self, document):
        """The date somebody chose was changed meanwhile."""
        asked = document._aftersales_asked()
        if asked and asked != self.due:
            self.is_asked = True
            self._move_to(asked)

    def _move_to(self, due):
        """Let these clocks end at ``due``; reminders and tasks keep their distance."""
        for clock in self:
            rest = due - clock.due
            clock.write(
                {
                    "due": due,
                    "remind_date": clock.remind_date and clock.remind_date + rest,
                    "escalate_date": clock.escalate_date and clock.escalate_date + rest,
                    "lapsed_date": False,
                    "escalated_date": False,
                    "is_asking": False,
                    "tries": 0,
                }
            )
        self._schedule()

    def _stop(self):
        if self:
            self.write(
                {
                    "is_running": False,
                    "is_asking": False,
                    "next_date": False,
                    "stopped_date": fields.Datetime.now(),
                }
            )
            # The index of running clocks, and lists of them, are read next.
            self.flush_recordset()
            self.claim_id.invalidate_recordset(["clock_ids"])
            self.case_id.invalidate_recordset(["clock_ids"])

    @api.model
    def _start(self, wanted):
        """Start a clock for each document of ``{document: stage}``.

        Stages that no rule is about, and of which nobody said a date, have none.
        """
        if not wanted:
            return
        claims = self.env["aftersales.claim"].union(*map(self._claim_of, wanted))
        # Two sessions that start the same clock collide; the second is run again.
        claims._lock_rows()
        rules = self.env["aftersales.sla"]._rows_for(set(wanted.values()))
        plan = Plan(self.env, wanted)
        now = fields.Datetime.now()
        vals_list = []
        for document, stage in wanted.items():
            sla = rules._match(stage, document)
            asked = document._aftersales_asked()
            if asked and asked <= now:
                # It waits again, or still: what is over is not its time.
                asked = document._aftersales_renewed(now)
            if sla or asked:
                vals_list.append(
                    {
                        **self._prepare_owner_vals(document),
                        "stage": stage,
                        "sla_id": sla.id,
                        "started": now,
                        **plan.dates(document, sla, now, asked),
                    }
                )
        clocks = self.create(vals_list)
        for document, clock in clocks._by_document(wanted).items():
            if document._aftersales_asked() and document._aftersales_asked() <= now:
                document._aftersales_extend(clock.due)
        clocks._wake()

    def _by_document(self, documents):
        """``{document: clock}`` of those ``documents`` that have one of these."""
        by_id = {clock.res_id: clock for clock in self}
        return {
            document: by_id[document.id]
            for document in documents
            if document.id in by_id
        }

    @api.model
    def _prepare_owner_vals(self, document):
        is_case = document._name == "aftersales.supplier.case"
        return {
            "res_model": document._name,
            "res_id": document.id,
            "claim_id": self._claim_of(document).id,
            "case_id": document.id if is_case else False,
            "company_id": document.company_id.id,
        }

    # ------------------------------------------------------------------ time

    def _schedule(self):
        """Say when something is to be done next."""
        for clock in self:
            pending = [
                clock.remind_date if not clock.reminded_date else False,
                clock.due if clock.sla_id else False,
            ]
            if clock.lapsed_date:
                pending = [clock.escalate_date if not clock.escalated_date else False]
            clock.next_date = min(filter(None, pending), default=False)
        self._wake()

    def _wake(self):
        """Let the cron look when the next of these is due."""
        moments = {clock.next_date for clock in self if clock.next_date}
        # Missing while the addon is installed or removed: the cron comes by itself.
        cron = self.env.ref(ALARM, raise_if_not_found=False)
        if moments and cron:
            # Anyone's click may ask it to look.
            cron.sudo()._trigger(sorted(moments))
