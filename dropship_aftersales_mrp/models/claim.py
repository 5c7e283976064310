from odoo import api, fields, models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    has_kits = fields.Boolean(
        compute="_compute_has_kits",
        compute_sudo=True,
        groups="base.group_user",
        help="Parts of a kit can be claimed on it, or are.",
    )

    @api.depends("order_id", "state", "line_ids.component_id")
    def _compute_has_kits(self):
        for claim in self:
            claim.has_kits = any(claim.line_ids.mapped("component_id")) or (
                claim.state == "draft"
                and any(claim.order_id.order_line.mapped("aftersales_kit"))
            )

    def _check_supplied(self, remedy, rest):
        """Parts of a kit that came from our own stock go back to it."""
        supplied = rest
        if remedy.line_id._kit_parts():
            own = remedy.sale_line_id._aftersales_own_parts()
            supplied = {
                product: quantity
                for product, quantity in rest.items()
                if product not in own
            }
        return super()._check_supplied(remedy, supplied)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_own_parts(self):
        """Parts of this kit that our warehouse sent."""
        self.ensure_one()
        return self.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move._is_aftersales_delivery()
                and not move._is_dropshipped()
            )
        ).product_id


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _compute_aftersales_return_ids(self):
        super()._compute_aftersales_return_ids()
        for order in self:
            # Returns of parts are no transfers of the kit's order line. Whoever sees
            # the order may know of its returns.
            order_sudo = order.sudo()
            if not any(order_sudo.order_line.mapped("aftersales_kit")):
                continue
            returns_sudo = order_sudo.aftersales_claim_ids.picking_ids.filtered(
                "is_aftersales_return"
            )
            order.aftersales_return_ids = returns_sudo.sudo(False)
            order.aftersales_return_count = len(returns_sudo)
