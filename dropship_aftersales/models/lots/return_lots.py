"""Which lots and serial numbers go back: the claimed ones, each of them once."""

from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError


class AftersalesReturnCapacity(models.AbstractModel):
    _inherit = "aftersales.return.capacity"

    def _foreign_lots(self, request):
        """Numbers that other claims hold: never sent back for this one."""
        line = request.remedy.line_id
        if request.lots or not line:
            return self.env["stock.lot"]
        others = request.sale_line.aftersales_claim_line_ids - line
        return self.env["stock.lot"].union(
            *(line._live_lots() for line in others.filtered("held_quantity"))
        )

    def _release_lots(self, requests, origins):
        """Take named numbers from open returns that took them at random."""
        for request in requests:
            if request.lots:
                deliveries = origins.filtered(
                    lambda move, line=request.sale_line: move.sale_line_id == line
                )
                deliveries._aftersales_release(request.lots)


class StockMove(models.Model):
    _inherit = "stock.move"

    def _aftersales_open_returns(self):
        """Returns of these deliveries that are still to come, ours and Odoo's own."""
        return self.returned_move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )

    def _aftersales_release(self, lots):
        """Have the open returns of these deliveries wait for other numbers than
        ``lots``, unless these were named for them."""
        for move in self._aftersales_open_returns():
            named = move.aftersales_remedy_id._lots()
            lines = move.move_line_ids.filtered(
                lambda line, named=named: (
                    line.product_id.tracking == "serial" and line.lot_id in lots - named
                )
            )
            if lines and not move.picked:
                free = self._aftersales_free_lots(but=move) - lots
                move._aftersales_relot(lines, free)

    def _aftersales_free_lots(self, but=None):
        """Numbers of these deliveries that are with the customer, in no claim and in
        no open return; ``but``: an open return whose own count as free."""
        sale_lines = self.sale_line_id
        left = sale_lines._aftersales_lots_left()
        free = self.env["stock.lot"].union(
            *(
                lot
                for lots in left.values()
                for lot, quantity in lots.items()
                if lot and quantity > 0
            )
        )
        deliveries = self | sale_lines._aftersales_tracked_deliveries()
        others = deliveries._aftersales_open_returns()
        own_line = self.env["aftersales.claim.line"]
        if but:
            others -= but
            own_line = but.aftersales_remedy_id.line_id
        claims = (sale_lines.aftersales_claim_line_ids - own_line).filtered(
            "held_quantity"
        )
        held = self.env["stock.lot"].union(*(line._live_lots() for line in claims))
        return free & self.move_line_ids.lot_id - others.move_line_ids.lot_id - held

    def _aftersales_relot(self, lines, free):
        """Give ``lines`` of this one open return other numbers out of ``free``; what
        cannot be said now is said when the goods arrive."""
        self.ensure_one()
        free -= (self.move_line_ids - lines).lot_id
        for line in lines:
            line.lot_id = free[:1]
            free -= line.lot_id

    def _aftersales_choose_lots(self):
        """Have these open returns, made by Odoo, wait for numbers that are free."""
        for move in self.filtered(lambda move: move.product_id.tracking == "serial"):
            delivery = move.origin_returned_move_id
            free = delivery._aftersales_free_lots(but=move)
            named = move.aftersales_remedy_id._lots()
            # What was named comes first, then what nobody named.
            free = (free & named) | free
            wrong = move.move_line_ids.filtered(
                lambda line, free=free, named=named: (
                    line.lot_id not in (free & named or free)
                )
            )
            if wrong:
                move._aftersales_relot(wrong, free)

    # ------------------------------------------------------------------ booking

    def _action_done(self, cancel_backorder=False):
        self._check_aftersales_lots_done()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _check_aftersales_lots_done(self):
        """Returns that are booked bring numbers that were delivered, each once, and no
        other claim's.

        :raise UserError: naming the numbers
        """
        # The claims' counters, read by whoever handles the transfer.
        returns_sudo = self.sudo().filtered(
            lambda move: (
                move.origin_returned_move_id
                and move.state not in ("done", "cancel")
                and move.picked
                and move.product_id.tracking == "serial"
                and move.origin_returned_move_id._is_aftersales_guarded()
            )
        )
        seen = defaultdict(int)
        for move_sudo in returns_sudo:
            lots_sudo = move_sudo.move_line_ids.filtered("quantity").lot_id
            move_sudo._check_aftersales_lots(lots_sudo)
            for line_sudo in move_sudo.move_line_ids.filtered("quantity"):
                if line_sudo.lot_id:
                    seen[line_sudo.lot_id] += 1
        if twice := [lot.name for lot, count in seen.items() if count > 1]:
            raise UserError(
                self.env._(
                    "%(lots)s is there twice. Enter each serial number once.",
                    lots=", ".join(twice),
                )
            )

    def _check_aftersales_lots(self, lots):
        """Whether ``lots`` may come back on this one open return.

        :raise UserError: naming those that may not
        """
        self.ensure_one()
        sale_line = self.sale_line_id or self.origin_returned_move_id.sale_line_id
        left = sale_line._aftersales_lots_left()[sale_line]
        strange = lots.filtered(lambda lot: left.get(lot, 0.0) <= 0.0)
        if strange:
            raise UserError(
                self.env._(
                    "%(product)s: %(lots)s were not delivered with %(order)s or came "
                    "back before. Check the lot or serial numbers.",
                    product=self.product_id.display_name,
                    lots=", ".join(strange.mapped("name")),
                    order=sale_line.order_id.name,
                )
            )
        own = self.aftersales_remedy_id.line_id
        for line in (sale_line.aftersales_claim_line_ids - own).filtered(
            "held_quantity"
        ):
            if self.product_id.tracking == "serial" and (
                taken := line._live_lots() & lots
            ):
                raise UserError(
                    self.env._(
                        "%(product)s: %(lots)s comes back on %(claim)s. Receive it "
                        "there.",
                        product=self.product_id.display_name,
                        lots=", ".join(taken.mapped("name")),
                        claim=line.claim_id.name,
                    )
                )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        result = super()._action_done()
        # Odoo reserves what is left by itself, whoever named it.
        rest = self.backorder_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        ).move_ids
        rest.filtered("origin_returned_move_id")._aftersales_choose_lots()
        return result
