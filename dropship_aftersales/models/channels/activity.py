from odoo import models


class ActivityChannel(models.AbstractModel):
    """A task for the agent who is responsible for the claim."""

    _name = "aftersales.channel.activity"
    _inherit = ["aftersales.channel"]
    _description = "Activity"

    def _reach(self, log):
        user_sudo = self._account(log)
        return (user_sudo.name, "") if user_sudo else ("", "no_responsible")

    def _reasons(self):
        return {
            "no_responsible": self.env._(
                "nobody is responsible: choose one on the claim or in the settings"
            )
        }

    def _send(self, logs):
        for log in logs:
            log._document()._ask_responsible(
                log.notification_id.activity_type_id,
                self._account(log),
                log.subject,
                log.body,
            )
            log._mark_sent()
