from odoo import fields, models


class NotificationChannel(models.AbstractModel):
    """The contract of a channel: one way to reach somebody.

    A channel is one AbstractModel ``aftersales.channel.<name>`` that inherits this one;
    its ``_description`` is its label. The shortest example is ``inapp``.
    """

    _name = "aftersales.channel"
    _description = "Notification Channel"

    def _reach(self, log):
        """Where ``log.partner_id`` is reached.

        :param log: one ``aftersales.notification.log``
        :return: ``(address, reason)``; without an address ``reason`` is a key of
            :meth:`_reasons`
        """
        raise NotImplementedError

    def _reasons(self):
        """``{key: sentence}`` of why somebody is not reached, for the agent."""
        return {}

    def _compose(self, log):
        """The words as this channel sends them.

        :return: dict of ``subject``, ``sentence`` and ``body`` (HTML), kept on the log
        """
        words = log._words()
        return {
            "subject": words["subject"],
            "sentence": words["sentence"],
            "body": log._paragraphs(words["sentence"]),
        }

    def _send(self, logs):
        """Hand the composed messages over, in the transaction that notes it.

        Nothing leaves the machine here: Odoo's own queues do that once this is
        committed. What is under way is noted with ``log._hand_over``.
        """
        raise NotImplementedError

    # ------------------------------------------------------------------ for channels

    def _account(self, log):
        """The account of who reads, or none."""
        # Whether somebody has one is no secret of the system's.
        return log.partner_id.sudo().user_ids.filtered("active")[:1]

    def _post(self, log, body, **vals):
        """The message in the document's history that the queues send from.

        It has no subtype: agents read it, the parties do not find it in their
        conversation, and an answer by e-mail is a comment of its own.
        """
        company = log.company_id
        document = log._document()
        return (
            self.env["mail.message"]
            .sudo()
            .create(
                {
                    "model": document._name,
                    "res_id": document.id,
                    "author_id": company.partner_id.id,
                    "email_from": company.email_formatted
                    or self.env.user.email_formatted,
                    "subject": log.subject,
                    "body": body,
                    "message_type": "notification",
                    "subtype_id": False,
                    "partner_ids": log.partner_id.ids,
                    "message_id": log._message_key(),
                    **vals,
                }
            )
        )

    def _follow_by(self, log, message, **vals):
        """Odoo's own record of how the delivery of ``message`` went."""
        # Written by the system whoever reads it, as Odoo does for its messages.
        notifications_sudo = self.env["mail.notification"].sudo()
        return notifications_sudo.create(
            {
                "author_id": message.author_id.id,
                "mail_message_id": message.id,
                "res_partner_id": log.partner_id.id,
                "is_read": True,
                "read_date": fields.Datetime.now(),
                "notification_status": "ready",
                **vals,
            }
        )
