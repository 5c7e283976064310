"""What happens by itself: reminders, what silence means, tasks; and when not."""

import logging
from collections import defaultdict
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

from ..workflow.workflow_mixin import SYSTEM
from .sla import CUSTOMER, SUPPLIER
from .sla_calendar import Plan

_logger = logging.getLogger(__name__)
BATCH = 200
# Rounds of one run in which other sessions may get in the way.
MAX_COLLISIONS = 5
# When nobody could be told, whether somebody was meanwhile is looked at once a day.
LOOK_AGAIN = timedelta(days=1)
# What tripped is tried again after so many hours; then it is a person's.
BACK_OFF = (1, 6, 24)


class AftersalesNotifiedMixin(models.AbstractModel):
    _inherit = "aftersales.notified.mixin"

    def _told(self, audience):
        """Those of these documents of which ``audience`` was told, by a message that
        left the house, since they are where they are."""
        first = self.env["aftersales.clock"]._first_told(
            {document: document.state_since for document in self}, audience
        )
        return self.filtered(lambda document: document in first)


class AftersalesClock(models.Model):
    """Does what is due; one clock's trouble is not the others'."""

    _inherit = "aftersales.clock"

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_clocks(self):
        """Do what has become due; safe to run any time, by any number of workers.

        Each batch is a transaction; whoever has it, others take the next one.
        """
        commit = self.env["ir.cron"]._commit_progress
        commit(
            remaining=self.search_count([("next_date", "<=", fields.Datetime.now())])
        )
        collisions = 0
        while collisions < MAX_COLLISIONS:
            # The batch before was another transaction: what is remembered may be old.
            self.env.invalidate_all()
            try:
                clocks = self._take_due()
                clocks._run()
            except (OperationalError, ConcurrencyError):
                # A party acted, or another worker was faster. The next look tells.
                _logger.info("Deadlines wait for another session")
                self.env.cr.rollback()
                collisions += 1
                continue
            if not clocks or not commit(len(clocks)):
                break

    @api.model
    def _take_due(self):
        """Some clocks with something to do, locked; those that others work on left
        to them."""
        self.flush_model(["next_date"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM aftersales_clock
                WHERE next_date <= %s
                ORDER BY next_date, id LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                fields.Datetime.now(),
                BATCH,
            )
        )
        return self.browse([row[0] for row in rows])

    def _run(self):
        """Do what is due on these clocks; running it again changes nothing."""
        clocks = self._without_moved()
        now = fields.Datetime.now()
        late = clocks.filtered(lambda clock: clock.due <= now)
        (clocks - late)._guarded("_remind")
        late.filtered(lambda clock: not clock.lapsed_date)._lapse(now)
        late.filtered(
            lambda clock: (
                clock.is_running
                and clock.lapsed_date
                and clock.escalate_date
                and clock.escalate_date <= now
                and not clock.escalated_date
            )
        )._guarded("_escalate")
        done = clocks.filtered(
            lambda clock: (
                clock.is_running and clock.next_date and clock.next_date <= now
            )
        )
        done._schedule()

    def _without_moved(self):
        """These without those whose document moved on unseen; they stop."""
        waiting = self._still_waiting()
        (self - waiting)._stop()
        return waiting

    def _still_waiting(self):
        """Those of these whose document is where it was; looks only."""
        documents = self._documents()
        return self.filtered(
            lambda clock: (
                documents[clock]
                and self._stage_of(documents[clock].sudo()) == clock.stage
            )
        )

    def _guarded(self, step, *args):
        """Take ``step`` for these clocks; what refuses is set apart, by halves."""
        if not self:
            return
        try:
            with self.env.cr.savepoint():
                getattr(self, step)(*args)
        except (OperationalError, ConcurrencyError):
            # Two sessions met: the whole batch is taken again.
            raise
        except Exception as error:
            if len(self) > 1:
                half = len(self) // 2
                self[:half]._guarded(step, *args)
                self[half:]._guarded(step, *args)
                return
            self._back_off(error)

    def _back_off(self, error):
        """Try again later, and let a person know."""
        if isinstance(error, UserError):
            _logger.info("Deadline of %s %s: %s", self.res_model, self.res_id, error)
        else:
            _logger.error(
                "Deadline of %s %s", self.res_model, self.res_id, exc_info=error
            )
        now = fields.Datetime.now()
        vals = {"tries": self.tries + 1}
        if self.tries < len(BACK_OFF):
            vals["next_date"] = now + timedelta(hours=BACK_OFF[self.tries])
        else:
            vals["next_date"] = False
        self.write(vals)
        try:
            with self.env.cr.savepoint():
                self._ask("failed", error=str(error))
        except (OperationalError, ConcurrencyError):
            raise
        except Exception:
            # What cannot even be told must not stop the others.
            _logger.exception("Deadline of %s %s", self.res_model, self.res_id)

    # ------------------------------------------------------------------ events

    def _remind(self):
        """Tell who has to act once more, or its responsible when it is our turn."""
        now = fields.Datetime.now()
        for party, clocks in self.grouped(lambda clock: clock._party()).items():
            if party in (CUSTOMER, SUPPLIER):
                for model, some in clocks.grouped(
                    lambda clock: clock._spokesman()._name
                ).items():
                    ids = dict.fromkeys(clock._spokesman().id for clock in some)
                    self.env[model].browse(ids)._notify("remind")
            else:
                for clock in clocks:
                    clock._ask("soon")
        self.write({"reminded_date": now})

    def _lapse(self, now):
        """The time is over: do what silence means, or say why not."""
        verdicts = self._judge(now)
        moving = defaultdict(self.browse)
        for clock, (code, params) in verdicts.items():
            if code == "move":
                key = (clock.silence_verb, clock._spokesman()._name, clock.company_id)
                moving[key] |= clock
            elif code == "told_late":
                clock._begin_again(params["told"])
            elif code == "untold":
                clock.next_date = now + LOOK_AGAIN
                clock._ask(code)
            else:
                clock.lapsed_date = now
                if code == "refused":
                    # The same person would be asked once more for less.
                    clock.escalated_date = now
                    clock._ask(code, **params)
        for (verb, model, company), clocks in moving.items():
            clocks._guarded("_be_silent", verb, model, company)

    def _be_silent(self, verb, model, company):
        """Take ``verb`` for the party that kept silent."""
        ids = dict.fromkeys(clock._spokesman().id for clock in self)
        documents = self.env[model].browse(ids).with_user(SUPERUSER_ID)
        documents.with_company(company)._follow(verb, SYSTEM)
        # Whatever is left, as after a verb that leads to where it came from.
        self.filtered("is_running").lapsed_date = fields.Datetime.now()

    def _begin_again(self, told):
        """Its party heard of it too late: the time counts from then."""
        document = self._documents()[self].sudo()
        asked = self.is_asked and told + (self.due - self.started)
        plan = Plan(self.env, {document: self.stage})
        self.write({"started": told, **plan.dates(document, self.sla_id, told, asked)})
        document._aftersales_extend(self.due)
        self._show_deadlines(document)
        self._wake()

    def _escalate(self):
        for clock in self:
            clock._ask("late")
        self.write({"escalated_date": fields.Datetime.now()})

    def _ask(self, code, **params):
        """Give its responsible, or a manager, a task."""
        self.is_asking = True
        document = self._spokesman()
        user = self._asked_user(document)
        activity_type = document._deadline_activity_type()
        if not user or not activity_type:
            return
        spoken = self.with_context(lang=user.sudo().lang or self.env.lang)
        document._ask_responsible(
            activity_type,
            user,
            activity_type.with_env(spoken.env).name,
            document._note_for(spoken._task_words(code, params)),
        )

    def _asked_user(self, document):
        if self.escalate_to == "manager":
            return document._first_manager() or document._responsible_user()
        return document._responsible_user()
