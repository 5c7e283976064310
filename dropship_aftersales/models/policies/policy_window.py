"""How long an item can be claimed: days counted where the customer is."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import pytz


class Window(NamedTuple):
    """The time to claim an item.

    :param start: the day it is counted from, where the customer is
    :param source: what that day is: delivered, promised or ordered (a day after the
        order, by which it should have arrived)
    :param last: the last day
    :param end: the last second of that day, UTC
    """

    start: date
    source: str
    last: date
    end: datetime


def local_day(moment, zone):
    """The day of ``moment`` (UTC) in the timezone called ``zone``."""
    return pytz.utc.localize(moment).astimezone(pytz.timezone(zone)).date()


def end_of_day(day, zone):
    """The last second of ``day`` in the timezone called ``zone``, UTC."""
    last_second = datetime.combine(day, time(23, 59, 59))
    # Of an hour that comes twice the second one: the day is not over before.
    localized = pytz.timezone(zone).localize(last_second, is_dst=False)
    return localized.astimezone(pytz.utc).replace(tzinfo=None)


def window_of(start, source, days, zone):
    """The window of ``days`` that begins on ``start``; that day does not count."""
    last = start + timedelta(days=days)
    return Window(start, source, last, end_of_day(last, zone))


def timezone_of(partner, company):
    """Name of the timezone where ``partner`` is: his own, else that of his company,
    else of ours."""
    for candidate in (partner, partner.commercial_partner_id, company.partner_id):
        if candidate.tz in pytz.all_timezones_set:
            return candidate.tz
    return "UTC"
