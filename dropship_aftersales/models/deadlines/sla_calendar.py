"""Working time: whose hours count, in whose time zone."""

from datetime import timedelta

from pytz import UTC, timezone

from odoo import fields, models

from .sla import STAGES, SUPPLIER


class AftersalesSupplierTerms(models.Model):
    _inherit = "aftersales.supplier.terms"

    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        domain="['|', ('company_id', '=', False), ('company_id', '=', company_id)]",
        help="When the supplier works, in its own time zone. Empty: our hours, in the "
        "time zone of its contact.",
    )


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _aftersales_plan(self, hours, start, zone=None):
        """The moment ``hours`` of working time after ``start`` (before, if negative).

        Holidays do not count. Without fixed working hours the clock never stops.

        :param datetime start: UTC, naive
        :param str zone: where these hours are kept; by default the calendar's own
        :return: UTC, naive
        """
        around_the_clock = start + timedelta(hours=hours)
        if not self or self.flexible_hours:
            return around_the_clock
        # The hours on the wall there are read as the calendar's own.
        planned = self.plan_hours(
            hours, _on_the_wall(start, zone, self.tz), compute_leaves=True
        )
        if not planned:
            return around_the_clock
        return _on_the_wall(planned, self.tz, zone)


def _on_the_wall(moment, here, there):
    """The UTC moment at which clocks ``there`` show what they show ``here`` at
    ``moment``."""
    if not here or not there or here == there:
        return moment
    shown = UTC.localize(moment).astimezone(timezone(here)).replace(tzinfo=None)
    meant = timezone(there).normalize(timezone(there).localize(shown))
    return meant.astimezone(UTC).replace(tzinfo=None)


class Plan:
    """Dates of clocks that start together; each calendar is asked once for each time.

    :param wanted: ``{document: stage}``, documents with the system's rights
    """

    def __init__(self, env, wanted):
        self.env = env
        self.planned = {}
        self.calendars = {}
        cases = env["aftersales.supplier.case"].union(
            *(
                document
                for document, stage in wanted.items()
                if STAGES[stage].party == SUPPLIER
            )
        )
        if cases:
            terms = env["aftersales.supplier.terms"].search(
                [
                    ("partner_id", "in", cases.commercial_partner_id.ids),
                    ("company_id", "in", cases.company_id.ids),
                    ("calendar_id", "!=", False),
                ],
                # Terms for all goods before those for some.
                order="category_id desc, id",
            )
            for term in terms:
                key = (term.partner_id, term.company_id)
                self.calendars.setdefault(key, term.calendar_id)

    def dates(self, document, sla, start, asked):
        """What a clock says that starts at ``start``.

        :param sla: the rule that matches, may be empty
        :param asked: the end that somebody chose, or False
        """
        due = asked or self.after(document, sla, self._hours(document, sla), start)
        remind_date = sla.remind_hours and self.after(
            document, sla, -sla.remind_hours, due
        )
        if remind_date and remind_date <= start:
            remind_date = False
        return {
            "due": due,
            "is_asked": bool(asked),
            "remind_date": remind_date,
            "silence_verb": sla.silence_verb,
            "escalate_date": sla.escalate_to
            and self.after(document, sla, sla.escalate_hours, due),
            "escalate_to": sla.escalate_to,
            "next_date": sla and (remind_date or due),
        }

    def _hours(self, document, sla):
        return document._aftersales_hours() or sla.hours

    def after(self, document, sla, hours, start):
        """``hours`` after ``start``, as ``sla`` counts them for ``document``."""
        if not hours:
            return start
        if sla.around_the_clock:
            return start + timedelta(hours=hours)
        calendar, zone = self._working_time(document, sla)
        key = (calendar, zone, hours, start)
        if key not in self.planned:
            moment = calendar._aftersales_plan(hours, start, zone)
            # Odoo's fields know no parts of seconds.
            self.planned[key] = moment.replace(microsecond=0)
        return self.planned[key]

    def _working_time(self, document, sla):
        """``(calendar, time zone it is kept in)``; the supplier's own come first."""
        company = document.company_id
        calendar = sla.calendar_id or company.resource_calendar_id
        if document._name != "aftersales.supplier.case" or sla.party == "us":
            return calendar, calendar.tz
        own = self.calendars.get((document.commercial_partner_id, company))
        if own:
            return own, own.tz
        return calendar, document.partner_id.tz or calendar.tz
