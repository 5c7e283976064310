"""Rows that take units out of Odoo's invoicing: what was given back, and why."""

from collections import defaultdict

from odoo import fields, models


class AftersalesSettlementMixin(models.AbstractModel):
    """A remedy (sale side) or a supplier case line (purchase side).

    All three quantities are in the product's own unit and are written by the
    after-sales engine alone.
    """

    _name = "aftersales.settlement.mixin"
    _description = "After-Sales Settlement"
    # The field that names the order line whose units these are.
    _settled_line = ""

    settled_qty = fields.Float(
        string="Units Given Back",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Units refunded or returned by now; never units that are only promised.",
    )
    unshipped_qty = fields.Float(
        string="Units Never Shipped",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Those of the units given back that will never be delivered.",
    )
    locked_qty = fields.Float(
        string="Units to Credit",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Those of the units given back that were on a posted invoice: they are "
        "credited, never set off against later deliveries.",
    )

    def _give_back(self, raised):
        """Count more units as given back: refunded, or returned to the supplier.

        Native credits of the same units are adopted first: a clerk who was faster is
        not repeated.

        :param dict raised: row → units, in the product's unit
        """
        if not raised:
            return
        rows = self.union(*raised)
        rows._lock_settlement()
        units_by_line = defaultdict(float)
        for row, units in raised.items():
            units_by_line[row[self._settled_line]] += units
        order_lines = rows[self._settled_line]
        locks = order_lines._aftersales_prepare_lock(units_by_line)
        for row, units in raised.items():
            # The lock is the order line's; which of its rows carries it is the same.
            lock = row._units_to_lock(units, locks.pop(row[self._settled_line], 0.0))
            row._write_engine(
                {
                    "settled_qty": row.settled_qty + units,
                    "locked_qty": row.locked_qty + lock,
                }
            )
        order_lines._aftersales_adopt_credits()

    def _settles_units(self):
        """Whether it gives units of its order line back, not only money for parts."""
        return True

    def _lock_settlement(self):
        """Make two sessions that give the same units back collide, so that one does."""
        raise NotImplementedError

    def _units_to_lock(self, units, on_invoices):
        """How many of ``units`` are to be credited whatever is delivered later.

        :param float on_invoices: units of the order line that posted invoices hold
        """
        return on_invoices
