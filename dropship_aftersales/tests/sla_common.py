"""Clocks in tests: time passes, messages leave, the cron looks."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import freeze_time

from odoo.addons.base.models.ir_cron import IrCron

from .common import AftersalesCase
from .messages import MessagesMixin

MINUTE = timedelta(minutes=1)


class ClockMixin(MessagesMixin):
    """Usable below the flow tests of any file."""

    def clock_of(self, document):
        """The clock that runs for ``document``, if any."""
        clocks = self.env["aftersales.clock"]
        return clocks._running_of(document).get(document.id, clocks)

    def look(self, at=None):
        """Run the cron at ``at``; its commits are left out, the test is one
        transaction."""
        with (
            freeze_time(at or fields.Datetime.now()),
            patch.object(IrCron, "_commit_progress", lambda *_args, **_kw: 1.0),
        ):
            self.env["aftersales.clock"]._cron_clocks()
            self.env.flush_all()

    def let_messages_leave(self, document, *audiences):
        """Whatever was queued for ``audiences`` leaves the house now."""
        logs = self.logs(document, *audiences)
        logs.filtered(lambda log: log.state == "queued")._mark_sent()

    def tasks(self, document):
        """The notes of the deadline tasks on ``document``, as text."""
        activity_type = document._deadline_activity_type()
        return [
            str(activity.note) for activity in document._activities_of(activity_type)
        ]


class ClockCase(ClockMixin, AftersalesCase):
    """A shop that works Mondays to Fridays, 8–12 and 13–17, in Brussels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls._calendar("Europe/Brussels")
        cls.company.resource_calendar_id = cls.calendar
        cls.supplier.tz = False
        cls.order = cls._delivered((cls.lamp, 99))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _billed(self, quantity=None):
        """One order for all: what each test does to it is taken back."""
        return self.order

    @classmethod
    def _calendar(cls, tz, **vals):
        attendances = [
            Command.create(
                {
                    "name": f"{day} {start}",
                    "dayofweek": str(day),
                    "hour_from": start,
                    "hour_to": start + 4,
                    "day_period": "morning" if start < 12 else "afternoon",
                }
            )
            for day in range(5)
            for start in (8, 13)
        ]
        return cls.env["resource.calendar"].create(
            {
                "name": f"Office hours ({tz})",
                "tz": tz,
                "company_id": False,
                "attendance_ids": [Command.clear(), *attendances],
                **vals,
            }
        )

    @classmethod
    def _holiday(cls, calendar, first, last):
        return cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": first,
                "date_to": last,
                "time_type": "leave",
            }
        )

    def _asked(self, quantity=2):
        """A case whose supplier is asked, on a billed order."""
        claim = self._claim(self._billed(), quantity)
        claim.action_ask_supplier()
        return claim.case_ids
