from odoo import models


class AftersalesClaim(models.Model):
    """Shops claim a part of a kit by the part's code.

    A ``default_code`` names a part where it is that of no other item or part on the
    order; together with ``order_line_id`` it names a part of that line.
    """

    _inherit = "aftersales.claim"

    def _api_sale_line(self, order, line, key):
        code = line.get("default_code")
        if code and not line.get("order_line_id"):
            items = order.order_line.filtered(
                lambda sale_line: sale_line.product_id.default_code == code
            )
            kits = order.order_line.filtered(
                lambda sale_line: sale_line._aftersales_parts_coded(code)
            )
            if len(items) + len(kits) != 1:
                raise self._api_error(
                    f"{key}.default_code",
                    self.env._("not exactly one line of this order has it"),
                )
            if kits:
                return kits
        return super()._api_sale_line(order, line, key)

    def _api_line_vals(self, order, line, key):
        vals = super()._api_line_vals(order, line, key)
        code = line.get("default_code")
        sale_line = order.order_line.browse(vals["sale_line_id"])
        if not code or code == sale_line.product_id.default_code:
            return vals
        parts = sale_line._aftersales_parts_coded(code)
        if len(parts) == 1:
            vals["component_id"] = parts.id
        elif sale_line._aftersales_parts():
            raise self._api_error(
                f"{key}.default_code", self.env._("not exactly one part has it")
            )
        return vals


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_parts_coded(self, code):
        """The parts of this kit with that internal reference."""
        self.ensure_one()
        return self.env["product.product"].union(
            *(
                product
                for product in self._aftersales_parts()
                if product.default_code == code
            )
        )
