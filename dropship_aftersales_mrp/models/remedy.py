from collections import defaultdict

from odoo import fields, models

from odoo.addons.dropship_aftersales.models.remedies.remedy import (
    AftersalesRemedy as Base,
)


class AftersalesRemedy(models.Model):
    """Refunds of kits, and of parts that leave the kit sold."""

    _inherit = "aftersales.remedy"
    _engine_fields = Base._engine_fields | {"unshipped_goods", "is_left_uncredited"}

    unshipped_goods = fields.Json(
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="By product: units of a kit's parts that will never be shipped.",
    )

    def _count_unshipped(self, goods):
        if self.line_id._kit_parts():
            self._count_unshipped_kits(goods)
        else:
            super()._count_unshipped(goods)
        self.sale_line_id._aftersales_recount_kits()

    def _count_unshipped_kits(self, goods):
        # A kit is never delivered as soon as one of its parts is not.
        total = defaultdict(float, self.unshipped_goods or {})
        for product, units in goods.items():
            total[str(product.id)] += units
        by_product = {
            product: total[str(product.id)]
            for product in self.line_id._kit_parts()
            if str(product.id) in total
        }
        units = min(self.quantity, self.line_id._touched_units(by_product))
        self._write_engine({"unshipped_goods": dict(total), "unshipped_qty": units})

    def _settles_units(self):
        return super()._settles_units() and not self.line_id._is_part()

    def _give_back(self, raised):
        """Parts are given back in money: the units of the order line stay as they are,
        and no credit note that somebody made of them counts for parts."""
        parts = {
            remedy: units
            for remedy, units in raised.items()
            if not remedy._settles_units()
        }
        super()._give_back(
            {row: units for row, units in raised.items() if row not in parts}
        )
        self.union(*parts)._lock_settlement()
        for remedy, units in parts.items():
            remedy._write_engine({"settled_qty": remedy.settled_qty + units})


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_has_parts_to_credit(self):
        """Whether a part was given back and its money waits for an invoice."""
        self.ensure_one()
        return bool(self._aftersales_parts()) and any(
            remedy.line_id._is_part() and remedy.state == "running"
            for remedy in self.aftersales_remedy_ids
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    def _aftersales_announce_posted(self):
        super()._aftersales_announce_posted()
        # Whoever posts need not see orders or claims.
        order_lines_sudo = self.sudo().line_ids.sale_line_ids
        if any(line._aftersales_has_parts_to_credit() for line in order_lines_sudo):
            self._aftersales_wake_claims()
