"""Messages of the demo shop: delivered, although no mail server is set up."""

from odoo import models


class AftersalesDemo(models.AbstractModel):
    _inherit = "aftersales.demo"

    def _post(self, claim):
        """Deliver what the last step of ``claim`` wrote into the outbox.

        Words and addresses are real, and who has no address is skipped; only the mail
        and SMS servers are played.
        """
        log_sudo = self.env["aftersales.notification.log"].sudo()
        due = [
            ("claim_id", "=", claim.id),
            ("state", "=", "queued"),
            ("handed_date", "=", False),
        ]
        # Who cannot be reached one way is written to another way.
        while waiting := log_sudo.search(due, order="rank, id"):
            for log in waiting:
                log._deliver()
        for model in ("mail.mail", "sms.sms"):
            self.env[model].sudo().search([("state", "=", "outgoing")]).state = "sent"
        handed = log_sudo.search([*due[:2], ("handed_date", "!=", False)])
        handed.mail_notification_id.notification_status = "sent"
        handed._mark_sent()
