"""Sends what is in the outbox, one row a transaction."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

_logger = logging.getLogger(__name__)
BATCH = 200
# Minutes until the next try after each failure; after the last one it has failed.
BACK_OFF = (5, 30, 120, 720)
# How long the answer of a mail server is waited for.
FOLLOW_DAYS = 30
FOLLOW_MINUTES = 2
# Odoo's own words for how a delivery went.
LEFT = ("process", "pending", "sent")
# Another try would end the same way.
HOPELESS = (
    "mail_email_invalid",
    "mail_email_missing",
    "mail_bl",
    "mail_optout",
    "sms_number_missing",
    "sms_number_format",
    "sms_country_not_supported",
    "sms_blacklist",
    "sms_invalid_destination",
    "sms_not_allowed",
    "sms_rejected",
)
ERROR_LENGTH = 300


class AftersalesNotificationLog(models.Model):
    """Delivers each row, tries again, and follows what became of it."""

    _inherit = "aftersales.notification.log"

    # ------------------------------------------------------------------ cron

    @api.model
    def _cron_send(self):
        """Send what is due; safe to run any time, by any number of workers."""
        self._follow_deliveries()
        due = self.search(self._due_domain(), order="create_date, rank, id")
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(due))
        for log in due[:BATCH]:
            log._send_guarded()
            if not commit(1):
                break
        if soon := self.search(
            [("state", "=", "queued"), ("handed_date", "!=", False)], limit=1
        ):
            soon._wake_sender(fields.Datetime.now() + timedelta(minutes=FOLLOW_MINUTES))

    @api.model
    def _due_domain(self):
        return [
            ("state", "=", "queued"),
            ("handed_date", "=", False),
            "|",
            ("next_try", "=", False),
            ("next_try", "<=", fields.Datetime.now()),
        ]

    def _send_guarded(self):
        """Send this row, or note why not; whatever it is, the next one goes on."""
        # The row before was another transaction: what is remembered may be old.
        self.env.invalidate_all()
        try:
            if self._take():
                self._deliver_guarded()
        except (OperationalError, ConcurrencyError):
            # Two sessions met; nothing was handed over, the next run tries again.
            _logger.info("Message %s waits for another session", self.id)
            self.env.cr.rollback()

    def _deliver_guarded(self):
        try:
            with self.env.cr.savepoint():
                self._deliver()
        except (OperationalError, ConcurrencyError):
            raise
        except Exception as error:
            # Whatever a text or a channel trips over must not stop the others.
            _logger.warning("Message %s was not sent", self.id, exc_info=error)
            self._note_failure_guarded(str(error))

    def _take(self):
        """Lock the row; False when another worker has it, or has sent it already."""
        return bool(
            self.try_lock_for_update()
            and self.state == "queued"
            and not self.handed_date
        )

    def _deliver(self):
        """Find address and words, and hand them over to the channel's queue.

        The row says so in the same transaction: after a crash both are there, or
        neither.
        """
        if self.mail_notification_id.notification_status in LEFT:
            # Somebody tried again in Odoo's own queue meanwhile.
            self._mark_sent()
            return
        if not self._is_true():
            self._skip("outdated")
            return
        self.partner_id = self._document()._reader(self.audience)
        channel = self._speaking()._channel()
        address, reason = channel._reach(self)
        self.address = address
        if not address:
            # Whoever calls him instead reads what to say.
            words = self._speaking()._words()
            self.write({"subject": words["subject"], "sentence": words["sentence"]})
            self._skip(reason)
            self._fall_back()
            return
        # A failed try leaves nothing behind: its message is replaced by this one.
        failed = self.mail_message_id.sudo()
        self.write({"mail_message_id": False, "mail_notification_id": False})
        failed.unlink()
        log = self._speaking()
        self.write(channel._compose(log))
        channel._send(log)

    def _is_true(self):
        """Whether it still makes sense to say it."""
        document = self._document()
        if self.audience == "agent":
            return document._asks(self.notification_id.activity_type_id)
        if self.notification_id.only_current:
            return document.state == self.document_state
        return True

    # ------------------------------------------------------------------ outcome

    def _hand_over(self, message, notification=None):
        """Odoo's queue has ``message``; ``notification`` tells how it goes."""
        self.write(
            {
                "mail_message_id": message.id,
                "mail_notification_id": notification.id if notification else False,
                "handed_date": fields.Datetime.now(),
                "reason_code": False,
                "error": False,
            }
        )

    def _mark_sent(self):
        self.write(
            {
                "state": "sent",
                "sent_date": fields.Datetime.now(),
                "needs_attention": False,
                "reason_code": False,
                "error": False,
            }
        )
        # Who was reached again needs no call about what he missed before.
        reached = {(log.claim_id, log.case_id, log.audience) for log in self}
        missed = self.search(
            [("needs_attention", "=", True), ("claim_id", "in", self.claim_id.ids)]
        )
        missed.filtered(
            lambda log: (log.claim_id, log.case_id, log.audience) in reached
        ).needs_attention = False
        self.claim_id._close_answered_activities()

    def _skip(self, reason):
        self.write({"state": "skipped", "reason_code": reason, "error": False})

    def _note_failure_guarded(self, error, hopeless=False):
        """Note the failure; what cannot even be noted well is given up, or it would
        be the first of every run and stop the others."""
        try:
            with self.env.cr.savepoint():
                self._note_failure(error, hopeless)
        except (OperationalError, ConcurrencyError):
            raise
        except Exception:
            _logger.exception("Message %s is given up", self.id)
            self.write(
                {"state": "failed", "reason_code": "failed", "needs_attention": True}
            )

    def _note_failure(self, error, hopeless=False):
        """Try again later, and give up after the last time."""
        now = fields.Datetime.now()
        for log in self:
            vals = {
                "tries": log.tries + 1,
                "reason_code": "failed",
                "error": " ".join((error or "").split())[:ERROR_LENGTH],
                "handed_date": False,
            }
            if hopeless or log.tries >= len(BACK_OFF):
                log.write({**vals, "state": "failed"})
                log._fall_back()
                continue
            next_try = now + timedelta(minutes=BACK_OFF[log.tries])
            log.write({**vals, "state": "queued", "next_try": next_try})
            log._wake_sender(next_try)

    def _fall_back(self):
        """Try the next channel; when there is none, a person has to call."""
        channel = self.notification_id._channel_after(self.channel)
        siblings = self._siblings()
        following = siblings.filtered(lambda log: log.channel == channel)
        if channel and not following:
            self.copy(
                {**self._prepare_fresh_vals(), "channel": channel, "address": False}
            )
            self._wake_sender()
            return
        if following and following.round < self.round:
            following.write({**self._prepare_fresh_vals(), "round": self.round})
            self._wake_sender()
            return
        if not siblings.filtered(lambda log: log.state in ("queued", "sent")):
            self.needs_attention = True
            self.claim_id._report_undelivered(self)

    # ------------------------------------------------------------------ following

    @api.model
    def _follow_deliveries(self):
        """Take over what Odoo's queues and the servers behind them said since."""
        under_way = [("state", "=", "queued"), ("handed_date", "!=", False)]
        since = fields.Datetime.now() - timedelta(days=FOLLOW_DAYS)
        status = "mail_notification_id.notification_status"
        for domain in (
            [*under_way, (status, "in", LEFT)],
            # Somebody removed the message, and with it what would tell us.
            [*under_way, ("mail_notification_id", "=", False)],
        ):
            if left := self.search(domain):
                left._mark_sent()
        if cancelled := self.search([*under_way, (status, "=", "canceled")]):
            cancelled._skip("cancelled")
        returned = self.search([*under_way, (status, "in", ("exception", "bounce"))])
        returned |= self.search(
            [
                ("state", "=", "sent"),
                ("sent_date", ">=", since),
                (status, "in", ("exception", "bounce")),
            ]
        )
        for log in returned:
            told = log.mail_notification_id
            log._note_failure_guarded(
                told.failure_reason
                or dict(
                    told._fields["failure_type"]._description_selection(self.env)
                ).get(told.failure_type),
                hopeless=told.notification_status == "bounce"
                or told.failure_type in HOPELESS,
            )
        self.env["ir.cron"]._commit_progress()
