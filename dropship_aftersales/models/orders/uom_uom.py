"""Quantities that are said in one unit and meant in another."""

from odoo import models
from odoo.tools.misc import formatLang

PIECE = "uom.product_uom_unit"


def plain_number(quantity):
    """``quantity`` for an input of a form: all its digits, and no others."""
    return f"{quantity:.6f}".rstrip("0").rstrip(".")


class UomUom(models.Model):
    _inherit = "uom.uom"

    def _aftersales_to(self, quantity, unit):
        """``quantity`` of this unit in ``unit``, which is not rounded.

        Units have few decimals: one piece is 0.08 dozen, and that would be 0.96 pieces.
        Whatever may have been a whole number before such rounding is one again.
        """
        if not quantity or not self or self == unit:
            return quantity
        exact = self._compute_quantity(quantity, unit, round=False)
        # What one step of this unit hides.
        step = self._compute_quantity(self.rounding, unit, round=False)
        if step <= unit.rounding or step >= 1.0:
            return exact
        whole = float(round(exact))
        # Odoo adds up what it rounded, delivery by delivery.
        hidden = min(3 * step, 0.4) if unit._aftersales_is_counted() else step / 2
        return whole if whole and abs(exact - whole) <= hidden else exact

    def _aftersales_is_counted(self):
        """Whether a part of this unit makes no sense: pieces, packs, dozens."""
        self.ensure_one()
        return self._has_common_reference(self.env.ref(PIECE))

    def _aftersales_may_say(self, quantity, unit):
        """Whether ``quantity`` of this unit can be said in ``unit``: exactly, and in
        whole numbers of what is counted."""
        self.ensure_one()
        if self == unit:
            return True
        if not unit or not self._has_common_reference(unit):
            return False
        there = self._compute_quantity(quantity, unit, round=False)
        if unit._aftersales_is_counted():
            return abs(there - round(there)) < 1e-6
        return abs(there - unit.round(there)) < 1e-6

    def _aftersales_number(self, quantity):
        """``quantity`` as its reader writes numbers, without needless zeros."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        plain = f"{quantity:.{digits}f}"
        decimals = len(plain.rstrip("0").partition(".")[2]) if digits else 0
        return formatLang(self.env, float(plain), digits=decimals)

    def _aftersales_words(self, quantity):
        """How much of this unit, with its name: "24 Units"."""
        # Visitors may read no units; what they are called is no secret.
        name = self.sudo().name or ""
        return f"{self._aftersales_number(quantity)} {name}".rstrip()

    def _aftersales_count(self, quantity):
        """How many or how much of something that is named beside it: "24", "0.5 kg";
        pieces go without saying."""
        # Looking whether it still exists would be a query for every line of a list.
        piece = self.env["ir.model.data"]._xmlid_to_res_id(PIECE)
        if not self or self.id == piece:
            return self._aftersales_number(quantity)
        return self._aftersales_words(quantity)

    def _aftersales_item_words(self, quantity, product_name):
        """How many or how much of what."""
        return f"{self._aftersales_count(quantity)} × {product_name}"
