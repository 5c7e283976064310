from odoo import fields, models

from ..workflow.workflow_mixin import SUPPLIER

DISPUTE = "dropship_aftersales.activity_dispute"
DEADLINE = "dropship_aftersales.activity_case_deadline"


class AftersalesSupplierCase(models.Model):
    """Whom a supplier case tells what, and what it asks of its responsible."""

    _inherit = "aftersales.supplier.case"
    _notified_as = "case"
    _activity_types = (DISPUTE, DEADLINE)

    notification_log_ids = fields.One2many(
        "aftersales.notification.log",
        "case_id",
        string="Messages Sent",
        readonly=True,
        groups="base.group_user",
    )

    def _event_of(self, event, actor, came_from):
        self.ensure_one()
        if event == "ask" and self.line_ids and all(self.line_ids.mapped("is_stop")):
            return "ask_stop"
        if event == "accept" and came_from == "disputed" and actor != SUPPLIER:
            # Accepting for a supplier who disagreed is a ruling.
            return "rule"
        if event == "agree":
            # What was decided, by his own opinion.
            return "rule"
        if event == "cancel" and came_from == "draft":
            # He was never asked.
            return None
        return event

    def _prepare_log_vals(self, audience):
        return {
            **super()._prepare_log_vals(audience),
            "claim_id": self.claim_id.id,
            "case_id": self.id,
        }

    def _spoken_values(self, log):
        amount = log.amount or self._asked_amount()
        currency = self.currency_id.with_env(log.env)
        shares = set(self.line_ids.mapped("percent"))
        return {
            "N": self.name,
            "A": currency.format(amount) if not currency.is_zero(amount) else "",
            # One number only when it is one.
            "S": f"{shares.pop():g} %" if len(shares) == 1 else "",
        }

    def _has_reached(self, audience):
        logs_sudo = self.env["aftersales.notification.log"].sudo()
        return (
            logs_sudo.search(
                [
                    ("case_id", "in", self.ids),
                    ("audience", "=", audience),
                    ("state", "=", "sent"),
                ]
            ).case_id
            & self
        )

    def _asks(self, activity_type):
        self.ensure_one()
        if activity_type.id == self._type_id(DISPUTE):
            return self.sudo().state == "disputed"
        return True
