from odoo import api, fields, models

from ..claims.claim import UNDECIDED


class AftersalesClaim(models.Model):
    """Who the customer is and how to reach him, at a glance."""

    _inherit = "aftersales.claim"

    partner_phone = fields.Char(
        related="partner_id.phone", string="Phone", groups="base.group_user"
    )
    partner_email = fields.Char(
        related="partner_id.email", string="E-mail", groups="base.group_user"
    )
    delivered_date = fields.Datetime(
        string="Delivered on",
        compute="_compute_delivered_date",
        groups="base.group_user",
        help="Latest delivery of the claimed items.",
    )
    customer_history = fields.Char(
        string="History", compute="_compute_customer_history", groups="base.group_user"
    )

    def _being_decided(self):
        """Claims for whose decision it matters who the customer is."""
        return self.filtered(lambda claim: claim.state in ("draft", *UNDECIDED))

    @api.depends("line_ids.sale_line_id", "state")
    def _compute_delivered_date(self):
        open_claims = self._being_decided()
        (self - open_claims).delivered_date = False
        if not open_claims:
            return
        # Agents need no rights on transfers to know when the goods arrived.
        latest = dict(
            self.env["stock.move"]
            .sudo()
            ._read_group(
                [
                    ("sale_line_id", "in", open_claims.line_ids.sale_line_id.ids),
                    ("state", "=", "done"),
                    ("location_dest_id.usage", "=", "customer"),
                ],
                ["sale_line_id"],
                ["date:max"],
            )
        )
        for claim in open_claims:
            dates = [latest.get(line) for line in claim.line_ids.sale_line_id]
            claim.delivered_date = max(filter(None, dates), default=False)

    @api.depends("commercial_partner_id", "state")
    def _compute_customer_history(self):
        open_claims = self._being_decided()
        (self - open_claims).customer_history = False
        if not open_claims:
            return
        customers = open_claims.commercial_partner_id
        claims = self._count_by_customer("aftersales.claim", customers)
        orders = self._count_by_customer(
            "sale.order", customers, [("state", "=", "sale")]
        )
        for claim in open_claims:
            customer = claim.commercial_partner_id
            claim.customer_history = (
                self.env._(
                    "Claims: %(claims)s · Orders: %(orders)s",
                    claims=claims.get(customer, 0),
                    orders=orders.get(customer, 0),
                )
                if customer
                else False
            )

    def _count_by_customer(self, model, customers, domain=()):
        """``{commercial partner: number of documents}`` in the user's companies."""
        # Only numbers are told; an agent counts what colleagues and sellers work on.
        groups = (
            self.env[model]
            .sudo()
            ._read_group(
                [
                    ("partner_id.commercial_partner_id", "in", customers.ids),
                    ("company_id", "in", self.env.companies.ids),
                    *domain,
                ],
                ["partner_id"],
                ["__count"],
            )
        )
        counts = {}
        for partner, count in groups:
            commercial = partner.commercial_partner_id
            counts[commercial] = counts.get(commercial, 0) + count
        return counts
