from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestRequestRate(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 9))
        cls.claims = cls.env["aftersales.claim"]
        cls.addresses = cls.env["aftersales.request.address"]
        cls.company.phone = "+49 30 123456"
        parameters = cls.env["ir.config_parameter"]
        parameters.set_param("dropship_aftersales.requests_per_customer", "2")
        parameters.set_param("dropship_aftersales.requests_per_address", "3")

    def _request(self, address="203.0.113.7"):
        self.claims._check_request_rate(self.order, address)

    def test_a_customer_sends_so_many_a_day_and_then_calls(self):
        self._claim(self.order, 1)
        self._claim(self.order, 1, channel="portal")
        self._request()
        self._claim(self.order, 1, channel="portal")
        with self.assertRefused(r"2 requests within 24 hours.*Call us: ☎ \+49 30 1"):
            self._request()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self._request()

    def test_an_address_opens_so_many_a_day_for_whomever(self):
        for _number in range(3):
            self._request()
        with self.assertRefused("3 requests within 24 hours"):
            self._request()
        self._request("203.0.113.8")
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self._request()

    def test_zero_is_no_limit(self):
        for what in ("customer", "address"):
            self.env["ir.config_parameter"].set_param(
                f"dropship_aftersales.requests_per_{what}", "0"
            )
        for _number in range(4):
            self._request()

    def test_neighbours_of_ipv6_count_as_one_and_nonsense_as_none(self):
        key = self.addresses._key_of
        self.assertEqual(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"))
        self.assertNotEqual(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"))
        self.assertEqual(key("::ffff:203.0.113.7"), key("203.0.113.7"))
        self.assertFalse(key("somewhere"))
        self.assertFalse(key(None))

    def test_the_address_is_not_kept_and_its_trace_no_longer_than_a_day(self):
        self._request()
        trace = self.addresses.search([])
        self.assertNotIn("203.0.113.7", trace.key)
        self.addresses._gc_addresses()
        self.assertTrue(trace.exists())
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.addresses._gc_addresses()
        self.assertFalse(trace.exists())
