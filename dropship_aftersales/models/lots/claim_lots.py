"""Which lots and serial numbers a claim is about: delivered, not back, not claimed."""

from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..claims.claim import UNDECIDED


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_lots_left(self):
        """Lots that the customer has of these lines, whoever claims them.

        :return: {sale.order.line: {stock.lot: quantity in the product's own unit}}
        """
        left = {}
        for line in self:
            left[line] = lots = defaultdict(float)
            deliveries = line._aftersales_tracked_deliveries()
            for move_line in deliveries.move_line_ids:
                lots[move_line.lot_id] += move_line.quantity_product_uom
            for move_line in deliveries.returned_move_ids.move_line_ids:
                if move_line.state == "done" and move_line.lot_id in lots:
                    lots[move_line.lot_id] -= move_line.quantity_product_uom
        return left

    def _aftersales_touch_counters(self):
        """Write the counters as they are, so that sessions that hold units of these
        lines at once meet; see ``entitlement``."""
        if not self:
            return
        self.env.cr.execute(
            SQL(
                """
                WITH locked AS MATERIALIZED (
                         SELECT id FROM sale_order_line
                          WHERE id IN %(ids)s
                       ORDER BY id
                            FOR UPDATE
                     )
                UPDATE sale_order_line line
                   SET aftersales_claimed_qty = COALESCE(aftersales_claimed_qty, 0)
                  FROM locked
                 WHERE line.id = locked.id
                """,
                ids=tuple(self.ids),
            )
        )

    def _aftersales_tracked_deliveries(self):
        """What was delivered of this line with numbers on it."""
        self.ensure_one()
        return self.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id.tracking != "none"
                and move._is_aftersales_delivery()
            )
        )

    def _aftersales_lots_free(self, but=None):
        """Lots that can still be claimed: with the customer, and in no other claim.

        :param but: aftersales.claim.line whose own lots count as free
        :return: stock.lot; of products tracked by lots those that are not all claimed
        """
        self.ensure_one()
        others = self.aftersales_claim_line_ids
        if but:
            others -= but
        left = self._aftersales_lots_left()[self]
        claimed = others._claimed_lots()
        unit = self.product_id.uom_id
        free = [
            lot.id
            for lot, quantity in left.items()
            if lot and unit.compare(quantity - claimed.get(lot, 0.0), 0.0) > 0
        ]
        return self.env["stock.lot"].browse(free).sorted("name")


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _tracked(self):
        """Those with numbers on them; the numbers of others are not even looked up."""
        return self.filtered(lambda line: line.sudo().product_id.tracking != "none")

    # ------------------------------------------------------------------ choosing

    @api.constrains("lot_ids", "quantity", "sale_line_id")
    def _check_lots(self):
        """Numbers are of this item, and as many as units.

        :raise ValidationError: naming the wrong ones
        """
        for line in self.filtered("lot_ids"):
            # Numbers of what was delivered; no rights on transfers are needed.
            line_sudo = line.sudo()
            sale_line_sudo = line_sudo.sale_line_id
            deliveries_sudo = sale_line_sudo._aftersales_tracked_deliveries()
            foreign_sudo = line_sudo.lot_ids - deliveries_sudo.move_line_ids.lot_id
            if foreign_sudo:
                raise ValidationError(
                    self.env._(
                        "%(lots)s was not delivered as %(product)s with %(order)s. "
                        "Choose numbers of this item.",
                        lots=", ".join(foreign_sudo.mapped("name")),
                        product=sale_line_sudo.product_id.display_name,
                        order=sale_line_sudo.order_id.name,
                    )
                )
            unit = line_sudo.uom_id
            if line_sudo.tracking == "serial" and unit.compare(
                line.quantity, len(line_sudo.lot_ids)
            ):
                raise ValidationError(
                    self.env._(
                        "%(product)s: %(quantity)s claimed, but the serial numbers are "
                        "%(lots)s. Choose as many numbers as units, or none.",
                        product=sale_line_sudo.product_id.display_name,
                        quantity=unit._aftersales_words(line.quantity),
                        lots=", ".join(line_sudo.lot_ids.mapped("name")),
                    )
                )

    # ------------------------------------------------------------------ holding

    def write(self, vals):
        result = super().write(vals)
        if "lot_ids" in vals:
            self.filtered("held_quantity")._hold_lots()
        return result

    def _set_hold(self, targets):
        lines = self.browse().union(*targets)
        before = {line.id: line.sudo().held_quantity for line in lines}
        super()._set_hold(targets)
        lines.filtered(
            lambda line: line.sudo().held_quantity > before[line.id]
        )._check_lots_free()

    def _hold_lots(self):
        """Hold other numbers than before, the quantity staying what it is.

        :raise UserError: one of them came back, or is in another claim
        """
        if not self:
            return
        # The rows of the counters are what concurrent claims meet at.
        sale_lines_sudo = self.sudo().sale_line_id
        sale_lines_sudo._aftersales_touch_counters()
        self._check_lots_free()

    def _check_lots_free(self):
        """Nobody else claims these numbers, and the customer has them.

        Call it after the counter of the order line was raised: of two sessions that
        claim one number at once, the second is tried again and then sees the first.

        :raise UserError: naming the numbers and where they are
        """
        for line_sudo in self._tracked().sudo().filtered("lot_ids"):
            sale_line_sudo = line_sudo.sale_line_id
            others_sudo = sale_line_sudo.aftersales_claim_line_ids - line_sudo
            left = sale_line_sudo._aftersales_lots_left()[sale_line_sudo]
            for move_line in line_sudo._own_returns().move_line_ids:
                left[move_line.lot_id] += move_line.quantity_product_uom
            unit = line_sudo.uom_id
            back_sudo = line_sudo.lot_ids.filtered(
                lambda lot, left=left, unit=unit: unit.compare(left[lot], 0.0) <= 0
            )
            if back_sudo:
                raise UserError(
                    self.env._(
                        "%(product)s: %(lots)s came back already. Choose a number "
                        "that the customer still has.",
                        product=sale_line_sudo.product_id.display_name,
                        lots=", ".join(back_sudo.mapped("name")),
                    )
                )
            line_sudo._check_lots_unclaimed(others_sudo, left)

    def _own_returns(self):
        """What came back on this line."""
        return self.remedy_ids.move_ids.filtered(lambda move: move.state == "done")

    def _check_lots_unclaimed(self, others, left):
        claimed = others._claimed_lots()
        lots = self.lot_ids
        unit = self.uom_id
        free = {lot: left[lot] - claimed.get(lot, 0.0) for lot in lots}
        if self.tracking == "serial":
            taken = lots.filtered(lambda lot: unit.compare(free[lot], 0.0) <= 0)
        else:
            wanted = self.held_quantity or self.quantity
            short = unit.compare(sum(max(0.0, q) for q in free.values()), wanted) < 0
            taken = lots if short else lots.browse()
        if not taken:
            return
        claims = others.filtered(
            lambda line: line.held_quantity and line._live_lots() & taken
        ).claim_id
        raise UserError(
            self.env._(
                "%(product)s: %(lots)s is in %(claims)s already, which may hold what "
                "is left of it. Choose another number.",
                product=self.product_id.display_name,
                lots=", ".join(taken.mapped("name")),
                claims=", ".join(claims.mapped("name")) or "—",
            )
        )

    def _live_lots(self):
        """Numbers that no other claim may name because of this line."""
        self.ensure_one()
        if self.claim_id.state in UNDECIDED:
            return self.lot_ids
        return self.remedy_ids.filtered(lambda remedy: remedy._holds_units())._lots()

    def _claimed_lots(self):
        """Units of each number that these lines hold and that are not back.

        A line on several lots holds its units in the first of them.

        :return: {stock.lot: quantity in the product's own unit}
        """
        claimed = defaultdict(float)
        for line in self.filtered("held_quantity"):
            # Whoever claims sees what is left without seeing other claims.
            line_sudo = line.sudo()
            back = defaultdict(float)
            for move_line in line_sudo._own_returns().move_line_ids:
                back[move_line.lot_id] += move_line.quantity_product_uom
            open_quantity = line_sudo.held_quantity - sum(back.values())
            lots = line_sudo._live_lots()
            if line_sudo.product_id.tracking == "serial":
                for lot in lots:
                    claimed[lot] += 1.0 - min(1.0, back[lot])
                continue
            left = line_sudo.sale_line_id._aftersales_lots_left()
            for lot in lots.sorted("id"):
                share = max(0.0, min(open_quantity, left[line_sudo.sale_line_id][lot]))
                claimed[lot] += share
                open_quantity -= share
        return claimed
