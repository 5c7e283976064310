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
            supplier = self.aftersales_case_id.partner_id
            terms = self.env["aftersales.supplier.terms"]._of(supplier, company)
            name = terms.shown_name or name
            address = terms.return_partner_id or supplier
        else:
            address = self.picking_type_id.warehouse_id.partner_id or company.partner_id
        return {
            "name": name,
            "lines": address._aftersales_address_lines(),
            "mark": self.aftersales_claim_id.name,
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _aftersales_address_lines(self):
        """The postal address without anybody's name; empty without street and city."""
        self.ensure_one()
        if not (self.street and self.city):
            return []
        lines = self._display_address(without_company=True).splitlines()
        return [line.strip() for line in lines if line.strip()]
