"""Customers choose the whole kit, or parts of it."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_offer(self):
        """After every kit the parts of it that can be requested by themselves.

        :return: as in the base; ``part_of`` is the ``key`` of the kit's own offer
            while that can be requested too, and empty for everything but parts
        """
        offers = []
        lines = self.order_line.filtered(lambda line: line._aftersales_parts())
        left = lines._aftersales_parts_left()
        for offer in super()._aftersales_offer():
            line = offer["line"]
            parts = [
                self._prepare_part_offer_vals(line, product, *limits)
                for product, limits in left.get(line, {}).items()
            ]
            parts = [part for part in parts if not part["refusal"]]
            key = "" if offer["refusal"] else offer["key"]
            if parts and offer["refusal"]:
                offer["refusal"] = self.env._("Only single parts of it are left.")
            offers.append({**offer, "part_of": ""})
            offers += [{**part, "part_of": key} for part in parts]
        return offers

    def _prepare_part_offer_vals(self, line, product, received, ordered):
        vals = self._prepare_offer_vals(line, received, ordered, product)
        kit = line.product_id.with_context(display_default_code=False).display_name
        held = line.aftersales_claim_line_ids.filtered(
            lambda claim_line: (
                claim_line.held_quantity
                and claim_line.component_id in (product, product.browse())
            )
        )
        return {
            **vals,
            "key": f"{line.id}_{product.id}",
            "vals": {**vals["vals"], "component_id": product.id},
            "kit": kit,
            "requests": held.claim_id,
        }


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _item_fields(self):
        return (*super()._item_fields(), "component_id")
