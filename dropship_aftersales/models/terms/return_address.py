"""Where a customer's parcel goes, under a name the shop chose."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _aftersales_return_address(self):
        """What the customer writes on the parcel of this return.

        The supplier's own name is never part of it, unless its terms say so.

        :return: dict of ``name`` (str), ``lines`` (list of str, empty when no address
            is kept) and ``mark`` (what to write beside it)
        """
        self.ensure_one()
        company = self.company_id
        name = company.name
        if self.aftersales_case_id:
            address, shown = self._aftersales_return_place()
            name = shown or name
        else:
            address = self.picking_type_id.warehouse_id.partner_id or company.partner_id
        return {
            "name": name,
            "lines": address._aftersales_address_lines(),
            "mark": self.aftersales_claim_id.name,
        }

    def _aftersales_return_place(self):
        """Where the supplier takes these goods back, by his terms for the first of
        them: ``(contact, name to show or "")``."""
        supplier = self.aftersales_case_id.partner_id
        claim_lines = self.move_ids.aftersales_case_line_id.claim_line_id
        if not claim_lines:
            claim_lines = self.aftersales_case_id.line_ids.claim_line_id
        if not claim_lines:
            return supplier, ""
        return claim_lines[0]._return_place(supplier)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _return_place_keys(self):
        """What tells parcels apart that a supplier takes back at two places.

        :return: ``{case line: key}``, with a constant number of queries
        """
        promises = self.claim_line_id._promises()
        keys = {}
        for line in self:
            supplier = line.case_id.partner_id.commercial_partner_id
            terms = promises[line.claim_line_id].get(str(supplier.id)) or {}
            names = terms.get("shown_name") or {}
            keys[line] = terms.get("address"), tuple(sorted(names.items()))
        return keys


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _aftersales_address_lines(self):
        """The postal address without anybody's name; empty without street and city."""
        self.ensure_one()
        if not (self.street and self.city):
            return []
        lines = self._display_address(without_company=True).splitlines()
        return [line.strip() for line in lines if line.strip()]
