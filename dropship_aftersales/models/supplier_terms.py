from odoo import fields, models


class AftersalesSupplierTerms(models.Model):
    """What one supplier promised us for returned goods, and where they go."""

    _name = "aftersales.supplier.terms"
    _description = "Supplier Terms"
    _inherit = ["aftersales.links.mixin"]
    _rec_name = "partner_id"
    _order = "partner_id, id"

    partner_id = fields.Many2one(
        "res.partner",
        string="Supplier",
        required=True,
        index=True,
        domain="[('parent_id', '=', False)]",
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    return_partner_id = fields.Many2one(
        "res.partner",
        string="Return Address",
        help="Where customers send parcels. The supplier's own address when empty.",
    )
    shown_name = fields.Char(
        translate=True,
        help="The name that customers read on the return slip.",
    )
    credits_every_return = fields.Boolean(
        default=True,
        help="The supplier credits goods it takes back whoever was responsible. "
        "Otherwise it credits its share of responsibility only.",
    )

    _partner_company_unique = models.Constraint(
        "UNIQUE(partner_id, company_id)", "This supplier has terms already."
    )

    def _by_supplier(self, partners, companies):
        """``{(supplier, company): terms}`` of those that keep terms."""
        found = self.search(
            [
                ("partner_id", "in", partners.commercial_partner_id.ids),
                ("company_id", "in", companies.ids),
            ]
        )
        return {(terms.partner_id, terms.company_id): terms for terms in found}

    def _of(self, partner, company):
        """The terms of ``partner`` with ``company``; empty if none are kept."""
        key = (partner.commercial_partner_id, company)
        return self._by_supplier(partner, company).get(key, self.browse())
