"""A copy of the database for tests writes to nobody."""

from odoo.tests import tagged
from odoo.tools import file_open

from .common import AftersalesCase
from .messages import MessagesMixin


@tagged("post_install", "-at_install")
class TestNeutralize(MessagesMixin, AftersalesCase):
    def _neutralize(self):
        self.env.flush_all()
        with file_open("dropship_aftersales/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()

    def test_what_waited_is_not_sent_and_says_why(self):
        claim = self._claim(self._billed(), 1)
        waiting = self.logs(claim)
        self.assertEqual(set(waiting.mapped("state")), {"queued"})
        self._neutralize()
        self.send_messages()
        self.assertEqual(set(waiting.mapped("state")), {"skipped"})
        self.assertFalse(self.mail_of(waiting[0]))
        self.assertEqual(waiting[0].reason, "this database is a copy for tests")

    def test_what_was_sent_stays_as_it_was(self):
        claim = self._claim(self._billed(), 1)
        self.send_messages()
        self.send_mails()
        self.send_messages()
        sent = self.logs(claim, "customer")
        self.assertEqual(sent.state, "sent")
        self._neutralize()
        self.assertEqual(sent.state, "sent")

    def test_who_lost_a_link_is_sent_none(self):
        asked = self.env["aftersales.lost.link"].create({"email": "cara@example.com"})
        self._claim(self._billed(), 1)
        self._neutralize()
        mails = self.env["mail.mail"].search_count([])
        asked._cron_answer()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
