"""What customers say on their pages."""

from markupsafe import escape

from odoo import models
from odoo.tools import html2plaintext


def _words(body):
    return html2plaintext(body).split()


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _post_for(self, author, text):
        """Put ``text`` into the conversation with the customer, as ``author``.

        The same words twice in a row are a form that was sent twice.
        """
        self.ensure_one()
        said = self.env["mail.message"].search(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "=", "comment"),
            ],
            order="id desc",
            limit=1,
        )
        if said.author_id == author and _words(said.body) == _words(escape(text)):
            return
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

    def _has_fresh_evidence(self):
        """Whether the customer added files, one by one, since we asked for some."""
        self.ensure_one()
        return self.state == "evidence" and any(
            evidence.source == "customer" and evidence.create_date >= self.state_since
            for evidence in self.evidence_ids
        )

    def _again_vals(self):
        """Items of this request that can be requested once more, as they were."""
        self.ensure_one()
        lines = self.line_ids
        limits = lines._claim_limits()
        vals_list = []
        for line in lines:
            received, ordered = limits[line]
            if line.goods_status != "not_received":
                ordered = min(received, ordered)
            quantity = min(line.quantity, ordered)
            if (
                line.sale_line_id._aftersales_refusal()
                or line.uom_id.compare(quantity, 0.0) <= 0
            ):
                continue
            vals_list.append(line._prepare_again_vals(quantity))
        return vals_list


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _prepare_again_vals(self, quantity):
        """Values of a new claim line on ``quantity`` units of the same item."""
        self.ensure_one()
        return {
            "sale_line_id": self.sale_line_id.id,
            "quantity": quantity,
            "reason_id": self.reason_id.id,
            "goods_status": self.goods_status,
            "description": self.description,
        }


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _aftersales_declare(self, carrier, tracking, author, another=False):
        """The customer says how this parcel travels; may be corrected until it arrives.

        :param bool another: it travels in one more box than was said before; the
            numbers are kept side by side, as Odoo does with the boxes of a delivery
        :raise UserError: the parcel is not open
        """
        self.ensure_one()
        if another:
            tracking = self._aftersales_beside(self.carrier_tracking_ref, tracking)
            carrier = self._aftersales_beside(self.aftersales_carrier, carrier)
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

    def _aftersales_beside(self, known, added):
        """``added`` beside what is ``known``, each once."""
        return ", ".join(
            filter(None, dict.fromkeys([*(known or "").split(", "), added]))
        )
