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
        seen = {
            (terms.company_id, terms.category_id)
            for terms in terms_sudo.search([("partner_id", "=", kept.id)])
        }
        for terms in terms_sudo.search([("partner_id", "in", src_partners.ids)]):
            key = (terms.company_id, terms.category_id)
            if key in seen:
                terms.unlink()
            else:
                seen.add(key)
                terms.partner_id = kept
        self._rename_aftersales_promises(src_partners, kept)

    def _rename_aftersales_promises(self, src_partners, kept):
        """What was written down on open claims is what the kept contact promised, and
        what each of them supplied he supplied."""
        self.env["aftersales.claim.line"].flush_model(["supplier_terms"])
        for gone in src_partners - kept:
            self.env.cr.execute(
                """
                UPDATE aftersales_claim_line
                   SET supplier_terms = (supplier_terms - %(gone)s::text)
                       || jsonb_build_object(%(kept)s::text,
                              supplier_terms -> %(gone)s::text
                              || COALESCE(supplier_terms -> %(kept)s::text, '{}')
                              || jsonb_build_object('supply',
                                     COALESCE(supplier_terms
                                         #> ARRAY[%(gone)s::text, 'supply'], '[]')
                                     || COALESCE(supplier_terms
                                         #> ARRAY[%(kept)s::text, 'supply'], '[]')))
                 WHERE jsonb_exists(supplier_terms, %(gone)s)
                """,
                {"gone": str(gone.id), "kept": str(kept.id)},
            )
        self.env["aftersales.claim.line"].invalidate_model(["supplier_terms"])
