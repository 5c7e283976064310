from odoo import models


class AftersalesRemedy(models.Model):
    """Where the goods of a remedy are; all quantities in the product's own unit."""

    _inherit = "aftersales.remedy"

    def _moved_quantity(self, moves):
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, self.uom_id, rounding_method="HALF-UP"
            )
            for move in moves
        )

    def _arrived_quantity(self):
        """Units that came back, whatever their condition."""
        self.ensure_one()
        return self._moved_quantity(
            self.move_ids.filtered(lambda move: move.state == "done")
        )

    def _good_quantity(self):
        """Units that came back in good order; damaged ones wait for an agent."""
        self.ensure_one()
        return self._arrived_quantity() - sum(self.case_line_ids.mapped("withheld"))

    def _shipped_quantity(self):
        """Units of parcels the customer declared shipped, or that arrived."""
        self.ensure_one()
        return min(
            self.quantity,
            sum(
                move.product_uom._compute_quantity(
                    move.quantity if move.state == "done" else move.product_uom_qty,
                    self.uom_id,
                    rounding_method="HALF-UP",
                )
                for move in self.move_ids
                if move.state != "cancel"
                and (move.state == "done" or move.picking_id.aftersales_shipped_date)
            ),
        )

    def _credited_quantity(self):
        """Units of this remedy on credit notes, drafts included."""
        self.ensure_one()
        return sum(
            line.aftersales_units * (1 if line.move_type == "out_refund" else -1)
            for line in self.credit_line_ids
            if line.parent_state != "cancel"
        )

    def _credited_amount(self):
        """What the credit notes of this remedy are worth, drafts included, tax
        included, with what went back to gift cards."""
        return self._credited("price_total")

    def _credited_untaxed(self):
        """As :meth:`_credited_amount`, tax excluded."""
        return self._credited("price_subtotal")

    def _credited(self, name):
        self.ensure_one()
        return sum(
            line.move_id._aftersales_amount_in(line[name], self.currency_id)
            * (1 if line.move_type == "out_refund" else -1)
            for line in self.credit_line_ids
            if line.parent_state != "cancel" and not line.aftersales_points
        )

    def _units_to_stop(self):
        """Units whose supplier has not confirmed yet that he will not ship them."""
        self.ensure_one()
        return sum(
            line.quantity
            for line in self.case_line_ids
            if line.is_stop and not line.stopped and line.case_id.state != "written_off"
        )

    def _cancel_open_moves(self):
        """Cancel what of the return has not arrived."""
        open_moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        open_moves._action_cancel()

    def _shrink_case_lines(self):
        """Ask the suppliers for no more units than the remedy is for now."""
        self.ensure_one()
        returned = self.case_line_ids.filtered("awaits_goods")
        returned._expect_no_more()
        left = self.quantity
        for line in self.case_line_ids - returned:
            units = max(line.settled_qty, min(line.quantity, left))
            left -= units
            line._write_engine({"quantity": units})
        self.case_line_ids.case_id._update_costs()

    def _take_unshipped_off(self):
        """Take units that were never shipped, and that no supplier must be asked to
        stop, off their open orders and transfers.
        """
        cuts = {}
        for remedy in self.filtered(
            lambda remedy: remedy.line_id.goods_status == "not_received"
        ):
            sale_line = remedy.sale_line_id
            taken = sum(
                quantity
                for other, quantity in cuts.items()
                if other.sale_line_id == sale_line
            )
            stops = sale_line.purchase_line_ids.aftersales_case_line_ids.filtered(
                lambda line: line._waits_for_stop()
            )
            own = sum(line.quantity for line in stops if line.remedy_id == remedy)
            undelivered = (
                sale_line._aftersales_undelivered_quantity()
                - sum(stops.mapped("quantity"))
                - taken
            )
            free = min(remedy.quantity - own, undelivered)
            if remedy.uom_id.compare(free, 0.0) > 0:
                cuts[remedy] = free
        if not cuts:
            return
        by_sale_line = {}
        for remedy, quantity in cuts.items():
            line = remedy.sale_line_id
            by_sale_line[line] = by_sale_line.get(line, 0.0) + quantity
        lines = self.env["sale.order.line"].union(*by_sale_line)
        lines._aftersales_cut_unshipped(by_sale_line)
        for remedy, quantity in cuts.items():
            remedy._write_engine({"unshipped_qty": remedy.unshipped_qty + quantity})
