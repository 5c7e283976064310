"""The goods of claimed kits and parts."""

from odoo import models

from .kit import NOISE


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _is_part(self):
        self.ensure_one()
        return bool(self.component_id) or super()._is_part()

    def _part_worth(self):
        if not self.component_id:
            return super()._part_worth()
        return self._sold_parts()[self.component_id].worth

    def _sold_parts(self):
        """What one kit of this line's order line consists of; empty if it is none."""
        self.ensure_one()
        if not self.sale_line_id:
            return {}
        return self.sale_line_id._aftersales_parts()

    def _kit_parts(self):
        """As :meth:`_sold_parts`, but empty for a claim on a single part, too."""
        return {} if self.component_id else self._sold_parts()

    def _sold_quantity(self):
        sold = super()._sold_quantity()
        if self.component_id:
            sold *= self._sold_parts()[self.component_id].units
        return sold

    # ------------------------------------------------------------------ conversion

    def _goods(self, quantity):
        parts = self._kit_parts()
        if not parts:
            return super()._goods(quantity)
        # Rounded down: claims one by one never ask for more than there is.
        return {
            product: product.uom_id.round(
                part.units * quantity + NOISE, rounding_method="DOWN"
            )
            for product, part in parts.items()
        }

    def _complete_units(self, goods):
        parts = self._kit_parts()
        if not parts:
            return super()._complete_units(goods)
        # What rounding took off the goods of a kit is not missing.
        kits = min(
            (goods.get(product, 0.0) + product.uom_id.rounding - NOISE) / part.units
            for product, part in parts.items()
        )
        # Ordered quantities are not everybody's to read, and tell nothing here.
        return self.sudo().sale_line_id._aftersales_whole_kits(kits)

    def _touched_units(self, goods):
        parts = self._kit_parts()
        if not parts:
            return super()._touched_units(goods)
        kits = max(
            goods.get(product, 0.0) / part.units for product, part in parts.items()
        )
        # As above.
        return self.sudo().sale_line_id._aftersales_begun_kits(kits)

    # ------------------------------------------------------------------ destination

    def _split_default(self, quantity, units):
        if not self._kit_parts() or self._default_destination() != "supplier":
            return super()._split_default(quantity, units)
        # Every part goes where it came from; see the return transfers.
        taken = [
            units.take_supplied(self.sudo(), wanted, product)
            for product, wanted in self._goods(quantity).items()
        ]
        return [("supplier" if any(taken) else "warehouse", quantity)]
