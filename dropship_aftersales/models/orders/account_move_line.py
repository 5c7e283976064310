from odoo import fields, models

MARKS = ("aftersales_units", "aftersales_amount_only", "aftersales_part_units")
LINKS = ("aftersales_remedy_id", "aftersales_case_line_id")


class AccountMoveLine(models.Model):
    """A line of a credit note may credit units, or money only, for a claim."""

    _inherit = "account.move.line"

    aftersales_remedy_id = fields.Many2one(
        "aftersales.remedy", index="btree_not_null", copy=False, readonly=True
    )
    aftersales_case_line_id = fields.Many2one(
        "aftersales.supplier.case.line",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    aftersales_units = fields.Float(
        string="Units Credited by Claims",
        digits="Product Unit",
        copy=False,
        readonly=True,
        help="In the product's own unit: how many units of this line credit claims.",
    )
    aftersales_amount_only = fields.Boolean(
        string="Amount Only",
        copy=False,
        readonly=True,
        help="The line credits money, not units: its quantity counts for nothing.",
    )

    aftersales_part_units = fields.Float(
        string="Units Credited in Parts",
        copy=False,
        readonly=True,
        help="Where parts of units are credited: how many units' price it is.",
    )

    def _copy_data_extend_business_fields(self, values):
        # A credit note that is reversed gives the units back to the claim.
        super()._copy_data_extend_business_fields(values)
        if self._aftersales_is_marked():
            values.update({name: self[name] for name in MARKS})
            values.update({name: self[name].id for name in LINKS})

    def _aftersales_is_marked(self):
        return bool(self.aftersales_units or self.aftersales_amount_only)

    def _aftersales_counts(self, posted=False):
        """Whether Odoo counts this line's document as invoiced (or as posted)."""
        move = self.move_id
        if move.payment_state == "invoicing_legacy":
            return True
        return move.state == "posted" if posted else move.state != "cancel"

    def _aftersales_sign(self):
        """1 on an invoice or bill, -1 on a credit note or vendor refund, else 0."""
        move_type = self.move_id.move_type
        if move_type in ("out_invoice", "in_invoice"):
            return 1
        return -1 if move_type in ("out_refund", "in_refund") else 0

    def _aftersales_unit(self):
        return self.product_id.uom_id or self.product_uom_id

    def _aftersales_product_qty(self):
        """The line's quantity in the product's unit, not rounded."""
        return self.product_uom_id._aftersales_to(
            self.quantity, self._aftersales_unit()
        )

    def _aftersales_effective_units(self):
        """Units credited for claims, in the product's unit.

        A draft may be edited: a line never credits more units than it shows.
        """
        if self.aftersales_amount_only:
            return 0.0
        return max(0.0, min(self.aftersales_units, self._aftersales_product_qty()))

    def _aftersales_marked_qty_in(self, unit):
        """The part of the quantity that is a claim's, in ``unit``.

        Rounded like Odoo's own count of the line, so that both cancel out exactly.
        """
        line_unit = self.product_uom_id
        total = line_unit._compute_quantity(self.quantity, unit)
        if self._aftersales_is_adopted():
            return total
        rest = self._aftersales_product_qty() - self._aftersales_effective_units()
        own_rest = self._aftersales_unit()._compute_quantity(
            rest, line_unit, round=False
        )
        return total - line_unit._compute_quantity(own_rest, unit)

    def _aftersales_is_adopted(self):
        """Whether nothing of this line is left that no claim counts."""
        rest = self._aftersales_product_qty() - self._aftersales_effective_units()
        return self.aftersales_amount_only or self._aftersales_unit().is_zero(rest)
