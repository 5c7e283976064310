from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, new_test_user, tagged

from .common import AftersalesCase
from .portal_common import PortalCase


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


@tagged("post_install", "-at_install")
class TestRequestRateOnline(PortalCase):
    def test_the_form_refuses_in_words_and_agents_go_on(self):
        self.env["ir.config_parameter"].set_param(
            "dropship_aftersales.requests_per_customer", "1"
        )
        self.company.phone = "+49 30 123456"
        claim = self._claim(self.order, 1, channel="portal")
        self.sign_in(self.customer_user)
        page = self.post(self.form_url, self.typed(1))
        self.assertPage(page, "as many as we take online", "+49 30 123456")
        self._grant(claim, return_to="none")
        again = self.post(f"/my/claims/{claim.id}/again", {"x": "1"})
        self.assertNotIn("/items", again.headers.get("Location", ""))
        self.assertFalse(self.order._aftersales_draft())
        new_test_user(
            self.env,
            "door_agent",
            password="door_agent",
            groups="base.group_user,dropship_aftersales.group_agent_own",
        )
        self.authenticate("door_agent", "door_agent")
        page = self.post(
            self.form_url, self.typed(1, access_token=self.order.access_token)
        )
        self.assertEqual(page.status_code, 303)
