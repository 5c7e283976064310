from odoo import api, fields, models
from odoo.exceptions import UserError


class StockMove(models.Model):
    _inherit = "stock.move"

    # Not copied: a duplicated transfer belongs to no claim. Backorders do.
    aftersales_remedy_id = fields.Many2one(
        "aftersales.remedy", index="btree_not_null", copy=False, readonly=True
    )
    aftersales_case_line_id = fields.Many2one(
        "aftersales.supplier.case.line",
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [
            *super()._prepare_merge_moves_distinct_fields(),
            "aftersales_remedy_id",
            "aftersales_case_line_id",
        ]

    def _prepare_move_split_vals(self, qty):
        vals = super()._prepare_move_split_vals(qty)
        vals["aftersales_remedy_id"] = self.aftersales_remedy_id.id
        # The link to the supplier's case is not for everybody's eyes, but whoever
        # validates the transfer leaves it on the backorder.
        move_sudo = self.sudo()
        vals["aftersales_case_line_id"] = move_sudo.aftersales_case_line_id.id
        return vals

    def _action_cancel(self):
        # Also when the purchase order is cancelled: that takes its moves along.
        result = super()._action_cancel()
        self.filtered("aftersales_remedy_id").picking_id._aftersales_advance_soon()
        return result

    def _check_aftersales_arrival(self, quantity):
        """Whether ``quantity`` (product's unit) may be booked on this one move.

        :raise UserError: the move is closed, or stands for less
        """
        self.ensure_one()
        if self.state in ("done", "cancel"):
            raise UserError(
                self.env._(
                    "%(product)s on %(transfer)s was booked or cancelled already. "
                    "Reload the page to see what is left.",
                    product=self.product_id.display_name,
                    transfer=self.picking_id.name,
                )
            )
        unit = self.product_id.uom_id
        expected = self.product_qty
        if unit.compare(quantity, 0.0) < 0 or unit.compare(quantity, expected) > 0:
            raise UserError(
                self.env._(
                    "%(product)s: %(expected)g %(unit)s are expected on %(transfer)s, "
                    "not %(quantity)g. Note what came too much on the claim.",
                    product=self.product_id.display_name,
                    expected=expected,
                    unit=unit.name,
                    transfer=self.picking_id.name,
                    quantity=quantity,
                )
            )

    def _aftersales_set_arrived(self, quantity, lots=None):
        """Prepare this move for ``quantity`` (product's unit) of ``lots``.

        :raise UserError: a lot was not delivered, or came back before
        """
        self.ensure_one()
        if lots and lots != self.move_line_ids.lot_id:
            self._check_aftersales_lots(lots)
            self.lot_ids = lots
        arrived = self.product_id.uom_id._compute_quantity(
            quantity, self.product_uom, rounding_method="HALF-UP"
        )
        if self.product_uom.compare(self.quantity, arrived):
            self.quantity = arrived
