"""How many claims and supplier cases there are on purchases, partners and products."""

from odoo import api, fields, models

AGENTS = "dropship_aftersales.group_agent_own"


def _claims_window(records, domain):
    return {
        "type": "ir.actions.act_window",
        "name": records.env._("Claims"),
        "res_model": "aftersales.claim",
        "views": [(False, "list"), (False, "kanban"), (False, "form")],
        "domain": domain,
        "context": {"create": False},
    }


def _cases_window(records, domain):
    return {
        "type": "ir.actions.act_window",
        "name": records.env._("Supplier Cases"),
        "res_model": "aftersales.supplier.case",
        "views": [(False, "list"), (False, "kanban"), (False, "form")],
        "domain": domain,
        "context": {"create": False},
    }


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    aftersales_claim_count = fields.Integer(
        string="Number of Claims",
        compute="_compute_aftersales_claim_count",
        groups=AGENTS,
    )
    aftersales_case_count = fields.Integer(
        string="Number of Supplier Cases",
        compute="_compute_aftersales_case_count",
        groups=AGENTS,
    )

    @api.depends("order_line.sale_line_id")
    def _compute_aftersales_claim_count(self):
        claims = dict(
            self.env["aftersales.claim.line"]._read_group(
                [("sale_line_id", "in", self.order_line.sale_line_id.ids)],
                ["sale_line_id"],
                ["claim_id:recordset"],
            )
        )
        nothing = self.env["aftersales.claim"]
        for order in self:
            sale_lines = order.order_line.sale_line_id
            order.aftersales_claim_count = len(
                nothing.union(*(claims.get(line, nothing) for line in sale_lines))
            )

    @api.depends("order_line")
    def _compute_aftersales_case_count(self):
        counts = dict(
            self.env["aftersales.supplier.case.line"]._read_group(
                [("purchase_line_id.order_id", "in", self.ids)],
                ["purchase_line_id.order_id"],
                ["case_id:count_distinct"],
            )
        )
        for order in self:
            order.aftersales_case_count = counts.get(order._origin, 0)

    def action_aftersales_view_claims(self):
        """Show the claims on what these purchases were made for."""
        sale_lines = self.order_line.sale_line_id
        return _claims_window(self, [("line_ids.sale_line_id", "in", sale_lines.ids)])

    def action_aftersales_view_cases(self):
        """Show what the suppliers were asked about these purchases."""
        return _cases_window(
            self, [("line_ids.purchase_line_id.order_id", "in", self.ids)]
        )


class ResPartner(models.Model):
    _inherit = "res.partner"

    aftersales_claim_count = fields.Integer(
        string="Number of Claims",
        compute="_compute_aftersales_counts",
        groups=AGENTS,
        help="Of the whole company this contact belongs to.",
    )
    aftersales_case_count = fields.Integer(
        string="Number of Supplier Cases",
        compute="_compute_aftersales_counts",
        groups=AGENTS,
        help="Of the whole company this contact belongs to.",
    )

    @api.depends("commercial_partner_id")
    def _compute_aftersales_counts(self):
        for model, name in (
            ("aftersales.claim", "aftersales_claim_count"),
            ("aftersales.supplier.case", "aftersales_case_count"),
        ):
            counts = dict(
                self.env[model]._read_group(
                    [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
                    ["commercial_partner_id"],
                    ["__count"],
                )
            )
            for partner in self:
                commercial = partner.commercial_partner_id._origin
                partner[name] = counts.get(commercial, 0)

    def action_aftersales_view_claims(self):
        """Show the claims these partners made as customers."""
        return _claims_window(
            self, [("commercial_partner_id", "in", self.commercial_partner_id.ids)]
        )

    def action_aftersales_view_cases(self):
        """Show what these partners were asked as suppliers."""
        return _cases_window(
            self, [("commercial_partner_id", "in", self.commercial_partner_id.ids)]
        )


class AftersalesClaimedProduct(models.AbstractModel):
    """Counts the claims on a product, or on all variants of one."""

    _name = "aftersales.claimed.product"
    _description = "Product with Claims"
    # From a claim line to the product.
    _claimed_as = ""

    aftersales_claim_count = fields.Integer(
        string="Number of Claims",
        compute="_compute_aftersales_claim_count",
        groups=AGENTS,
    )

    def _compute_aftersales_claim_count(self):
        counts = dict(
            self.env["aftersales.claim.line"]._read_group(
                [(self._claimed_as, "in", self.ids)],
                [self._claimed_as],
                ["claim_id:count_distinct"],
            )
        )
        for product in self:
            product.aftersales_claim_count = counts.get(product._origin, 0)

    def action_aftersales_view_claims(self):
        """Show the claims on these products."""
        return _claims_window(self, [(f"line_ids.{self._claimed_as}", "in", self.ids)])


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "aftersales.claimed.product"]
    _claimed_as = "product_id"


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "aftersales.claimed.product"]
    _claimed_as = "product_id.product_tmpl_id"
