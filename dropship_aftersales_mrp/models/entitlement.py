"""What of sold kits and of their parts can still be claimed.

Kits and parts are counted in one pool: the parts. A claim on a kit holds the parts of
that many kits, a claim on a part holds that part, and a kit can be claimed as long as
all its parts are free. So no part and none of its money is ever given twice.
"""

from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_claim_limits(self):
        limits = super()._aftersales_claim_limits()
        for line, left in self._aftersales_parts_left().items():
            limits[line] = tuple(
                line._aftersales_whole_kits(
                    min(
                        left[product][index] / part.units
                        for product, part in line._aftersales_parts().items()
                    )
                )
                for index in (0, 1)
            )
        return limits

    def _aftersales_parts_left(self):
        """What of the parts of these kits is held by no claim.

        :return: ``{line: {product: (received, ordered)}}`` of the kits among these
            lines that can be claimed at all, as of :meth:`_aftersales_claim_limits`,
            each in its product's own unit
        """
        kits = self.filtered(
            lambda line: line._aftersales_parts() and not line._aftersales_refusal()
        )
        if not kits:
            return {}
        held = kits._aftersales_parts_held()
        left = {}
        for line in kits:
            delivered = line._aftersales_parts_delivered()
            returned = line._aftersales_parts_returned()
            sold = max(
                line._aftersales_orderable_qty(),
                line._aftersales_in_product_unit(line.qty_delivered),
            )
            left[line] = {}
            for product, part in line._aftersales_parts().items():
                # What was shipped beyond the kits, or exchanged, was sold by nobody.
                most = sold * part.units
                here = delivered.get(product, 0.0) - returned.get(product, 0.0)
                received, waiting = held[line.id, product.id]
                left[line][product] = (
                    min(here, most) - received,
                    most - received - waiting,
                )
        return left

    def _aftersales_parts_held(self):
        """``{(line id, product id): [received, not received]}`` held by claims."""
        held = defaultdict(lambda: [0.0, 0.0])
        # Customers and agents see what is left without seeing other claims.
        groups = (
            self.env["aftersales.claim.line"]
            .sudo()
            ._read_group(
                [("sale_line_id", "in", self.ids), ("held_quantity", "!=", 0)],
                ["sale_line_id", "component_id", "goods_status"],
                ["held_quantity:sum"],
            )
        )
        for line, component, goods_status, quantity in groups:
            index = 1 if goods_status == "not_received" else 0
            if component:
                held[line.id, component.id][index] += quantity
                continue
            for product, part in line._aftersales_parts().items():
                held[line.id, product.id][index] += quantity * part.units
        return held

    def _aftersales_check_limits(self, raised):
        left = self._aftersales_parts_left()
        kits = self.browse().union(*left)
        super(SaleOrderLine, self - kits)._aftersales_check_limits(
            {
                claim_line: units
                for claim_line, units in raised.items()
                if claim_line.sale_line_id not in kits
            }
        )
        for claim_line, units in raised.items():
            if claim_line.sale_line_id in kits:
                claim_line._check_parts_left(left[claim_line.sale_line_id], units)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _claim_limits(self):
        limits = super()._claim_limits()
        parts = self.filtered(lambda line: line.component_id and line.sale_line_id)
        if parts:
            # What is left is everybody's to know who may see the claim.
            left = parts.sale_line_id.sudo()._aftersales_parts_left()
            by_id = {line.id: goods for line, goods in left.items()}
            for line in parts:
                goods = by_id.get(line.sale_line_id.id, {})
                limits[line] = goods.get(line.component_id._origin, (0.0, 0.0))
        return limits

    def _check_parts_left(self, left, raised):
        """Refuse to hold more parts than there are.

        :param dict left: ``{product: (received, ordered)}`` of the kit's parts, as it
            is with what this line just took hold of
        :param float raised: units of this line that it just took hold of
        :raise UserError: saying how many units of this line are left
        """
        self.ensure_one()
        index = 1 if self.goods_status == "not_received" else 0
        goods = self._goods(raised)
        free = {
            product: min(left[product][index:]) + quantity
            for product, quantity in goods.items()
        }
        if all(
            product.uom_id.compare(free[product], quantity) >= 0
            for product, quantity in goods.items()
        ):
            return
        raise UserError(
            self.sale_line_id._aftersales_short_words(
                self.product_id, max(0.0, self._complete_units(free))
            )
        )
