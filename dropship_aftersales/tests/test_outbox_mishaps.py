from unittest.mock import patch

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
