"""Two workers at once: real cursors, real commits."""

from datetime import datetime, timedelta

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, freeze_time, get_db_name, tagged
from odoo.tools import mute_logger

from ..models.deadlines import sla_silence

LONG_AGO = datetime(2001, 1, 1, 12, 0)


@tagged("post_install", "-at_install")
class TestTwoWorkers(BaseCase):
    """The claim is committed and stays in the test database, which is thrown away."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        # Long ago: nothing else that waits in this database is due then.
        with self.registry.cursor() as cursor, freeze_time(LONG_AGO):
            env = api.Environment(cursor, SUPERUSER_ID, {})
            partner = env["res.partner"].create({"name": "Race Customer"})
            claim = env["aftersales.claim"].create({"partner_id": partner.id})
            claim._write_engine({"state": "evidence"})
            env["aftersales.clock"]._keep(claim)
            self.clock_id = env["aftersales.clock"]._running_of(claim)[claim.id].id
            self.claim_id = claim.id
            claim._notify("ask_evidence")
            claim.notification_log_ids._mark_sent()
        self.first, self.second = self._session(), self._session()

    def _session(self):
        cursor = self.registry.cursor()
        self.addCleanup(cursor.close)
        return api.Environment(cursor, SUPERUSER_ID, {})

    def _past(self):
        return freeze_time(LONG_AGO + timedelta(days=8))

    def _claim(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            claim = env["aftersales.claim"].browse(self.claim_id)
            return claim.state, [verb for verb, _at, _by in claim.history or []]

    def test_what_one_worker_has_in_hands_the_other_leaves_to_him(self):
        with self._past():
            taken = self.first["aftersales.clock"]._take_due()
            self.assertEqual(taken.ids, [self.clock_id])
            self.assertFalse(self.second["aftersales.clock"]._take_due())
            self.second.cr.commit()
            taken._run()
            self.first.cr.commit()
            self.assertFalse(self.second["aftersales.clock"]._take_due())
        self.assertEqual(self._claim(), ("review", ["give_evidence"]))

    @mute_logger("odoo.sql_db", sla_silence.__name__)
    def test_a_worker_who_looked_too_early_does_nothing_twice(self):
        with self._past():
            # It saw the clock while it ran.
            self.assertTrue(
                self.second["aftersales.clock"].browse(self.clock_id).is_running
            )
            self.first["aftersales.clock"]._cron_clocks()
            self.first.cr.commit()
            self.second["aftersales.clock"]._cron_clocks()
            self.second.cr.commit()
        self.assertEqual(self._claim(), ("review", ["give_evidence"]))

    @mute_logger("odoo.sql_db", sla_silence.__name__)
    def test_an_answer_given_meanwhile_wins(self):
        with self._past():
            second = self.second["aftersales.clock"]
            self.assertTrue(second.browse(self.clock_id).is_running)
            claim = self.first["aftersales.claim"].browse(self.claim_id)
            claim.action_cancel()
            self.first.cr.commit()
            second._cron_clocks()
            self.second.cr.commit()
        self.assertEqual(self._claim(), ("cancelled", ["cancel"]))
