"""Suppliers that turn out to be one: what they promised us is kept."""

from odoo import models


class PartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Core would delete all terms of the others where one of them is in the way.
        self._drop_aftersales_double_terms(src_partners, dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _drop_aftersales_double_terms(self, src_partners, dst_partner):
        # Whoever merges contacts need not see terms; the kept contact's count.
        terms_sudo = self.env["aftersales.supplier.terms"].sudo()
        kept = dst_partner.commercial_partner_id
        seen = terms_sudo.search([("partner_id", "=", kept.id)]).company_id
        for terms in terms_sudo.search([("partner_id", "in", src_partners.ids)]):
            if terms.company_id in seen:
                terms.unlink()
            else:
                seen |= terms.company_id
                terms.partner_id = kept
