"""Two senders at once: real cursors, real commits."""

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

LOGGERS = ("odoo.sql_db", "odoo.addons.dropship_aftersales.models.notifications.outbox")


@tagged("post_install", "-at_install")
class TestTwoSenders(BaseCase):
    """The row is committed and stays in the test database, which is thrown away."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            partner = env["res.partner"].create(
                {"name": "Race Reader", "email": "race@example.com"}
            )
            claim = env["aftersales.claim"].create({"partner_id": partner.id})
            claim._notify("submit", rank=0)
            self.log_id = claim.notification_log_ids.filtered(
                lambda log: log.audience == "customer"
            ).id
        self.first, self.second = self._session(), self._session()

    def _session(self):
        cursor = self.registry.cursor()
        self.addCleanup(cursor.close)
        env = api.Environment(cursor, SUPERUSER_ID, {})
        return env["aftersales.notification.log"].browse(self.log_id)

    def _mails(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            log = env["aftersales.notification.log"].browse(self.log_id)
            self.assertTrue(log.handed_date)
            return env["mail.mail"].search_count(
                [("message_id", "=", log._message_key())]
            )

    @mute_logger(*LOGGERS)
    def test_a_row_in_another_senders_hands_is_left_to_him(self):
        self.assertTrue(self.first._take())
        self.assertFalse(self.second._take())
        self.second._send_guarded()
        self.second.env.cr.commit()
        self.first._send_guarded()
        self.first.env.cr.commit()
        self.assertEqual(self._mails(), 1)

    @mute_logger(*LOGGERS)
    def test_a_sender_who_looked_too_early_sends_nothing(self):
        self.assertEqual(self.second.state, "queued")
        self.first._send_guarded()
        self.first.env.cr.commit()
        # What it saw is from before the other one's commit.
        self.second._send_guarded()
        self.second.env.cr.commit()
        self.assertEqual(self._mails(), 1)
