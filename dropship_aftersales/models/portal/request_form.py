"""What the request form of an order offers."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_offer(self):
        """Every item of the order with what can be claimed of it, or why nothing can.

        :return: list of dicts with ``key`` (of the item in the form), ``line``,
            ``product``, ``vals`` (of a claim line on it), ``name``, ``received`` and
            ``ordered`` (units left of what arrived, and of all ordered, in the
            product's unit), ``maximum`` (the larger one), ``unit`` (its name),
            ``whole`` (only whole units make sense), ``refusal`` (empty when something
            can be claimed), ``hint``, ``delivered`` (in words, may be empty), ``lots``
            and ``requests`` (claims that hold units of it)
        """
        self.ensure_one()
        lines = self.order_line.filtered(
            lambda line: not line.display_type and line.product_id
        )
        limits = lines._aftersales_claim_limits()
        offers = [self._prepare_offer_vals(line, *limits[line]) for line in lines]
        refusals = self.env["aftersales.policy"]._always_refused(lines)
        for offer in offers:
            if not offer["refusal"] and (refusal := refusals.get(offer["line"])):
                offer.update(refusal=refusal, hint="")
        return offers

    def _prepare_offer_vals(self, line, received, ordered, product=None):
        product = product or line.product_id
        uom = product.uom_id
        received = uom.round(max(0.0, min(received, ordered)))
        maximum = uom.round(max(0.0, ordered))
        refusal = line._aftersales_refusal()
        if not refusal and uom.compare(maximum, 0.0) <= 0:
            refusal = self.env._("All of it is in a request or was given back already.")
        held = line.aftersales_claim_line_ids.filtered("held_quantity")
        named = product.with_context(display_default_code=False)
        return {
            "key": str(line.id),
            "line": line,
            "product": product,
            "vals": {"sale_line_id": line.id},
            "name": named.display_name or line.name,
            "received": received,
            "ordered": maximum,
            "maximum": maximum,
            "whole": received.is_integer() and maximum.is_integer(),
            "refusal": refusal,
            "unit": uom.name or "",
            "hint": "" if refusal else self._offer_hint(uom, received, maximum),
            "delivered": line._aftersales_delivered_words(),
            "lots": line._aftersales_lots_at_customer().filtered(
                lambda lot: lot.product_id == product
            ),
            "requests": held.claim_id,
        }

    def _offer_hint(self, uom, received, maximum):
        if not received:
            return self.env._("Not delivered yet. Tell us if you have waited too long.")
        if received < maximum:
            return self.env._(
                "%(received)s arrived, %(missing)s not yet",
                received=uom._aftersales_words(received),
                missing=uom._aftersales_words(maximum - received),
            )
        return self.env._("Up to %s", uom._aftersales_words(maximum))

    def _aftersales_can_claim(self):
        """Whether the request form has anything to offer."""
        self.ensure_one()
        return self._aftersales_is_open() and any(
            not offer["refusal"] for offer in self._aftersales_offer()
        )

    def _aftersales_requests(self):
        """The claims on this order that its customer sees."""
        self.ensure_one()
        claims = self.env["aftersales.claim"]
        return claims.search(
            Domain("order_id", "=", self.id)
            & Domain("state", "!=", "draft")
            & claims._domain_for_visitors()
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_sent_moves(self):
        """What was delivered to the customer of this line."""
        return self.move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_id._is_outgoing()
        )

    def _aftersales_delivered_words(self):
        """When the latest of it was delivered; empty when nothing was."""
        self.ensure_one()
        dates = self._aftersales_sent_moves().mapped("date")
        if not dates:
            return ""
        return self.env._("Delivered on %s.", format_date(self.env, max(dates)))

    def _aftersales_lots_at_customer(self):
        """Lots and serial numbers of this line that no claim holds and that have not
        come back."""
        self.ensure_one()
        if all(product.tracking == "none" for product in self._aftersales_goods()):
            return self.env["stock.lot"]
        return self._aftersales_lots_free()
