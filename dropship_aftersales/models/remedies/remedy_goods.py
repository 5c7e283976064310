from collections import defaultdict

from odoo import models


class AftersalesRemedy(models.Model):
    """Where the goods of a remedy are; quantities in the claim line's own unit."""

    _inherit = "aftersales.remedy"

    def _moved_goods(self, moves):
        """What ``moves`` took along, or announce: ``{product: its own units}``."""
        goods = defaultdict(float)
        for move in moves:
            goods[move.product_id] += move._aftersales_moved_qty()
        return goods

    def _arrived_goods(self):
        """What came back, whatever its condition: ``{product: its own units}``."""
        self.ensure_one()
        return self._moved_goods(
            self.move_ids.filtered(lambda move: move.state == "done")
        )

    def _arrived_quantity(self):
        """Units that came back, whatever their condition."""
        return self.line_id._complete_units(self._arrived_goods())

    def _good_quantity(self):
        """Units that came back in good order; damaged ones wait for an agent."""
        goods = self._arrived_goods()
        for line in self.case_line_ids:
            goods[line.product_id] -= line.withheld
        return self.line_id._complete_units(goods)

    def _shipped_quantity(self):
        """Units of parcels the customer declared shipped, or that arrived."""
        self.ensure_one()
        shipped = self.move_ids.filtered(
            lambda move: move.state == "done" or move.picking_id.aftersales_shipped_date
        )
        goods = self._moved_goods(shipped)
        return min(self.quantity, self.line_id._complete_units(goods))

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
        goods = defaultdict(float)
        for line in self.case_line_ids:
            if (
                line.is_stop
                and not line.stopped
                and line.case_id.state != "written_off"
            ):
                goods[line.product_id] += line.quantity
        return min(self.quantity, self.line_id._touched_units(goods))

    def _count_unshipped(self, goods):
        """Note that ``goods`` (``{product: its own units}``) of this remedy were taken
        off and will never be shipped."""
        self.ensure_one()
        units = self.line_id._touched_units(goods)
        self._write_engine({"unshipped_qty": self.unshipped_qty + units})

    def _cancel_open_moves(self):
        """Cancel what of the return has not arrived."""
        open_moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        open_moves._action_cancel()

    def _shrink_case_lines(self):
        """Ask the suppliers for no more goods than the remedy is for now."""
        self.ensure_one()
        returned = self.case_line_ids.filtered("awaits_goods")
        returned._expect_no_more()
        left = self.line_id._goods(self.quantity)
        for line in self.case_line_ids - returned:
            product = line.product_id
            units = max(line.settled_qty, min(line.quantity, left.get(product, 0.0)))
            left[product] = left.get(product, 0.0) - units
            line._write_engine({"quantity": units})
        self.case_line_ids.case_id._update_costs()

    def _take_unshipped_off(self):
        """Take goods that were never shipped, and that no supplier must be asked to
        stop, off their open orders and transfers.
        """
        cuts = {}
        taken = defaultdict(lambda: defaultdict(float))
        for remedy in self.filtered(
            lambda remedy: remedy.line_id.goods_status == "not_received"
        ):
            goods = remedy._free_unshipped(taken[remedy.sale_line_id])
            if goods:
                cuts[remedy] = goods
            for product, quantity in goods.items():
                taken[remedy.sale_line_id][product] += quantity
        if not cuts:
            return
        lines = self.env["sale.order.line"].union(
            *(remedy.sale_line_id for remedy in cuts)
        )
        lines._aftersales_cut_unshipped({line: taken[line] for line in lines})
        for remedy, goods in cuts.items():
            remedy._count_unshipped(goods)

    def _free_unshipped(self, taken):
        """Goods of this remedy that were not shipped and that no supplier is asked to
        stop.

        :param dict taken: ``{product: units}`` of the same order line that others take
        :return: ``{product: its own units}``, above zero
        """
        self.ensure_one()
        sale_line = self.sale_line_id
        stops = sale_line.purchase_line_ids.aftersales_case_line_ids.filtered(
            lambda line: line._waits_for_stop()
        )
        goods = {}
        for product, wanted in self.line_id._goods(self.quantity).items():
            asked = stops.filtered(lambda line, own=product: line.product_id == own)
            own = sum(line.quantity for line in asked if line.remedy_id == self)
            undelivered = (
                sale_line._aftersales_undelivered_quantity(product)
                - sum(asked.mapped("quantity"))
                - taken[product]
            )
            free = min(wanted - own, undelivered)
            if product.uom_id.compare(free, 0.0) > 0:
                goods[product] = free
        return goods
