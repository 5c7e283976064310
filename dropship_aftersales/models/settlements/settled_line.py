"""The order line that claims give units back from, on the sale and purchase side."""

from odoo import fields, models

from ..empty_columns import add_empty_columns
from .settlement_arithmetic import Settlement

STORED = (
    "aftersales_settled_qty",
    "aftersales_unshipped_qty",
    "aftersales_locked_qty",
    "aftersales_credited_qty",
    "aftersales_to_credit_qty",
)


class AftersalesSettledLine(models.AbstractModel):
    """Keep what claims gave back out of what is left to invoice or to bill.

    A sale or purchase order line gets its figures from its settlement rows (remedies
    or supplier case lines) and from the credit lines they caused. Odoo's own
    quantities stay in the line's unit, ours are in the product's.
    """

    _name = "aftersales.settled.line"
    _description = "Order Line Settled by Claims"

    # Set by the concrete model: the one2many field of the settlement rows, and the
    # field of a credit line that names its row.
    _aftersales_rows = None
    _aftersales_credit_link = None

    aftersales_settled_qty = fields.Float(
        string="Returned",
        compute="_compute_aftersales_settled",
        store=True,
        digits="Product Unit",
        help="Given back by claims, in the product's own unit.",
    )
    aftersales_unshipped_qty = fields.Float(
        string="Returned Before Shipment",
        compute="_compute_aftersales_settled",
        store=True,
        digits="Product Unit",
        help="Those of the units given back that will never be shipped.",
    )
    aftersales_locked_qty = fields.Float(
        string="Returned After Invoicing",
        compute="_compute_aftersales_settled",
        store=True,
        digits="Product Unit",
        help="Those of the units given back that are credited whatever is invoiced "
        "later.",
    )
    aftersales_credited_qty = fields.Float(
        string="Credited",
        compute="_compute_aftersales_credit",
        store=True,
        digits="Product Unit",
        help="Credited by claims, drafts included, in the product's own unit.",
    )
    aftersales_to_credit_qty = fields.Float(
        string="To Credit",
        compute="_compute_aftersales_credit",
        store=True,
        digits="Product Unit",
        help="Given back and still to be credited, in the product's own unit. Negative "
        "when more was credited than given back.",
    )

    _aftersales_to_credit_idx = models.Index(
        "(aftersales_to_credit_qty) WHERE aftersales_to_credit_qty <> 0"
    )

    def _auto_init(self):
        # No line has a claim when the addon arrives, and an empty column says so;
        # Odoo would compute it for every line ever sold.
        add_empty_columns(self, *STORED)
        return super()._auto_init()

    # The concrete models add what these depend on.
    def _compute_aftersales_settled(self):
        for line in self:
            rows = line[self._aftersales_rows] if self._aftersales_rows else []
            rows = [row for row in rows if row._settles_units()]
            line.aftersales_settled_qty = sum(row.settled_qty for row in rows)
            line.aftersales_unshipped_qty = sum(row.unshipped_qty for row in rows)
            line.aftersales_locked_qty = sum(row.locked_qty for row in rows)

    def _compute_aftersales_credit(self):
        claimed = self.filtered(lambda line: line._aftersales_is_claimed())
        untouched = self - claimed
        untouched.aftersales_credited_qty = untouched.aftersales_to_credit_qty = 0.0
        settlements = claimed._aftersales_settlements()
        for line, settlement in settlements.items():
            line.aftersales_credited_qty = settlement.credited
            line.aftersales_to_credit_qty = settlement.to_credit

    # Hooks of the concrete model

    def _aftersales_due_qty(self):
        """What Odoo wants on invoices or bills of this line.

        :return: quantity in the line's unit, and whether units that claims took off
            the order before shipment are missing in it
        """
        raise NotImplementedError

    def _aftersales_is_billed_first(self):
        """Whether units of this line are invoiced even when a claim gives them back."""
        return False

    # The formula

    def _aftersales_unit(self):
        return self.product_id.uom_id or self.product_uom_id

    def _aftersales_is_claimed(self):
        """Whether a claim ever touched this line, by goods or by money."""
        self.ensure_one()
        return bool(
            self.aftersales_settled_qty
            or self.aftersales_unshipped_qty
            or self.aftersales_locked_qty
            or any(credit._aftersales_is_marked() for credit in self.invoice_lines)
        )

    def _aftersales_settle(self, billed, posted=False):
        """Turn Odoo's invoiced quantities into settled ones, for lines with claims.

        :param dict billed: Odoo's figure by line, in the line's unit; changed in place
        :param bool posted: count posted documents only
        """
        claimed = self.filtered(lambda line: line._aftersales_is_claimed())
        taken_out = {
            line: billed[line] + line._aftersales_marked_qty(posted) for line in claimed
        }
        for line, settlement in claimed._aftersales_settlements(
            billed=taken_out, posted=posted
        ).items():
            billed[line] = taken_out[line] + line._aftersales_unit()._compute_quantity(
                settlement.shift, line.product_uom_id, round=False
            )
        return billed

    def _aftersales_settlements(self, billed=None, posted=False):
        """The arithmetic of each line, in the product's unit.

        :param dict billed: by line, in the line's unit, without the credits of claims
        :param bool posted: count posted documents only
        :rtype: dict
        """
        if billed is None:
            native = self._aftersales_native_billed(posted)
            billed = {
                line: native[line] + line._aftersales_marked_qty(posted)
                for line in self
            }
        settlements = {}
        for line in self:
            line_unit, unit = line.product_uom_id, line._aftersales_unit()
            due, lacks_unshipped = line._aftersales_due_qty()
            settlements[line] = Settlement(
                due=line_unit._aftersales_to(due, unit),
                billed=line_unit._aftersales_to(billed[line], unit),
                settled=line.aftersales_settled_qty,
                locked=line.aftersales_locked_qty,
                credited=line._aftersales_credited_units(posted),
                unshipped=line.aftersales_unshipped_qty if lacks_unshipped else 0.0,
                # One step of the line's unit: a dozen has two decimals, a piece
                # is 0.08 of it.
                tolerance=(
                    line_unit._compute_quantity(line_unit.rounding, unit, round=False)
                    if line_unit != unit
                    else 0.0
                ),
            )
        return settlements

    def _aftersales_native_billed(self, posted=False):
        """Odoo's invoiced quantity by line, in the line's unit, claims' credits
        subtracted like any other."""
        billed = {}
        for line in self:
            billed[line] = sum(
                document_line._aftersales_sign()
                * document_line.product_uom_id._compute_quantity(
                    document_line.quantity, line.product_uom_id
                )
                for document_line in line._get_invoice_lines()
                if document_line._aftersales_counts(posted)
            )
        return billed

    def _aftersales_marked_qty(self, posted=False):
        """What claims' credits subtract from Odoo's invoiced quantity, in the line's
        unit and rounded as Odoo rounds it."""
        self.ensure_one()
        return -sum(
            credit._aftersales_sign()
            * credit._aftersales_marked_qty_in(self.product_uom_id)
            for credit in self._get_invoice_lines()
            if credit._aftersales_is_marked() and credit._aftersales_counts(posted)
        )

    def _aftersales_credited_units(self, posted=False):
        """Units that claims credited, reversals taken off, in the product's unit."""
        self.ensure_one()
        return -sum(
            credit._aftersales_sign() * credit._aftersales_effective_units()
            for credit in self._get_invoice_lines()
            if credit._aftersales_is_marked() and credit._aftersales_counts(posted)
        )

    def _aftersales_settle_accrual(self):
        """Let accruals compare with what was delivered or received.

        Odoo takes the stored figure for today, which is settled against the ordered
        quantity.
        """
        if self.env.context.get("accrual_entry_date"):
            settled = self.filtered("aftersales_settled_qty")
            for line, quantity in settled._prepare_qty_invoiced().items():
                line.qty_invoiced_at_date = quantity

    # For those who grant

    def _aftersales_prepare_lock(self, quantities):
        """How much ``locked_qty`` of a settlement row grows when units are given back.

        Ask before ``settled_qty`` is written, and after units that will never ship were
        cut from the order and written to ``unshipped_qty``.

        :param dict quantities: units given back by line, in the product's unit
        :return: growth by line, in the product's unit
        :rtype: dict
        """
        return {
            line: settlement.lock_for(
                quantities[line], billed_first=line._aftersales_is_billed_first()
            )
            for line, settlement in self._aftersales_settlements(posted=True).items()
        }
