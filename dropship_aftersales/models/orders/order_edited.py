"""Orders that somebody changes while their units are claimed."""

from odoo import models
from odoo.exceptions import UserError


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _update_line_quantity(self, values):
        """No less is ordered than claims hold: they give back what was sold."""
        for line in self:
            # Whoever edits the order need not see its claims.
            line_sudo = line.sudo()
            held = line_sudo.product_id.uom_id._compute_quantity(
                line_sudo.aftersales_claimed_qty, line.product_uom_id, round=False
            )
            wanted = values["product_uom_qty"]
            is_less = line.product_uom_id.compare(wanted, line.product_uom_qty) < 0
            if is_less and line.product_uom_id.compare(wanted, held) < 0:
                holding = line_sudo.aftersales_claim_line_ids.filtered("held_quantity")
                raise UserError(
                    self.env._(
                        "%(quantity)g %(unit)s of %(product)s are in %(claims)s. "
                        "Decide or cancel it before you order less.",
                        quantity=held,
                        unit=line.product_uom_id.name,
                        product=line.product_id.display_name,
                        claims=", ".join(holding.claim_id.mapped("name")),
                    )
                )
        return super()._update_line_quantity(values)
