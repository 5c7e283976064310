"""What customers say on their pages."""

from odoo import models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _post_for(self, author, text):
        """Put ``text`` into the conversation with the customer, as ``author``."""
        self.ensure_one()
        self.message_post(
            body=text,
            author_id=author.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _take_evidence(self, files, text, actor, author):
        """Keep what was sent; it answers our question, if we asked one.

        :param list files: ``(name, bytes)`` pairs, may be empty
        :raise UserError: the claim is decided, or a file cannot be used
        """
        self.ensure_one()
        if files:
            self._add_evidence(files, source="customer")
        if text:
            self._post_for(author, text)
        if self.state == "evidence":
            self._follow("give_evidence", actor, author=author)


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _aftersales_declare(self, carrier, tracking, author):
        """The customer says how this parcel travels; may be corrected until it arrives.

        :raise UserError: the parcel is not open
        """
        self.ensure_one()
        if (
            self.carrier_tracking_ref == tracking
            and (self.aftersales_carrier or "") == carrier
            and self.aftersales_shipped_date
        ):
            return
        self.write({"aftersales_carrier": carrier, "carrier_tracking_ref": tracking})
        self.action_aftersales_ship()
        self.aftersales_claim_id._message_log(
            body=self.env._(
                "Parcel sent: %(carrier)s %(tracking)s",
                carrier=carrier,
                tracking=tracking,
            ),
            author_id=author.id,
        )
