"""Reading the outbox, and sending it as the cron does."""

from unittest.mock import patch

from odoo.addons.base.models.ir_cron import IrCron
from odoo.addons.mail.tests.common import MockEmail


class MessagesMixin(MockEmail):
    """Sends for real up to the mail server, which is the only thing played."""

    def send_messages(self):
        """Run the sender; its commits are left out, the test is one transaction."""
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kw: 1.0):
            self.env["aftersales.notification.log"]._cron_send()

    def send_mails(self):
        """Let Odoo's mail queue hand over what waits; ``self._mails`` keeps it."""
        with self.mock_mail_gateway(mail_unlink_sent=True):
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()

    def mail_of(self, log):
        """The mail that waits to leave for the row."""
        return self.env["mail.mail"].search(
            [("mail_message_id", "=", log.mail_message_id.id)]
        )

    def logs(self, document, *audiences):
        """The rows about ``document``, the first event first."""
        field = "case_id" if document._name.endswith("case") else "claim_id"
        logs = self.env["aftersales.notification.log"].search(
            [(field, "=", document.id)], order="id"
        )
        if field == "claim_id":
            logs = logs.filtered(lambda log: not log.case_id)
        if audiences:
            logs = logs.filtered(lambda log: log.audience in audiences)
        return logs

    def told(self, document, *audiences):
        """``[(event, audience)]`` of the rows about ``document``."""
        return [(log.event, log.audience) for log in self.logs(document, *audiences)]
