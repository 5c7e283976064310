"""Warns of what Odoo's inventory valuation gets wrong for dropshipped products."""

from odoo import api, fields, models
from odoo.fields import Domain


class ResConfigSettings(models.TransientModel):
    """Shown only where such products exist, with a way to them."""

    _inherit = "res.config.settings"

    aftersales_perpetual_count = fields.Integer(
        compute="_compute_aftersales_valuation_counts",
        help="Dropshipped products with perpetual valuation.",
    )
    aftersales_average_count = fields.Integer(
        compute="_compute_aftersales_valuation_counts",
        help="Dropshipped products with an average cost.",
    )

    @api.depends("company_id")
    def _compute_aftersales_valuation_counts(self):
        for settings in self:
            products = settings._aftersales_valued_products()
            settings.aftersales_perpetual_count = products.search_count(
                settings._domain_aftersales_perpetual()
            )
            settings.aftersales_average_count = products.search_count(
                settings._domain_aftersales_average()
            )

    def action_aftersales_perpetual_products(self):
        """Show the dropshipped products with perpetual valuation."""
        self.ensure_one()
        return self._aftersales_products_window(
            self.env._("Dropshipped, Perpetual Valuation"),
            self._domain_aftersales_perpetual(),
        )

    def action_aftersales_average_products(self):
        """Show the dropshipped products with an average cost."""
        self.ensure_one()
        return self._aftersales_products_window(
            self.env._("Dropshipped, Average Cost"), self._domain_aftersales_average()
        )

    def _aftersales_products_window(self, title, domain):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "product.template",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"create": False},
        }

    # ------------------------------------------------------------------ which ones

    def _domain_aftersales_perpetual(self):
        company = self.company_id
        return self._domain_aftersales_dropshipped() & self._domain_of_categories(
            "property_valuation", "real_time", company.sudo().inventory_valuation
        )

    def _domain_aftersales_average(self):
        company = self.company_id
        return self._domain_aftersales_dropshipped() & self._domain_of_categories(
            "property_cost_method", "average", company.sudo().cost_method
        )

    def _domain_aftersales_dropshipped(self):
        """Stored goods of the company that are dropshipped by their own route or by
        that of their category."""
        company = self.company_id
        # Whoever changes these settings need not see routes and rules.
        rules_sudo = (
            self.env["stock.rule"]
            .sudo()
            .search(
                [
                    ("picking_type_id.code", "=", "dropship"),
                    ("company_id", "in", [False, company.id]),
                ]
            )
        )
        routes_sudo = rules_sudo.route_id
        categories_sudo = routes_sudo.categ_ids
        return (
            Domain("is_storable", "=", True)
            & Domain("company_id", "in", [False, company.id])
            & (
                Domain("route_ids", "in", routes_sudo.ids)
                | Domain("categ_id", "child_of", categories_sudo.ids)
            )
        )

    def _domain_of_categories(self, name, value, default):
        """Products whose category says ``value``, or nothing while the company does."""
        categories = self.env["product.category"].with_company(self.company_id)
        wanted = [value, False] if default == value else [value]
        found = categories.sudo().search([(name, "in", wanted)])
        domain = Domain("categ_id", "in", found.ids)
        return domain | Domain("categ_id", "=", False) if default == value else domain

    def _aftersales_valued_products(self):
        # Only how many there are is told; the list asks for the rights to read it.
        return self.env["product.template"].sudo()
