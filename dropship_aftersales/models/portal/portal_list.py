"""What customers see in their list."""

from odoo import api, models
from odoo.fields import Domain

OVER = ("rejected", "resolved", "closed", "cancelled")
UNSENT = (
    Domain("is_aftersales_return", "=", True)
    & Domain("state", "not in", ("done", "cancel"))
    & Domain("aftersales_shipped_date", "=", False)
)
PARTS = {
    "mine": Domain("state", "in", ("evidence", "offer"))
    | (Domain("state", "=", "approved") & Domain("picking_ids", "any", UNSENT)),
    "running": Domain("state", "not in", OVER),
    "over": Domain("state", "in", OVER),
}


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def _portal_domain(self, user, which="all", text=""):
        """Claims of the company of ``user`` as its people see them.

        :param str which: all, mine (the customer's turn), running or over
        :param str text: in number, order or product
        """
        partner = user.partner_id.commercial_partner_id
        return (
            Domain("commercial_partner_id", "=", partner.id)
            # Of companies whose shop he visits, as when he opens one of them.
            & Domain("company_id", "in", user.company_ids.ids)
            & self._domain_for_visitors()
            & PARTS.get(which, Domain.TRUE)
            & self._portal_text_domain(text)
        )

    @api.model
    def _portal_text_domain(self, text):
        if not text:
            return Domain.TRUE
        return Domain.OR(
            Domain(field, "ilike", text)
            for field in ("name", "order_id.name", "line_ids.sale_line_id.product_id")
        )
