from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .policy_common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicyWindow(PolicyCase):
    """How long an item can be claimed, where the customer is."""

    def _delivered_on(self, moment, quantity=2, **vals):
        """An order whose goods arrived at ``moment`` (UTC)."""
        order = self._delivered((self.lamp, quantity), **vals)
        order.order_line.move_ids.date = moment
        return order

    def _judged(self, order, moment, **vals):
        """What is said of a claim on ``order`` that is made at ``moment`` (UTC)."""
        line = self._claim(order, submit=False, **vals).line_ids
        finding = self.env["aftersales.policy"]._match_lines(line, moment)[line]
        line.claim_id.unlink()
        return finding

    def test_the_last_minute_of_the_window_where_the_customer_is(self):
        policy = self._policy(window_days=30)
        for zone in ("Asia/Shanghai", "America/New_York", "UTC"):
            self.customer.tz = zone
            # Noon in London: the same day in Shanghai and New York.
            order = self._delivered_on(datetime(2026, 3, 1, 12))
            here = pytz.timezone(zone)
            last = here.localize(datetime(2026, 3, 31, 23, 59)).astimezone(pytz.utc)
            last = last.replace(tzinfo=None)
            with self.subTest(zone=zone):
                in_time = self._judged(order, last)
                self.assertEqual(in_time.policy, policy)
                self.assertFalse(in_time.is_late)
                self.assertTrue(
                    self._judged(order, last + timedelta(minutes=1)).is_late
                )

    def test_a_claim_sent_in_the_last_minute_is_covered_and_a_minute_later_is_not(self):
        self._policy(window_days=14)
        for zone, last in (
            ("Asia/Shanghai", "2026-03-15 15:59:00"),
            ("America/New_York", "2026-03-16 03:59:00"),
        ):
            self.customer.tz = zone
            order = self._delivered_on(datetime(2026, 3, 1, 12))
            over = fields.Datetime.to_datetime(last) + timedelta(minutes=1)
            for moment, outcome, code in (
                (last, "grant", "within"),
                (over, "person", "window_over"),
            ):
                claim = self._claim(order, submit=False)
                with freeze_time(moment):
                    claim.action_submit()
                line = claim.line_ids
                with self.subTest(zone=zone, moment=moment):
                    self.assertEqual(
                        (line.policy_outcome, line.policy_reason["code"]),
                        (outcome, code),
                    )

    def test_a_late_evening_delivery_counts_from_the_customers_day(self):
        self._policy(window_days=1)
        order = self._delivered_on(datetime(2026, 3, 1, 20))
        self.customer.tz = "Asia/Shanghai"
        window = self._judged(order, datetime(2026, 3, 1, 21)).window
        # 20:00 in London is the next day in Shanghai, which is 8 hours ahead.
        self.assertEqual(window.start, fields.Date.to_date("2026-03-02"))
        self.assertEqual(window.end, datetime(2026, 3, 3, 15, 59, 59))
        self.customer.tz = "America/New_York"
        window = self._judged(order, datetime(2026, 3, 1, 21)).window
        self.assertEqual(window.end, datetime(2026, 3, 3, 4, 59, 59))

    def test_a_clock_change_inside_the_window_moves_its_end(self):
        self._policy(window_days=10)
        self.customer.tz = "Europe/Berlin"
        order = self._delivered_on(datetime(2026, 3, 20, 12))
        window = self._judged(order, datetime(2026, 3, 20, 13)).window
        # In winter midnight would be at 23:00 UTC; since the 29th it is summer.
        self.assertEqual(window.end, datetime(2026, 3, 30, 21, 59, 59))

    def test_without_a_timezone_it_is_the_companys_and_then_utc(self):
        self._policy(window_days=1)
        order = self._delivered_on(datetime(2026, 3, 1, 12))
        self.customer.tz = False
        self.company.partner_id.tz = "Asia/Tokyo"
        end = self._judged(order, datetime(2026, 3, 1, 13)).window.end
        self.assertEqual(end, datetime(2026, 3, 2, 14, 59, 59))
        self.company.partner_id.tz = False
        end = self._judged(order, datetime(2026, 3, 1, 13)).window.end
        self.assertEqual(end, datetime(2026, 3, 2, 23, 59, 59))

    def test_of_several_deliveries_the_last_one_counts(self):
        self._policy(window_days=10)
        order = self._order((self.lamp, 2))
        self._ship(order, 1)
        self._ship(order)
        first, second = order.order_line.move_ids.filtered(
            lambda move: move.state == "done"
        )
        first.date, second.date = datetime(2026, 3, 1), datetime(2026, 3, 5)
        window = self._judged(order, datetime(2026, 3, 6)).window
        self.assertEqual(str(window.start), "2026-03-05")
        self.assertEqual(window.source, "delivered")

    def test_of_serial_numbers_their_own_delivery_counts(self):
        self._policy(window_days=10)
        radio = self._product("Radio", tracking="serial")
        order = self._order((radio, 2))
        self._purchase(order)
        for number in (1, 2):
            picking = order.picking_ids.filtered(lambda p: p.state != "done")[:1]
            picking.move_ids.move_line_ids[1:].unlink()
            line = picking.move_ids.move_line_ids[:1]
            line.write({"lot_name": f"SN-{number}", "quantity": 1})
            picking.move_ids.picked = True
            picking.with_context(skip_backorder=True).button_validate()
        done = order.order_line.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual(len(done), 2)
        for day, move in enumerate(done.sorted("id"), 1):
            move.date = datetime(2026, 3, day)
        first = done.move_line_ids.lot_id.filtered(lambda lot: lot.name == "SN-1")
        line = self._claim(order, submit=False).line_ids
        line.lot_ids = first
        policies = self.env["aftersales.policy"]
        window = policies._match_lines(line, datetime(2026, 3, 6))[line].window
        self.assertEqual(str(window.start), "2026-03-01")

    def test_without_a_delivery_it_is_the_order_and_some_days(self):
        policy = self._policy(window_days=10, transit_days=5)
        order = self._order((self.lamp, 1))
        order.date_order = datetime(2026, 3, 1, 12)
        found = self._judged(
            order,
            datetime(2026, 3, 2),
            reason=self.not_received,
            goods_status="not_received",
        )
        self.assertEqual(found.policy, policy)
        self.assertEqual(
            (str(found.window.start), found.window.source), ("2026-03-06", "ordered")
        )
        order.commitment_date = datetime(2026, 3, 20, 12)
        found = self._judged(
            order,
            datetime(2026, 3, 2),
            reason=self.not_received,
            goods_status="not_received",
        )
        self.assertEqual(
            (str(found.window.start), found.window.source), ("2026-03-20", "promised")
        )

    def test_what_comes_after_the_window(self):
        order = self._delivered_on(datetime(2026, 3, 1, 12))
        long_ago = order.order_line.move_ids
        policy = self._policy("Short", window_days=3)
        later = self._policy("Long", window_days=3650, sequence=20, effect="person")
        for after, outcome, code, decides in (
            ("person", "person", "window_over", policy),
            ("refuse", "refuse", "window_over", policy),
            ("next", "person", "person_decides", later),
        ):
            policy.after_window = after
            long_ago.date = fields.Datetime.now() - timedelta(days=5)
            claim = self._claim(order)
            line = claim.line_ids
            with self.subTest(after=after):
                self.assertEqual(line.policy_outcome, outcome)
                self.assertEqual(line.policy_reason["code"], code)
                self.assertEqual(line.policy_id, decides)
            claim.action_cancel()

    def test_where_nothing_later_fits_a_person_decides(self):
        policy = self._policy(window_days=3, after_window="next")
        self._policy("Chairs", product_ids=[Command.set(self._product("C").ids)])
        order = self._delivered_on(fields.Datetime.now() - timedelta(days=9))
        line = self._claim(order).line_ids
        self.assertEqual((line.policy_id, line.policy_outcome), (policy, "person"))
        self.assertEqual(line.policy_reason["code"], "window_over")
        self.assertIn("3 days ended", line.policy_text)

    def test_the_claim_tells_until_when_its_items_can_be_claimed(self):
        self._policy(window_days=30)
        order = self._delivered_on(datetime(2026, 3, 1, 12))
        self.customer.tz = "UTC"
        claim = self._claim(order)
        self.assertEqual(
            claim._window_ends(), {claim.line_ids: datetime(2026, 3, 31, 23, 59, 59)}
        )
