"""What sold and claimed units consist of, as it is bought, sent and returned.

One unit of most lines is one unit of their product. An addon that sells several
products as one, or lets a part of it be claimed, says so here; everything else asks.
"""

from odoo import models

from ..credit.demand import CreditDemand


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_goods(self):
        """The goods that make one unit of this line.

        :return: ``{product: units}``, each in its product's own unit
        """
        self.ensure_one()
        return {self.product_id: 1.0}


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _is_part(self):
        """Whether it is about a part of what was sold: money alone is given back for
        it, and the units of the order line stay sold."""
        self.ensure_one()
        return False

    def _part_worth(self):
        """What share of a sold unit's price one claimed unit is worth, at most 1."""
        self.ensure_one()
        return 1.0

    def _is_worthless(self):
        """Whether it is about a part that has no share of the price: no money follows
        from it, and no credit note is to come."""
        self.ensure_one()
        return self._is_part() and not self._part_worth()

    def _goods(self, quantity):
        """The goods of ``quantity`` units of this line.

        :return: ``{product: units}``, each in its product's own unit
        """
        self.ensure_one()
        return {self.product_id: quantity}

    def _complete_units(self, goods):
        """How many units of this line ``goods`` are all of."""
        self.ensure_one()
        return sum(goods.values())

    def _touched_units(self, goods):
        """How many units of this line ``goods`` are at least a part of."""
        self.ensure_one()
        return sum(goods.values())

    def _credit_demand(self, quantity, **vals):
        """``quantity`` units of this line, as they are to be credited.

        :return: :class:`CreditDemand`
        """
        self.ensure_one()
        return CreditDemand(
            order_line=self.sale_line_id,
            quantity=quantity,
            part=self._part_worth() if self._is_part() else 0.0,
            **vals,
        )
