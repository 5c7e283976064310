from odoo import models
from odoo.tools.mail import email_normalize_all

# Out-of-office answers and other machines need not reply.
HEADERS = {"X-Auto-Response-Suppress": "OOF", "Auto-Submitted": "auto-generated"}


class EmailChannel(models.AbstractModel):
    """E-mail: the sentence, what is next, and one button to the page."""

    _name = "aftersales.channel.email"
    _inherit = ["aftersales.channel"]
    _description = "E-mail"

    def _reach(self, log):
        email = log.partner_id.email
        if not email:
            return "", "no_email"
        # Contacts may have several, apart by commas; the queue sends to each.
        normalized = ", ".join(email_normalize_all(email))
        return (normalized, "") if normalized else ("", "bad_email")

    def _reasons(self):
        return {
            "no_email": self.env._("no e-mail address"),
            "bad_email": self.env._("the e-mail address is not valid"),
        }

    def _compose(self, log):
        words = log._words()
        return {
            "subject": words["subject"],
            "sentence": words["sentence"],
            "body": self._layout(
                words, log.company_id, log.audience, log._page_url("#next")
            ),
        }

    def _layout(self, words, company, audience, url):
        """The whole mail; links are made absolute by the mail queue."""
        return self.env["ir.qweb"]._render(
            "dropship_aftersales.mail_notification",
            {
                **words,
                "company": company,
                "url": url,
                "button": self.env._("Open the case")
                if audience == "supplier"
                else self.env._("Open your request"),
            },
            lang=self.env.lang,
        )

    def _send(self, logs):
        for log in logs:
            message = self._post(log, log._paragraphs(log.sentence))
            # The queue's own rights; agents have none on mails.
            mail_sudo = (
                self.env["mail.mail"]
                .sudo()
                .create(
                    {
                        "mail_message_id": message.id,
                        "body_html": log.body,
                        "recipient_ids": log.partner_id.ids,
                        "auto_delete": True,
                        "headers": repr(HEADERS),
                        "state": "outgoing",
                    }
                )
            )
            log._hand_over(
                message,
                self._follow_by(
                    log,
                    message,
                    notification_type="email",
                    mail_mail_id=mail_sudo.id,
                ),
            )
        # Otherwise the queue looks only once an hour.
        if queue_sudo := self.env.ref(
            "mail.ir_cron_mail_scheduler_action", raise_if_not_found=False
        ):
            queue_sudo.sudo()._trigger()
