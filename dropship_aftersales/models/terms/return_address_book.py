from odoo import fields, models


class AftersalesReturnAddress(models.Model):
    """Where one supplier takes goods back, by customer's country and kind of goods.

    The first one that fits is used.
    """

    _name = "aftersales.return.address"
    _description = "Return Address"
    _inherit = ["aftersales.links.mixin"]
    _rec_name = "partner_id"
    _order = "terms_id, sequence, id"

    terms_id = fields.Many2one(
        "aftersales.supplier.terms", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="terms_id.company_id", store=True, index=True)
    sequence = fields.Integer(default=10)
    country_ids = fields.Many2many(
        "res.country",
        string="Customers In",
        help="For parcels from these countries; from everywhere when empty.",
    )
    category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        help="For goods of these categories and those below them; for all goods when "
        "empty.",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Address", required=True, ondelete="restrict"
    )
    shown_name = fields.Char(
        translate=True,
        help="The name that customers read on the return slip. That of the terms when "
        "empty.",
    )

    def _fits(self, country, product):
        """Whether parcels with ``product`` from ``country`` go here."""
        self.ensure_one()
        path = product.categ_id.parent_path or ""
        return (not self.country_ids or country in self.country_ids) and (
            not self.category_ids
            or any(
                path.startswith(category.parent_path or "?")
                for category in self.category_ids
            )
        )


class AftersalesSupplierTerms(models.Model):
    _inherit = "aftersales.supplier.terms"

    def _address_for(self, country, product):
        """The address of the book that fits; empty if the general one counts."""
        self.ensure_one()
        return next(
            (entry for entry in self.address_ids if entry._fits(country, product)),
            self.address_ids.browse(),
        )
