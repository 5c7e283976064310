"""The supplier may be another company of the same database.

Odoo lets goods between two companies pass a location that belongs to neither, and gives
their people no rights in each other's documents. The case stays in the company that
sold; who works for the other one answers it as any supplier does.
"""

from odoo import api, models
from odoo.fields import Domain

from ..workflow.workflow_mixin import SUPPLIER


class ResUsers(models.Model):
    _inherit = "res.users"

    def _aftersales_answers_for(self):
        """The sister companies, as suppliers, for which this user answers: all where he
        is employed; for portal users that of their own contact."""
        self.ensure_one()
        # Which contact stands for a company is no secret of it.
        partners_sudo = self.sudo().company_ids.partner_id.commercial_partner_id
        if self.share:
            partners_sudo &= self.sudo().commercial_partner_id
        return partners_sudo.sudo(False)


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    @api.model
    def _domain_of_sister(self, user):
        """Cases of companies in which ``user`` is not allowed, that ask the sister
        company he works for. Who is allowed in both is one of ours."""
        return Domain(
            "commercial_partner_id", "in", user._aftersales_answers_for().ids
        ) & Domain("company_id", "not in", user.company_ids.ids)

    def _is_of_sister(self, user):
        """Whether ``user`` answers this case for a sister company."""
        self.ensure_one()
        return bool(self.filtered_domain(self._domain_of_sister(user)))

    def _party_for(self, user):
        if self._is_of_sister(user) and self._is_for_visitors():
            return SUPPLIER
        return super()._party_for(user)


class StockLocation(models.Model):
    _inherit = "stock.location"

    def _is_aftersales_between_companies(self):
        """Whether goods in this location have left one company for another."""
        self.ensure_one()
        return self.usage == "transit" and not self.company_id
