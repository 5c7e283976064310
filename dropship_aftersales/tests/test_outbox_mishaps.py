from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.addons.dropship_aftersales.models.notifications.outbox import BACK_OFF

from .common import AftersalesCase
from .messages import MessagesMixin
from .queries import counted

OUTBOX = "odoo.addons.dropship_aftersales.models.notifications.outbox"


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

    # ------------------------------------------------------------------ nothing twice

    def test_a_transition_rolled_back_tells_nobody(self):
        before = self.env["aftersales.notification.log"].search_count([])
        claim = self._claim(self.order, 1, submit=False)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            claim.action_submit()
            self.env.flush_all()
            raise ZeroDivisionError
        self.assertEqual(
            self.env["aftersales.notification.log"].search_count([]), before
        )
        self.send_messages()
        self.assertFalse(self.logs(claim))

    def test_sending_twice_writes_one_mail(self):
        _claim, log = self._submitted()
        self.send_messages()
        first = self.mail_of(log)
        self.send_messages()
        self.assertEqual(self.mail_of(log), first)

    def test_a_crash_before_the_commit_leaves_neither_mail_nor_mark(self):
        _claim, log = self._submitted()
        self.env.flush_all()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.send_messages()
            self.assertTrue(self.mail_of(log))
            self.env.flush_all()
            raise ZeroDivisionError
        self.env.invalidate_all()
        self.assertEqual((log.state, log.handed_date), ("queued", False))
        self.assertFalse(log.mail_message_id)
        self.send_messages()
        self.assertEqual(len(self.mail_of(log)), 1)

    def test_a_crash_after_the_mail_left_repeats_the_same_message_id(self):
        _claim, log = self._submitted()
        self.send_messages()
        self.env.flush_all()
        sent = []
        for crash in (True, False):
            try:
                with self.env.cr.savepoint():
                    self.send_mails()
                    sent += self._mails
                    self.env.flush_all()
                    if crash:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                self.env.invalidate_all()
        ids = {mail["message_id"] for mail in sent if mail["subject"] == log.subject}
        self.assertEqual(ids, {log._message_key()})
        self.send_messages()
        self.assertEqual(log.state, "sent")

    @mute_logger(OUTBOX)
    def test_a_row_that_cannot_be_worded_does_not_stop_the_others(self):
        claim, log = self._submitted()
        other, other_log = self._submitted()
        words = type(log)._words

        def broken(row):
            if row.id == log.id:
                raise ValueError("no such word")
            return words(row)

        with patch.object(type(log), "_words", broken):
            self.send_messages()
        self.assertEqual((log.state, log.error), ("queued", "no such word"))
        self.assertTrue(other_log.handed_date)
        self.assertEqual((claim.state, other.state), ("review", "review"))
        log.next_try = False
        self.send_messages()
        self.assertTrue(log.handed_date)

    # ------------------------------------------------------------------ failures

    @mute_logger(OUTBOX, "odoo.addons.mail.models.mail_mail")
    def test_a_mail_server_that_is_down_is_tried_again_then_a_person_is_asked(self):
        claim, log = self._submitted()
        self.customer.phone = False
        for turn in range(len(BACK_OFF) + 1):
            self.send_messages()
            self.assertTrue(log.handed_date, log.error)
            with (
                self.mock_mail_gateway(),
                patch.object(
                    IrMail_Server, "send_email", side_effect=OSError("server is down")
                ),
            ):
                self.mail_of(log).send()
            self.send_messages()
            if turn < len(BACK_OFF):
                self.assertEqual((log.state, log.tries), ("queued", turn + 1))
                self.assertGreater(log.next_try, fields.Datetime.now())
            log.next_try = log.next_try and fields.Datetime.now()
        self.assertEqual(log.state, "failed")
        self.assertIn("server is down", log.reason)
        # Only the last try is in the history, not one message each.
        self.assertEqual(
            len(claim.message_ids.filtered(lambda m: m.subject == log.subject)), 1
        )
        for _turn in range(3):
            self.send_messages()
        self.assertTrue(claim.has_undelivered)

    def test_a_bounce_is_seen_after_it_was_sent(self):
        claim, log = self._submitted()
        self.send_messages()
        self.send_mails()
        self.send_messages()
        self.assertEqual(log.state, "sent")
        log.mail_notification_id.write(
            {"notification_status": "bounce", "failure_reason": "550 no such user"}
        )
        for _turn in range(3):
            self.send_messages()
        self.assertEqual(log.state, "failed")
        self.assertIn("550 no such user", log.reason)
        self.assertTrue(claim.has_undelivered)

    def test_an_agent_sends_again_under_a_new_message_id(self):
        _claim, log = self._submitted()
        self.send_messages()
        self.send_mails()
        self.send_messages()
        key = log._message_key()
        log.with_user(self.agent).action_send_again()
        self.send_messages()
        self.assertNotEqual(log._message_key(), key)
        self.assertEqual(len(self.mail_of(log)), 1)

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
            with counted(self.env) as spent:
                batch.action_ask_evidence()
            counts.append(spent.queries)
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
