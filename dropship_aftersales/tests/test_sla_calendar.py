from datetime import datetime, timedelta

from odoo.tests import freeze_time, tagged

from .sla_common import ClockCase

# A Thursday; in the night of Saturday clocks in Europe go back an hour.
THURSDAY = datetime(2026, 10, 22, 8, 0)  # 10:00 in Brussels


@tagged("post_install", "-at_install")
class TestWorkingTime(ClockCase):
    """Deadlines fall into working hours, wherever they are kept."""

    def test_nights_and_lunch_do_not_count(self):
        # 2 h before lunch, 4 h after it, 2 h the next morning.
        due = self.calendar._aftersales_plan(8, THURSDAY)
        self.assertEqual(due, datetime(2026, 10, 23, 8, 0))

    def test_an_hour_more_in_the_night_moves_nothing_on_the_wall(self):
        friday = datetime(2026, 10, 23, 14, 0)  # 16:00
        due = self.calendar._aftersales_plan(4, friday)
        # 1 h on Friday, 3 h on Monday: 11:00 by winter time.
        self.assertEqual(due, datetime(2026, 10, 26, 10, 0))

    def test_a_holiday_inside_does_not_count(self):
        self._holiday(
            self.calendar, datetime(2026, 10, 22, 22, 0), datetime(2026, 10, 23, 21, 59)
        )
        due = self.calendar._aftersales_plan(8, THURSDAY)
        self.assertEqual(due, datetime(2026, 10, 26, 9, 0))

    def test_reminders_are_counted_back_over_the_weekend(self):
        monday = datetime(2026, 10, 26, 8, 0)  # 9:00 by winter time
        before = self.calendar._aftersales_plan(-8, monday)
        self.assertEqual(before, datetime(2026, 10, 23, 7, 0))

    def test_the_same_hours_are_kept_in_another_time_zone(self):
        # 17:00 in Shanghai on Thursday is 9:00 UTC: an hour is left, seven follow.
        due = self.calendar._aftersales_plan(8, THURSDAY, "Asia/Shanghai")
        self.assertEqual(due, datetime(2026, 10, 23, 8, 0))
        late = self.calendar._aftersales_plan(
            1, THURSDAY + timedelta(hours=4), "Asia/Shanghai"
        )
        self.assertEqual(late, datetime(2026, 10, 23, 1, 0))

    def test_without_fixed_hours_the_clock_never_stops(self):
        flexible = self._calendar("Europe/Brussels", flexible_hours=True)
        empty = self._calendar("Europe/Brussels", attendance_ids=[(5, 0, 0)])
        no_calendar = self.env["resource.calendar"]
        for calendar in (flexible, empty, no_calendar):
            due = calendar._aftersales_plan(20, THURSDAY)
            self.assertEqual(due, THURSDAY + timedelta(hours=20))


@tagged("post_install", "-at_install")
class TestWhoseHours(ClockCase):
    """Of a case the supplier's own hours count, else ours in its time zone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()

    def _due_of_case(self):
        with freeze_time(THURSDAY):
            claim = self._claim(self.order, 1)
            claim.action_ask_supplier()
        return claim.case_ids.deadline

    def test_our_hours_count_for_suppliers_of_whom_nothing_is_known(self):
        self.assertEqual(self._due_of_case(), datetime(2026, 10, 27, 9, 0))

    def test_our_hours_are_kept_in_the_suppliers_time_zone(self):
        self.supplier.tz = "Asia/Shanghai"
        self.assertEqual(self._due_of_case(), datetime(2026, 10, 27, 8, 0))

    def test_the_suppliers_own_hours_come_first(self):
        own = self._calendar("America/New_York")
        self._holiday(own, datetime(2026, 10, 23, 4, 0), datetime(2026, 10, 24, 3, 59))
        self.env["aftersales.supplier.terms"].create(
            {"partner_id": self.supplier.id, "calendar_id": own.id}
        )
        # Thursday from 8:00 there (12:00 UTC), no Friday, Monday, Tuesday: to 17:00.
        self.assertEqual(self._due_of_case(), datetime(2026, 10, 27, 21, 0))

    def test_the_rules_hours_count_for_us(self):
        night = self._calendar("Asia/Shanghai")
        self.env.ref("dropship_aftersales.sla_claim_review").calendar_id = night
        with freeze_time(THURSDAY):
            claim = self._claim(self.order, 1)
        # 9:00 UTC is 17:00 there: an hour on Thursday, 8 on Friday, 7 on Monday.
        self.assertEqual(claim.deadline, datetime(2026, 10, 26, 8, 0))
        self.assertBooksBalance(claim)
