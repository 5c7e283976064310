from odoo import models


class AftersalesLinkMailMixin(models.AbstractModel):
    """Sends the party of a document the link to its page."""

    _name = "aftersales.link.mail.mixin"
    _description = "After-Sales Mail with a Link"

    def _mail_link(self, template_xmlid):
        """Queue the mail of ``template_xmlid`` for each document's ``partner_id``.

        Nobody without an address blocks anything: it is noted on the document. The
        mails leave with Odoo's mail queue, after this is committed.
        """
        template_sudo = self.env.ref(template_xmlid).sudo()
        reachable = self.filtered("partner_id.email")
        for document in reachable:
            template_sudo.send_mail(
                document.id,
                force_send=False,
                # A notification stays out of the conversation that parties read.
                email_values={"message_type": "notification"},
            )
        silent = self - reachable
        silent._message_log_batch(
            {
                document.id: self.env._(
                    "%(partner)s has no e-mail address and was not told. Call instead.",
                    partner=document.partner_id.display_name,
                )
                for document in silent
            }
        )
