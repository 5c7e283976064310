"""The cost of goods that credit notes of claims take back."""

from odoo import models


class AccountMoveLine(models.Model):
    """Undoes of an invoice's cost of goods what is credited of it, no more, no less.

    Odoo asks whether the goods were dropshipped: they were not yet when a prepaid order
    was invoiced, so the invoice took their cost off the stock account; once they are
    shipped the credit note would leave it there.
    """

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        if self._aftersales_undoes_costs():
            return bool(self._aftersales_undone_costs()[0])
        return super()._eligible_for_stock_account()

    def _get_cogs_value(self):
        if self._aftersales_undoes_costs():
            costs, units = self._aftersales_undone_costs()
            quantity = self._aftersales_product_qty()
            if not units or not quantity:
                return 0.0
            # Odoo takes it times the quantity, which is 1 where money is credited.
            share = self._aftersales_costed_units() / quantity
            return abs(sum(costs.mapped("balance"))) / units * share
        return super()._get_cogs_value()

    def _aftersales_undoes_costs(self):
        """Whether this is a line of a claim's credit note, or of one that undoes it."""
        self.ensure_one()
        move = self.move_id
        return bool(
            self.aftersales_units
            and move.reversed_entry_id
            and move.is_sale_document(include_receipts=True)
        )

    def _aftersales_undone_costs(self):
        """``(items on the stock account, units they are for)`` of the document that is
        undone, for the same order line; units in the product's own unit."""
        origin = self.move_id.reversed_entry_id
        sources = origin.invoice_line_ids.filtered(
            lambda line: (
                line.sale_line_ids & self.sale_line_ids
                and line.product_id == self.product_id
            )
        )
        costs = origin.line_ids.filtered(
            lambda line: (
                line.display_type == "cogs"
                and line.cogs_origin_id in sources
                # Its twin on the expense account has the opposite sign.
                and line.price_unit >= 0
            )
        )
        return costs, sum(line._aftersales_costed_units() for line in sources)

    def _aftersales_costed_units(self):
        """Units whose cost this line stands for, in the product's own unit."""
        if self.aftersales_amount_only:
            return self.aftersales_part_units
        return self._aftersales_product_qty()
