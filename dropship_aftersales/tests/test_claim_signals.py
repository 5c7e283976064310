"""What stands out about who claims is told to agents, and decides nothing."""

from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase
from .files import scene


@tagged("post_install", "-at_install")
class TestClaimSignals(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"street": "1 High Street", "zip": "AB1 2CD", "city": "Ayr"})
        cls.olga = cls.env["res.partner"].create(
            {"name": "Olga Other", "street": "1, high  street ", "zip": "ab12cd"}
        )
        cls.order = cls._delivered((cls.lamp, 9))
        cls._invoice(cls.order)
        cls.other_order = cls._delivered((cls.lamp, 2), partner=cls.olga)
        cls.claim = cls._claim(cls.order, 1)

    def _told(self, claim=None, user=None):
        claim = (claim or self.claim).with_user(user or self.agent)
        return {signal["code"]: signal for signal in claim.get_signals()}

    def test_a_plain_claim_has_none(self):
        self.assertEqual(self._told(), {})

    def test_many_claims_of_the_customer(self):
        for _more in range(2):
            self._claim(self.order, 1)
        signal = self._told()["customer"]
        self.assertIn("3 times in 90 days", signal["text"])
        claims = self.env["aftersales.claim"].search(signal["link"]["domain"])
        self.assertEqual(len(claims), 3)

    def test_what_is_long_ago_or_withdrawn_is_not_counted(self):
        old, withdrawn = self._claim(self.order, 1), self._claim(self.order, 1)
        old._write_engine({"submitted_date": old.submitted_date - timedelta(days=91)})
        withdrawn.action_cancel()
        self.assertEqual(self._told(), {})

    def test_other_customers_at_the_same_address(self):
        self.assertNotIn("address", self._told())
        other = self._claim(self.other_order, 1)
        signal = self._told()["address"]
        self.assertIn("90 days: 1", signal["text"])
        self.assertNotIn("Olga", signal["text"])
        self.assertIn("address", self._told(other))
        self.olga.street = "2 High Street"
        # Where it was delivered to stays where it was.
        self.assertIn("address", self._told())

    def test_much_of_what_was_ordered_was_given_back(self):
        given = self._claim(self.order, 3)
        self._grant(given, return_to="none")
        signal = self._told()["value"]
        self.assertRegex(signal["text"], r"300\.00 was given back of \W*900\.00")
        self.assertBooksBalance(given)

    def test_a_file_that_was_used_before(self):
        earlier = self._claim(self.other_order, 1)
        earlier._add_evidence([("a.jpg", scene())], "customer")
        self.claim._add_evidence([("b.jpg", scene())], "customer")
        signal = self._told()["reused"]
        self.assertEqual(
            signal["text"], f"A photo or file was already used on {earlier.name}."
        )
        self.assertEqual(signal["link"]["domain"], [("id", "in", earlier.ids)])

    def test_a_claim_that_may_not_be_opened_has_no_link(self):
        own = new_test_user(
            self.env,
            "aftersales_own",
            groups="base.group_user,dropship_aftersales.group_agent_own",
        )
        earlier = self._claim(self.other_order, 1)
        earlier._add_evidence([("a.jpg", scene())], "customer")
        earlier.user_id = self.agent
        self.claim._add_evidence([("b.jpg", scene())], "customer")
        self.claim.user_id = own
        signal = self._told(user=own)["reused"]
        self.assertIn(earlier.name, signal["text"])
        self.assertFalse(signal["link"])

    def test_the_last_hours_of_the_window(self):
        sent = self.claim.submitted_date
        for hours, told in ((23, True), (25, False), (-1, False)):
            end = sent + timedelta(hours=hours)
            terms = {**(self.claim.line_ids.policy_terms or {}), "window_end": str(end)}
            self.claim.line_ids._write_engine({"policy_terms": terms})
            self.assertEqual("late" in self._told(), told, hours)

    def test_signals_are_spoken_in_the_readers_language_and_to_agents_alone(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        customer = new_test_user(
            self.env, "cara", groups="base.group_portal", partner_id=self.customer.id
        )
        for user in (clerk, customer):
            with self.assertRaises(AccessError):
                self.claim.with_user(user).get_signals()

    def test_signals_decide_nothing(self):
        for _more in range(3):
            self._claim(self.order, 1)
        self.assertFalse(self.claim._holds_back())
        self._grant(self.claim, return_to="none")
        self.assertIn(self.claim.state, ("approved", "resolved"))

    def test_any_number_of_claims_costs_three_queries(self):
        claims = self.claim
        earlier = self._claim(self.other_order, 1)
        earlier._add_evidence([("a.jpg", scene())], "customer")
        for place in range(5):
            claims |= self._claim(self.order, 1)
            claims[-1:]._add_evidence([(f"{place}.jpg", scene())], "customer")
        claims = claims.with_user(self.agent)
        self.env.flush_all()
        claims.mapped("line_ids.current_terms")
        claims.mapped("company_id.currency_id.name")
        claims.mapped("address_key")
        with self.assertQueryCount(3):
            told = claims._signals_by_claim()
        self.assertEqual(len(told), 6)
        self.assertTrue(all(signals for signals in told.values()))

    def test_a_draft_has_an_order_and_no_signals_of_itself(self):
        draft = self.env["aftersales.claim"].create(
            {
                "order_id": self.order.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": self.order.order_line.id,
                            "reason_id": self.defect.id,
                        }
                    )
                ],
            }
        )
        self.assertEqual(self._told(draft), {})
