"""What the customer's page of an order offers: a new request, the one he is writing, or
why there is none to make."""

from odoo import api, models

SHOWN = 3
LOOKED_AT = 10


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_door(self):
        """The way from this order to its requests.

        :return: dict of ``open`` (something can be requested), ``draft`` (the request
            that was begun), ``requests`` (those that were sent) and ``refusal`` (why
            nothing can be requested; empty when it can, or nothing was ordered yet)
        """
        self.ensure_one()
        claims = self.env["aftersales.claim"]
        if not self._aftersales_is_open():
            return {"open": False, "draft": claims, "requests": claims, "refusal": ""}
        refusals = [offer["refusal"] for offer in self._aftersales_offer()]
        is_open = not all(refusals)
        return {
            "open": is_open,
            "draft": self._aftersales_draft() if is_open else claims,
            "requests": self._aftersales_requests(),
            "refusal": "" if is_open else self._aftersales_closed_words(refusals),
        }

    def _aftersales_closed_words(self, refusals):
        if len(set(refusals)) == 1:
            return refusals[0]
        if not refusals:
            return ""
        return self.env._("Nothing of this order can be requested at the moment.")

    @api.model
    def _aftersales_recent(self, user):
        """The customer's last delivered orders of which something can be requested."""
        orders = self.search(
            [
                ("partner_id", "child_of", user.partner_id.commercial_partner_id.id),
                ("company_id", "in", user.company_ids.ids),
                ("state", "=", "sale"),
                ("delivery_status", "in", ("partial", "full")),
            ],
            order="date_order desc, id desc",
            limit=LOOKED_AT,
        )
        return orders.filtered(lambda order: order._aftersales_can_claim())[:SHOWN]
