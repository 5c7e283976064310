"""The numbers that credit notes and vendor refunds of claims print."""

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _get_invoiced_lot_values(self):
        """A claim's credit note lists what came back, or what the customer keeps.

        Odoo knows returns to our own stock only, and would list what was delivered.
        """
        self.ensure_one()
        # Whoever prints the document needs no rights on claims and transfers.
        lines_sudo = self.sudo().invoice_line_ids.filtered(
            lambda line: (
                (line.aftersales_remedy_id or line.aftersales_case_line_id)
                and line.aftersales_units
                and line.product_id.tracking != "none"
            )
        )
        is_credit = self.move_type in ("out_refund", "in_refund")
        if not (is_credit and lines_sudo) or self.state == "draft":
            return super()._get_invoiced_lot_values()
        values = []
        for line_sudo in lines_sudo:
            for lot_sudo, quantity in line_sudo._aftersales_credited_lots():
                unit = lot_sudo.product_uom_id
                values.append(
                    {
                        "product_name": lot_sudo.product_id.display_name,
                        "quantity": unit._aftersales_number(quantity),
                        "uom_name": unit.name,
                        "lot_name": lot_sudo.name,
                        "lot_id": lot_sudo.id,
                    }
                )
        return values


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _aftersales_credited_lots(self):
        """The lots of this credit line: after those of its earlier siblings, in the
        order in which they came back.

        :return: list of ``(stock.lot, quantity in the product's own unit)``
        """
        self.ensure_one()
        row = self.aftersales_remedy_id or self.aftersales_case_line_id
        skip = sum(
            line.aftersales_units
            for line in row.credit_line_ids
            if line.id < self.id
            and line.parent_state == "posted"
            and line.move_type == self.move_type
        )
        left = self.aftersales_units
        unit = self._aftersales_unit()
        found = []
        for lot, quantity in row._credited_lots():
            passed = min(skip, quantity)
            skip -= passed
            share = min(left, quantity - passed)
            if unit.compare(share, 0.0) > 0:
                found.append((lot, share))
                left -= share
        return found


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _should_show_lot_in_invoice(self):
        # Invoices stay what they were: a claim credits, it changes no invoice.
        return (
            not self.picking_id.sudo().is_aftersales_return
            and super()._should_show_lot_in_invoice()
        )


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _credited_lots(self):
        """What this remedy credits by number: what came back, the first first; what
        the customer keeps by what was claimed.

        :return: list of ``(stock.lot, quantity in the product's own unit)``
        """
        self.ensure_one()
        back = self._lots_back()
        if back or self.return_to != "none":
            return back
        quantity = (
            1.0 if self.line_id.product_id.tracking == "serial" else self.quantity
        )
        return [(lot, quantity) for lot in self._lots()]

    def _lots_back(self):
        lines = self.move_ids.move_line_ids.filtered(
            lambda line: line.state == "done" and line.lot_id
        ).sorted(lambda line: (line.date, line.id))
        return [(line.lot_id, line.quantity_product_uom) for line in lines]


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _credited_lots(self):
        """As on the remedy, for what this supplier credits."""
        self.ensure_one()
        if self.awaits_goods:
            lines = self.move_ids.move_line_ids.filtered(
                lambda line: line.state == "done" and line.lot_id
            ).sorted(lambda line: (line.date, line.id))
            return [(line.lot_id, line.quantity_product_uom) for line in lines]
        return self.remedy_id._credited_lots()
