from odoo.exceptions import AccessError
from odoo.tests import tagged

from .policy_common import PolicyCase


@tagged("post_install", "-at_install")
class TestOursToWrite(PolicyCase):
    """What the engine writes begins as it begins, whatever a caller's window or his
    own defaults suggest."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls._policy(effect="refuse")
        cls.order = cls._delivered((cls.lamp, 2))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _as_agent(self, model, **defaults):
        context = {f"default_{name}": value for name, value in defaults.items()}
        return self.env[model].with_user(self.agent).with_context(**context)

    def _line_vals(self, claim):
        return {
            "claim_id": claim.id,
            "sale_line_id": self.order.order_line.id,
            "quantity": 1,
            "reason_id": self.defect.id,
            "goods_status": "opened",
        }

    def assertStillRefused(self, line):
        self.assertFalse(line.exception_reason or line.is_exception)
        self.assertEqual(line.held_quantity, 0.0)
        line.claim_id.action_submit()
        with self.assertRefused("manager", AccessError):
            line.action_grant()
        self.assertBooksBalance(line.claim_id.sudo())

    def test_no_window_brings_an_exception_along(self):
        claim = self._as_agent("aftersales.claim").create({"order_id": self.order.id})
        line = self._as_agent(
            "aftersales.claim.line",
            exception_reason="Please",
            exception_user_id=self.manager.id,
            held_quantity=5.0,
        ).create(self._line_vals(claim))
        self.assertEqual(line, claim.line_ids)
        self.assertStillRefused(claim.line_ids)

    def test_no_default_of_a_user_brings_an_exception_along(self):
        claim = self._as_agent("aftersales.claim").create({"order_id": self.order.id})
        self.env["ir.default"].with_user(self.agent).set(
            "aftersales.claim.line", "exception_reason", "Please", user_id=True
        )
        line = self._as_agent("aftersales.claim.line").create(self._line_vals(claim))
        self.assertStillRefused(line)

    def test_no_window_says_what_was_given_already(self):
        self.policy.effect = "person"
        claim = self._claim(self.order)
        vals = {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 1}
        remedy = self._as_agent(
            "aftersales.remedy", settled_qty=1.0, invoiced_qty=1.0, left_as_credit=True
        ).create(vals)
        self.assertFalse(
            remedy.settled_qty or remedy.invoiced_qty or remedy.left_as_credit
        )
        self.assertEqual(remedy.state, "proposed")
        self.assertTrue(remedy.state_since)
        self._grant(claim)
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_no_window_chooses_the_key_or_the_dates_of_a_claim(self):
        claim = self._as_agent(
            "aftersales.claim",
            access_token="guessed",
            name="Mine",
            decided_date="2020-01-01 00:00:00",
            deadline="2020-01-01 00:00:00",
        ).create({"order_id": self.order.id})
        self.assertNotEqual(claim.sudo().access_token, "guessed")
        self.assertNotEqual(claim.name, "Mine")
        self.assertFalse(claim.decided_date or claim.deadline)

    def test_a_window_still_suggests_what_people_fill_in(self):
        claim = self._as_agent(
            "aftersales.claim", order_id=self.order.id, description="By phone"
        ).create({})
        self.assertEqual(claim.order_id, self.order)
        self.assertEqual(claim.description, "By phone")
