"""What a sold kit consists of, written down when it is ordered.

Core explodes a kit into purchases and transfers of its parts and keeps nothing of how
many of each make one: a bill of materials that is edited later would change what was
sold. So every order line of a kit keeps its composition.
"""

import math
from dataclasses import dataclass

from odoo import fields, models

# Rest of a division that is no part of a kit.
NOISE = 1e-6


@dataclass(frozen=True)
class KitPart:
    """One product of a kit.

    :param units: that make one kit, in the product's own unit
    :param share: of the kit's price that all these units are worth, from 0 to 1
    """

    units: float
    share: float

    @property
    def worth(self):
        """Share of the kit's price that one unit is worth."""
        return self.share / self.units


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    aftersales_kit = fields.Json(
        string="Parts of the Kit",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="By product: how many units make one kit, and their share of its price.",
    )

    def _aftersales_parts(self):
        """What one kit of this line consists of; empty if it is none.

        :return: ``{product: KitPart}``
        """
        self.ensure_one()
        # Whoever sends or claims goods may not see what the seller keeps about them.
        kit = self.sudo().aftersales_kit or {}
        products = self.env["product.product"].browse(map(int, kit))
        return {
            product: KitPart(*values)
            for product, values in zip(products, kit.values(), strict=True)
        }

    def _aftersales_goods(self):
        parts = self._aftersales_parts()
        if not parts:
            return super()._aftersales_goods()
        return {product: part.units for product, part in parts.items()}

    def _aftersales_whole_kits(self, kits):
        """``kits`` without one that is only begun; fractions count where kits were
        ordered in fractions."""
        if self._aftersales_has_half_kits():
            return self.product_id.uom_id.round(kits + NOISE, rounding_method="DOWN")
        return float(math.floor(kits + NOISE))

    def _aftersales_begun_kits(self, kits):
        """As :meth:`_aftersales_whole_kits`, but the one that is begun counts."""
        if self._aftersales_has_half_kits():
            return self.product_id.uom_id.round(kits - NOISE, rounding_method="UP")
        return float(math.ceil(kits - NOISE))

    def _aftersales_has_half_kits(self):
        self.ensure_one()
        ordered = self._aftersales_in_product_unit(self.product_uom_qty)
        return abs(ordered - round(ordered)) > NOISE

    # ------------------------------------------------------------------ writing it

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        self._aftersales_write_kits_down()
        return super()._action_launch_stock_rule(
            previous_product_uom_qty=previous_product_uom_qty
        )

    def _aftersales_write_kits_down(self):
        """Keep what the kits among these lines consist of, as they are bought."""
        # Whoever confirms orders needs no rights on bills of materials.
        lines_sudo = self.sudo().filtered(
            lambda line: (
                line.state == "sale"
                and line.product_id.type == "consu"
                and not (line.aftersales_kit and line._aftersales_is_kit_final())
            )
        )
        for company, lines in lines_sudo.grouped("company_id").items():
            boms = (
                self.env["mrp.bom"]
                .sudo()
                ._bom_find(lines.product_id, company_id=company.id, bom_type="phantom")
            )
            for line in lines:
                if bom := boms.get(line.product_id):
                    line.aftersales_kit = line._aftersales_explode(bom)

    def _aftersales_is_kit_final(self):
        """Whether this kit is bought, sent or claimed as it was written down: not when
        its order was cancelled and is confirmed once more."""
        self.ensure_one()
        return bool(
            self.aftersales_claim_line_ids
            or self.move_ids.filtered(lambda move: move.state != "cancel")
            or self.purchase_line_ids.filtered(lambda line: line.state != "cancel")
        )

    def _aftersales_explode(self, bom):
        """The composition of this line's kit by ``bom``, kits in kits taken apart.

        :return: value of ``aftersales_kit``; False if nothing in it is goods
        """
        self.ensure_one()
        ordered = self.product_uom_qty or 1.0
        kits = self._aftersales_in_product_unit(ordered)
        wanted = self.product_uom_id._compute_quantity(
            ordered, bom.product_uom_id, round=False
        )
        boms_done, lines_done = bom.explode(
            self.product_id,
            wanted / bom.product_qty,
            never_attribute_values=self.product_no_variant_attribute_value_ids,
        )
        units, cost_shares = {}, {}
        for bom_line, data in lines_done:
            product = bom_line.product_id
            quantity = bom_line.product_uom_id._compute_quantity(
                data["qty"], product.uom_id, round=False
            )
            # Services are never sent; parts at 0 are options nobody chose.
            if product.type == "service" or quantity <= 0:
                continue
            units[product] = units.get(product, 0.0) + quantity / kits
            cost_shares[product] = (
                cost_shares.get(product, 0.0) + data["line_cost_share"]
            )
        is_shared = any(
            line.cost_share for done, _data in boms_done for line in done.bom_line_ids
        )
        return self._aftersales_weigh(units, cost_shares if is_shared else {})

    def _aftersales_weigh(self, units, cost_shares=None):
        """Give every part its share of the kit's price.

        By the cost shares of the bill of materials where they are set, else by the
        list prices of the parts, else the same for every unit. All shares make up the
        kit: refunding part by part gives what refunding the kit gives.

        :param dict units: ``{product: units a kit}``
        :param dict cost_shares: ``{product: percent}``, empty when none are set
        :return: value of ``aftersales_kit``
        """
        weights = dict(cost_shares or {})
        if not sum(weights.values()):
            weights = {
                product: product.with_company(self.company_id).lst_price * quantity
                for product, quantity in units.items()
            }
        if not sum(weights.values()):
            weights = dict(units)
        total = sum(weights.values())
        return {
            str(product.id): [quantity, weights[product] / total]
            for product, quantity in units.items()
        } or False
