"""Which lines of an order are items that can be claimed at all, and why others not."""

from odoo import api, models
from odoo.exceptions import UserError

# A cancelled order is still claimed for what was delivered before.
CLAIMABLE_STATES = ("sale", "cancel")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_is_open(self):
        """Whether claims can be made on this order as such."""
        self.ensure_one()
        return self.state == "sale" or (
            self.state == "cancel" and any(self.order_line.mapped("qty_delivered"))
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_refusal(self):
        """Why no unit of this line can ever be claimed, in words; empty if it can."""
        self.ensure_one()
        if self.is_downpayment or self._aftersales_is_delivery():
            return self.env._("Shipping and deposits are not items.")
        if self.display_type or not self.product_id:
            return self.env._("This is not an item.")
        if self.state not in CLAIMABLE_STATES:
            return self.env._("The order is not confirmed.")
        return self._aftersales_kind_refusal() or self._aftersales_amount_refusal()

    def _aftersales_kind_refusal(self):
        """As :meth:`_aftersales_refusal`, by what was sold."""
        if self.reward_id.reward_type == "product":
            return self.env._(
                "It was free. Choose the item it came with, or write to us."
            )
        if self.reward_id or self._is_discount_line():
            return self.env._("Discounts and vouchers cannot be returned.")
        if self.product_id.type == "combo":
            return self.env._("Choose the items of this set one by one.")
        if self.product_id.type == "service":
            return self.env._(
                "Services cannot be returned. Write to us if something is wrong."
            )
        return ""

    def _aftersales_amount_refusal(self):
        """As :meth:`_aftersales_refusal`, by what was ordered and delivered."""
        unit = self.product_uom_id
        delivered = unit.compare(self.qty_delivered, 0.0) > 0
        if self.state == "cancel" and not delivered:
            return self.env._("The order was cancelled before it was delivered.")
        if not delivered and unit.compare(self.product_uom_qty, 0.0) <= 0:
            return self.env._("Nothing of it was ordered.")
        return ""

    def _aftersales_refusal_of_all(self):
        """Why no item of these lines can ever be claimed; empty if one of them can."""
        refusals = [line._aftersales_refusal() for line in self if line.product_id]
        if all(refusals):
            return " ".join(dict.fromkeys(refusals))
        return ""

    def _aftersales_is_delivery(self):
        """Hook: a delivery charge, where an app for carriers is installed."""
        return bool("is_delivery" in self._fields and self.is_delivery)

    def _aftersales_orderable_qty(self):
        """Units that customers may wait for, in the product's unit: of a cancelled
        order only those that were sent."""
        self.ensure_one()
        if self.state == "cancel":
            return 0.0
        return self._aftersales_in_product_unit(self.product_uom_qty)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_items({vals.get("sale_line_id") for vals in vals_list})
        return super().create(vals_list)

    def write(self, vals):
        if "sale_line_id" in vals:
            self._check_items({vals["sale_line_id"]})
        return super().write(vals)

    def _check_items(self, sale_line_ids):
        """Refuse sections, notes and the like, of which there are no units.

        :raise UserError: naming the first one
        """
        # The customer has no rights on the order lines behind his claim.
        lines_sudo = (
            self.env["sale.order.line"].sudo().browse(sale_line_ids - {False, None})
        )
        for line_sudo in lines_sudo.filtered(lambda line: not line.product_id):
            raise UserError(
                self.env._(
                    "%(line)s cannot be claimed. %(why)s",
                    line=line_sudo.display_name,
                    why=line_sudo._aftersales_refusal(),
                )
            )
