from odoo import models


class InAppChannel(models.AbstractModel):
    """A message in the inbox of somebody who has an account here."""

    _name = "aftersales.channel.inapp"
    _inherit = ["aftersales.channel"]
    _description = "In-App"

    def _reach(self, log):
        user_sudo = self._account(log)
        return (user_sudo.login, "") if user_sudo else ("", "no_account")

    def _reasons(self):
        return {"no_account": self.env._("no account on this site")}

    def _send(self, logs):
        for log in logs:
            message = self._post(
                log,
                log.body,
                # Readable where it is delivered to.
                subtype_id=self.env.ref("mail.mt_comment").id,
            )
            log._document()._notify_thread_by_inbox(
                message,
                [
                    {
                        "id": log.partner_id.id,
                        "uid": self._account(log).id,
                        "notif": "inbox",
                    }
                ],
            )
            log._hand_over(message)
            log._mark_sent()
