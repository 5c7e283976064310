"""Messages of the demo shop: delivered, although no mail server is set up."""

from odoo import models


class AftersalesDemo(models.AbstractModel):
    _inherit = "aftersales.demo"

    def _post(self, claim):
        """Deliver what the last step of ``claim`` wrote into the outbox.

        Words and addresses are real, and who has no address is skipped; only the mail
        and SMS servers are played.
        """
        log = self.env["aftersales.notification.log"].sudo()
        due = log.search([("claim_id", "=", claim.id), ("state", "=", "queued")])
        for row in due.sorted(lambda row: (row.rank, row.id)):
            row._deliver()
        handed = due.exists().filtered("handed_date")
        for model in ("mail.mail", "sms.sms"):
            waiting = self.env[model].sudo().search([("state", "=", "outgoing")])
            waiting.state = "sent"
        handed.mail_notification_id.notification_status = "sent"
        handed._mark_sent()
