"""Rows that take units out of Odoo's invoicing: what was given back, and why."""

from odoo import fields, models


class AftersalesSettlementMixin(models.AbstractModel):
    """A remedy (sale side) or a supplier case line (purchase side).

    All three quantities are in the product's own unit and are written by the
    after-sales engine alone.
    """

    _name = "aftersales.settlement.mixin"
    _description = "After-Sales Settlement"

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
