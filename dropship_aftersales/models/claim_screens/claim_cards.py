"""The customer's list of requests: found, sorted, and each as a card."""

from odoo import api, models
from odoo.fields import Domain

from ..workflow.workflow_mixin import CUSTOMER


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def _portal_find(self, user, which, text="", sort="mine", limit=20, offset=0):
        """A part of the customer's requests.

        :param str which: all, mine, running or over, as of ``_portal_domain``
        :param str text: in number, order or product
        :param str sort: mine (those that need the customer first), newest or oldest
        """
        found = self._portal_domain(user, which, text)
        if sort != "mine" or which != "all":
            order = {"oldest": "id", "newest": "id desc"}.get(sort, "deadline, id desc")
            return self.search(found, order=order, limit=limit, offset=offset)
        mine = self._portal_domain(user, "mine", text)
        urgent = self.search(mine, order="deadline, id")
        claims = urgent[offset : offset + limit]
        if len(claims) < limit:
            claims += self.search(
                found & Domain("id", "not in", urgent.ids),
                order="id desc",
                limit=limit - len(claims),
                offset=max(0, offset - len(urgent)),
            )
        return claims

    @api.model
    def _portal_count(self, user, which, text=""):
        """How many requests ``_portal_find`` finds."""
        return self.search_count(self._portal_domain(user, which, text))

    def _portal_card(self):
        """This request as a card of the customer's list.

        :return: dict of ``claim``, ``move`` (as of ``_next_move``), ``product``,
            ``title``, ``more`` (how many other items) and ``amount`` (formatted,
            empty before anything is offered or granted)
        """
        self.ensure_one()
        given = self.state in ("offer", "approved", "resolved", "closed")
        amount = self._given_amount() if given else 0.0
        return {
            "claim": self,
            "move": self._next_move(CUSTOMER),
            "product": self.line_ids[:1].product_id,
            "title": self.line_ids[:1]._item_words() if self.line_ids else self.name,
            "more": max(0, len(self.line_ids) - 1),
            "amount": self.currency_id.format(amount) if amount else "",
        }

    @api.model
    def _portal_mine_words(self, user):
        """How many requests need the customer's answer; empty when none does."""
        count = self._portal_count(user, "mine")
        if not count:
            return ""
        if count == 1:
            return self.env._("1 request needs your answer")
        return self.env._("%s requests need your answer", count)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _item_words(self):
        """How many of what, without our own product code."""
        self.ensure_one()
        product = self.product_id.with_context(display_default_code=False)
        # Customers read their claims, and no units.
        unit_sudo = self.sudo().uom_id
        return unit_sudo._aftersales_item_words(self.quantity, product.display_name)
