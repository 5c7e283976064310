from datetime import timedelta

from odoo import api, fields, models

from ..channels.sms import fit_sms, sms_parts
from .notification_words import fill


class AftersalesNotification(models.Model):
    """Shows its editor how the reader will see it."""

    _inherit = "aftersales.notification"

    preview = fields.Html(
        string="As an E-mail", compute="_compute_preview", sanitize=False
    )
    plain_preview = fields.Char(string="Without Values", compute="_compute_preview")
    sms_preview = fields.Text(string="As an SMS", compute="_compute_preview")
    sms_parts = fields.Integer(
        string="SMS Parts",
        compute="_compute_preview",
        help="Carriers charge each part: 160 Latin or 70 other characters in one, at "
        "most two are sent.",
    )

    @api.depends(
        "subject", "sentence", "plain_subject", "plain_sentence", "audience", "document"
    )
    @api.depends_context("lang")
    def _compute_preview(self):
        email = self.env["aftersales.channel.email"]
        for notification in self:
            company = notification.company_id or self.env.company
            values = notification._sample_values(company)
            only_number = {"N": values["N"]}
            words = {
                "subject": fill(notification.subject, "", values),
                "sentence": fill(notification.sentence, "", values),
                "move": None,
                "moment": str,
            }
            plain = (
                fill(notification.subject, notification.plain_subject, only_number),
                fill(notification.sentence, notification.plain_sentence, only_number),
            )
            link = f"{company.get_base_url()}/c/AbCdEf12"
            notification.preview = email._layout(
                words, company, notification.audience, "#"
            )
            notification.plain_preview = " – ".join(filter(None, plain))
            notification.sms_preview = fit_sms(words["sentence"], link)
            notification.sms_parts = sms_parts(notification.sms_preview)

    def _sample_values(self, company):
        log = self.env["aftersales.notification.log"].new({"company_id": company.id})
        number = "CASE" if self.document == "case" else "CLM"
        return {
            "N": f"{number}/2026/00042",
            "T": log._moment(fields.Datetime.now() + timedelta(days=7)),
            "A": company.currency_id.format(230.0),
            "S": "60 %",
        }
