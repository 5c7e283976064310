from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .policy_common import PolicyCase


@tagged("post_install", "-at_install")
class TestPolicyException(PolicyCase):
    """Managers grant what the policy does not, and it is seen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._policy(effect="refuse", refusal_text="Not this one.")
        cls.order = cls._delivered((cls.lamp, 2))
        cls._invoice(cls.order)
        cls._bill(cls.order)
        cls.claim = cls._claim(cls.order, 1)
        cls.line = cls.claim.line_ids

    def test_a_manager_grants_it_with_a_reason_and_it_is_counted(self):
        line = self.line.with_user(self.manager)
        action = line.action_open_exception()
        with Form(
            self.env["aftersales.policy.exception"]
            .with_user(self.manager)
            .with_context(**action["context"])
        ) as form:
            form.reason = "A loyal customer"
        form.record.action_confirm()
        self.assertEqual((line.decision, line.granted_quantity), ("granted", 1))
        self.assertEqual(line.exception_user_id, self.manager)
        claim = line.claim_id
        self.assertTrue(line.is_exception and claim.has_exception)
        self.assertEqual(claim.exception_count, 1)
        self.assertIn("A loyal customer", " ".join(claim.message_ids.mapped("body")))
        found = (
            self.env["aftersales.claim"]
            .with_user(self.agent)
            .search([("has_exception", "=", True)])
        )
        self.assertIn(claim, found)
        claim.action_approve()
        self.assertEqual(claim.state, "approved")
        self.assertNotIn("loyal", str(claim._next_move("customer")))
        self.assertBooksBalance(claim.sudo())

    def test_agents_are_sent_to_a_manager_by_every_door(self):
        line = self.line.with_user(self.agent)
        claim = line.claim_id
        doors = {
            "grant": line.action_grant,
            "grant all": claim.action_grant_all,
            "write": lambda: line.write({"decision": "granted"}),
            "quantity": lambda: line.write({"granted_quantity": 1}),
        }
        for name, door in doors.items():
            with self.subTest(door=name), self.assertRefused("manager", AccessError):
                door()
        for name, door in {
            "dialog": line.action_open_exception,
            "exception": lambda: line.action_grant_exception("Please"),
        }.items():
            with self.subTest(door=name), self.assertRefused("managers", AccessError):
                door()
        self._propose(self.claim, 1)
        with self.assertRefused("manager", AccessError):
            claim.action_offer()

    def test_a_manager_writes_down_why(self):
        line = self.line.with_user(self.manager)
        with self.assertRefused("grant an exception with a reason", AccessError):
            line.action_grant()
        for reason in ("", "  ", False, []):
            with self.subTest(reason=reason), self.assertRefused("Write down why"):
                line.action_grant_exception(reason)

    def test_what_the_policy_leaves_is_the_agents(self):
        self.env["aftersales.policy"].search([]).write({"effect": "person"})
        line = self._claim(self.order, 1).line_ids.with_user(self.agent)
        self.assertEqual(line.policy_outcome, "person")
        line.action_grant()
        self.assertEqual(line.decision, "granted")
        self.assertFalse(line.is_exception)

    def test_what_the_policy_grants_is_no_exception(self):
        self.env["aftersales.policy"].search([]).write({"effect": "grant"})
        line = self._claim(self.order, 1).line_ids.with_user(self.manager)
        with self.assertRefused("the usual way"):
            line.action_grant_exception("For fun")

    def test_an_exception_that_is_taken_back_is_none(self):
        line = self.line.with_user(self.manager)
        line.action_grant_exception("A loyal customer")
        line.action_refuse()
        self.assertFalse(line.is_exception)
        self.assertEqual(line.claim_id.exception_count, 0)

    def test_a_decided_claim_is_reopened_first(self):
        self.claim.action_reject()
        with self.assertRefused("Reopen or revise it first"):
            self.line.with_user(self.manager).action_grant_exception("Late")
