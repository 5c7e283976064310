from odoo import api, models
from odoo.exceptions import UserError


class StockReturnPicking(models.TransientModel):
    _inherit = "stock.return.picking"

    @api.depends("picking_id")
    def _compute_moves_locations(self):
        for picking in self.picking_id:
            picking._check_aftersales_can_return()
        return super()._compute_moves_locations()

    def _create_return(self):
        for wizard in self:
            wizard._check_aftersales_quantities()
        return super()._create_return()

    def _check_aftersales_quantities(self):
        """No more goes back than was delivered, did not come back, and is unclaimed.

        :raise UserError: names the product and what is left
        """
        wanted = {}
        for line in self.product_return_moves:
            # A line entered by hand may be for a product of the transfer.
            moves = line.move_id or self.picking_id.move_ids.filtered(
                lambda move, product=line.product_id: move.product_id == product
            )
            guarded = moves.filtered(lambda move: move._is_aftersales_guarded())[:1]
            if guarded:
                wanted.setdefault(guarded, 0.0)
                wanted[guarded] += line.uom_id._compute_quantity(
                    line.quantity, line.product_id.uom_id, rounding_method="HALF-UP"
                )
        moves = self.env["stock.move"].union(*wanted)
        moves._check_aftersales_native_return(wanted)

    def action_create_returns_all(self):
        moves = self.product_return_moves.move_id
        if not moves or not all(move._is_aftersales_guarded() for move in moves):
            return super().action_create_returns_all()
        left = moves._aftersales_left_to_native_return()
        for line in self.product_return_moves:
            unit = line.product_id.uom_id
            line.quantity = unit._compute_quantity(
                left.pop(line.move_id, 0.0), line.uom_id, rounding_method="HALF-UP"
            )
        return self.action_create_returns()


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _check_aftersales_can_return(self):
        """Whether this one transfer can be reversed.

        :raise UserError: the supplier has not shipped yet
        """
        self.ensure_one()
        if self.is_dropship and self.state != "done":
            raise UserError(
                self.env._(
                    "%(transfer)s has not been delivered yet, so nothing can come "
                    "back. To take units off the order, lower the quantity on the "
                    "purchase order.",
                    transfer=self.name,
                )
            )


class StockMove(models.Model):
    _inherit = "stock.move"

    def _is_aftersales_guarded(self):
        """Whether returns of this delivery are limited to what is left of it.

        Deliveries from our own stock keep the freedom core gives them until a claim
        holds units of their order line.
        """
        self.ensure_one()
        # The salesperson's counters, read by whoever handles the transfer.
        move_sudo = self.sudo()
        return move_sudo._is_aftersales_delivery() and bool(
            move_sudo._is_dropshipped() or move_sudo.sale_line_id.aftersales_claimed_qty
        )

    def _aftersales_left_to_native_return(self):
        """What may come back of these deliveries outside of claims.

        :return: {stock.move: quantity in the product's own unit}; what several
            deliveries of an order line share is given to the first of them
        """
        moves_sudo = self.sudo()
        left = moves_sudo._aftersales_left_to_return()
        shared = moves_sudo.sale_line_id._aftersales_unclaimed_deliveries()
        for move_sudo in moves_sudo:
            sale_line_sudo = move_sudo.sale_line_id
            left[move_sudo] = max(0.0, min(left[move_sudo], shared[sale_line_sudo]))
            shared[sale_line_sudo] -= left[move_sudo]
        return left

    def _check_aftersales_native_return(self, wanted, announced=None):
        """Refuse a return beyond what is left.

        :param dict wanted: {stock.move delivery: quantity in the product's own unit}
        :param dict announced: the part of it that open returns hold already
        :raise UserError: names the product and what is left
        """
        moves_sudo = self.sudo()
        left = moves_sudo._aftersales_left_to_return()
        shared = moves_sudo.sale_line_id._aftersales_unclaimed_deliveries()
        for move_sudo in moves_sudo:
            own = (announced or {}).get(move_sudo, 0.0)
            sale_line_sudo = move_sudo.sale_line_id
            possible = min(left[move_sudo], shared[sale_line_sudo]) + own
            quantity = wanted[move_sudo]
            if move_sudo.product_id.uom_id.compare(quantity, possible) > 0:
                raise UserError(
                    move_sudo._aftersales_return_refused(quantity, max(0.0, possible))
                )
            shared[sale_line_sudo] -= quantity - own

    def _aftersales_return_refused(self, wanted, possible):
        return self.env._(
            "%(product)s: %(wanted)g %(unit)s cannot be returned, %(possible)g of "
            "%(order)s are left. The others were returned already, or a claim holds "
            "them: handle those on the claim.",
            product=self.product_id.display_name,
            wanted=wanted,
            unit=self.product_id.uom_id.name,
            possible=possible,
            order=self.sale_line_id.order_id.name,
        )

    def _action_done(self, cancel_backorder=False):
        self._check_aftersales_returns_done()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _check_aftersales_returns_done(self):
        """Returns being validated stay within what was delivered, granted, unclaimed.

        :raise UserError: names the product and what is left
        """
        returns = self.filtered(
            lambda move: (
                (move.origin_returned_move_id or move.aftersales_remedy_id)
                and move.state not in ("done", "cancel")
                and move.picked
            )
        )
        if not returns:
            return
        # The claims' counters, read by whoever handles the transfer.
        returns_sudo = returns.sudo()
        for move_sudo in returns_sudo.filtered("picking_id.is_aftersales_return"):
            move_sudo._check_aftersales_arrival(move_sudo._aftersales_picked_qty())
        native_sudo = returns_sudo.filtered(
            lambda move: (
                not move.picking_id.is_aftersales_return
                and move.origin_returned_move_id._is_aftersales_guarded()
            )
        )
        picked = {}
        announced = {}
        for move_sudo in native_sudo:
            origin_sudo = move_sudo.origin_returned_move_id
            picked.setdefault(origin_sudo, 0.0)
            picked[origin_sudo] += move_sudo._aftersales_picked_qty()
            announced.setdefault(origin_sudo, 0.0)
            announced[origin_sudo] += move_sudo._aftersales_moved_qty()
        native_sudo.origin_returned_move_id._check_aftersales_native_return(
            picked, announced
        )

    def _aftersales_picked_qty(self):
        """What this move is about to book, in the product's own unit."""
        self.ensure_one()
        return self.product_uom._compute_quantity(
            self.quantity, self.product_id.uom_id, rounding_method="HALF-UP"
        )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_unclaimed_deliveries(self):
        """Delivered units that neither came back outside of claims nor are claimed.

        :return: {sale.order.line: quantity in the product's own unit, may be negative}
        """
        unclaimed = {}
        for line in self:
            deliveries = line.move_ids.filtered(
                lambda move: move.state == "done" and move._is_aftersales_delivery()
            )
            native_returns = deliveries.returned_move_ids.filtered(
                lambda move: not move.picking_id.is_aftersales_return
            )
            # Claimed units that were never shipped were not delivered either.
            claimed = line.aftersales_claimed_qty - line.aftersales_unshipped_qty
            unclaimed[line] = (
                sum(move._aftersales_picked_qty() for move in deliveries)
                - sum(move._aftersales_moved_qty() for move in native_returns)
                - max(0.0, claimed)
            )
        return unclaimed
