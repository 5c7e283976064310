from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AftersalesCase
from .messages import MessagesMixin

OUTBOX = "odoo.addons.dropship_aftersales.models.outbox"


@tagged("post_install", "-at_install")
class TestOutboxMishaps(MessagesMixin, AftersalesCase):
    """What people and programs do to messages and tasks that nobody foresaw."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 20))

    def _submitted(self):
        claim = self._claim(self.order, 1, user_id=self.agent.id)
        return claim, self.logs(claim, "customer")

    # ------------------------------------------------------------------ messages

    def test_a_contact_with_two_addresses_is_told_at_both(self):
        self.customer.email = "cara@example.com, home@example.com"
        _claim, log = self._submitted()
        self.send_messages()
        self.assertEqual(log.address, "cara@example.com, home@example.com")
        self.send_mails()
        sent = [address for mail in self._mails for address in mail["email_to"]]
        for address in ("cara@example.com", "home@example.com"):
            self.assertTrue([to for to in sent if address in to], sent)

    @mute_logger(OUTBOX)
    def test_a_failure_that_cannot_be_noted_does_not_stop_the_others(self):
        claim, log = self._submitted()
        other_log = self._submitted()[1]
        model = type(log)

        def broken(row):
            if row.id == log.id:
                raise ValueError("a mistake in some app")
            return words(row)

        words = model._words
        with (
            patch.object(model, "_words", broken),
            patch.object(model, "_note_failure", side_effect=KeyError("another one")),
        ):
            self.send_messages()
        self.assertEqual(log.state, "failed")
        self.assertTrue(claim.has_undelivered)
        self.assertTrue(other_log.handed_date)

    def test_who_was_reached_meanwhile_needs_no_address(self):
        claim, _log = self._submitted()
        with self.assertRefused("told meanwhile"):
            claim.with_user(self.agent).action_fix_undelivered()

    # ------------------------------------------------------------------ tasks

    def test_the_types_of_tasks_are_kept(self):
        """Without its type a task would stay for ever, as somebody's to-do."""
        for name in ("claim", "case"):
            model = {"claim": "aftersales.claim", "case": "aftersales.supplier.case"}
            types = self.env[model[name]]._own_activity_types()
            self.assertTrue(types)
            with self.assertRaises(UserError):
                types.unlink()

    def test_tasks_of_many_claims_are_closed_at_the_cost_of_a_few(self):
        claims = self.env["aftersales.claim"].union(
            *(self._claim(self.order, 1) for _count in range(12))
        )
        self.send_messages()
        self.assertEqual(len(claims.activity_ids), 12)
        counts = []
        for batch in (claims[:4], claims[4:]):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.action_ask_evidence()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertFalse(batch.activity_ids)
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_a_claim_that_cannot_go_on_is_its_responsibles_to_see_to(self):
        nobodys = self._claim(self.order, 1, user_id=False)
        self.company.aftersales_user_id = self.agent
        nobodys._report_stuck(UserError("The period is locked."))
        task = nobodys._stuck_activities()
        self.assertEqual(task.user_id, self.agent)
        self.assertIn("locked", task.note)
        nobodys._report_stuck(UserError("The account is missing."))
        self.assertEqual(nobodys._stuck_activities(), task)
        self.assertIn("account", task.note)
        nobodys.user_id = self.manager
        self.assertEqual(task.user_id, self.manager)
        nobodys.action_cancel()
        self.assertFalse(task.exists())
