"""Contacts that turn out to be one: their claims, cases and terms stay reachable."""

from odoo import models


class PartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Core would delete all terms of the others where one of them is in the way.
        self._drop_aftersales_double_terms(src_partners, dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self._match_aftersales_companies(dst_partner)
        return result

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

    def _match_aftersales_companies(self, partner):
        """Core rewrites contacts and their companies each for itself: bring those of
        claims and cases together again, by which people see theirs."""
        self.env.invalidate_all()
        for name in ("aftersales.claim", "aftersales.supplier.case"):
            # Whoever merges contacts need not see their claims.
            model_sudo = self.env[name].sudo()
            documents_sudo = model_sudo.search([("partner_id", "=", partner.id)])
            self.env.add_to_compute(
                model_sudo._fields["commercial_partner_id"], documents_sudo
            )
        self.env.flush_all()
