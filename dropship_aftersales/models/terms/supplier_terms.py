from odoo import api, fields, models

FREIGHT_PAYERS = [
    ("seller", "We pay"),
    ("supplier", "The supplier pays"),
    ("customer", "The customer pays"),
]


class AftersalesSupplierTerms(models.Model):
    """What one supplier promised us for returned goods, and where they go.

    Terms for a product category stand for themselves: they replace the supplier's
    general ones for its goods, and add nothing to them.
    """

    _name = "aftersales.supplier.terms"
    _description = "Supplier Terms"
    _inherit = ["aftersales.links.mixin"]
    _rec_name = "partner_id"
    _order = "partner_id, category_id, id"

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
    category_id = fields.Many2one(
        "product.category",
        string="Product Category",
        index="btree_not_null",
        ondelete="cascade",
        help="For goods of this category and those below it; for everything else the "
        "supplier ships when empty. The narrowest category counts.",
    )
    window_days = fields.Integer(
        string="Claim Window (Days)",
        help="So many days after delivery the supplier answers for his goods. 0: he "
        "named no limit.",
    )
    answer_hours = fields.Float(
        string="Answer Time (Hours)",
        help="Working hours in which the supplier promised to answer. 0: the usual "
        "time.",
    )
    freight_payer = fields.Selection(
        FREIGHT_PAYERS,
        string="Return Freight",
        default="seller",
        required=True,
        help="Who pays for parcels that go back to the supplier.",
    )
    replacement_mode = fields.Selection(
        [
            ("credit", "He credits, and we buy again"),
            ("free", "He ships a replacement free of charge"),
        ],
        string="Replacement",
        default="credit",
        required=True,
        help="What the supplier does when the customer gets the item once more.",
    )
    credits_every_return = fields.Boolean(
        default=True,
        help="The supplier credits goods it takes back whoever was responsible. "
        "Otherwise it credits its share of responsibility only.",
    )
    restocking_percent = fields.Float(
        string="Restocking (%)",
        help="What the supplier keeps of a credit for goods that come back without any "
        "fault of his. His own share of responsibility is credited in full.",
    )
    settlement = fields.Selection(
        [("claim", "Case by case"), ("month", "Once a month")],
        default="claim",
        required=True,
        help="Once a month: refunds stay drafts until the month is over and are posted "
        "together.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Contact for Cases",
        domain="[('commercial_partner_id', '=', partner_id)]",
        ondelete="set null",
        help="Gets the messages about cases. The supplier itself when empty.",
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language of Cases",
        help="In which messages about cases are written. The contact's when empty.",
    )
    return_partner_id = fields.Many2one(
        "res.partner",
        string="Return Address",
        help="Where customers send parcels unless the address book names another "
        "place. The supplier's own address when empty.",
    )
    shown_name = fields.Char(
        translate=True,
        help="The name that customers read on the return slip.",
    )
    address_ids = fields.One2many(
        "aftersales.return.address", "terms_id", string="Return Address Book"
    )

    _partner_company_unique = models.Constraint(
        "EXCLUDE USING btree (partner_id WITH =, company_id WITH =, "
        "COALESCE(category_id, 0) WITH =)",
        "This supplier has terms already.",
    )
    _window_positive = models.Constraint(
        "CHECK(window_days IS NULL OR window_days >= 0)",
        "The claim window cannot be negative. 0: no limit.",
    )
    _answer_positive = models.Constraint(
        "CHECK(answer_hours IS NULL OR answer_hours >= 0)",
        "The answer time cannot be negative. 0: the usual time.",
    )
    _restocking_bounds = models.Constraint(
        "CHECK(restocking_percent IS NULL"
        " OR (restocking_percent >= 0 AND restocking_percent <= 100))",
        "What the supplier keeps is between 0 and 100 %.",
    )

    @api.depends("partner_id.display_name", "category_id.display_name")
    def _compute_display_name(self):
        for terms in self:
            name = terms.partner_id.display_name or ""
            if terms.category_id:
                name = f"{name}: {terms.category_id.display_name}"
            terms.display_name = name

    # ------------------------------------------------------------------ which apply

    def _kept_with(self, partners, companies):
        """``{(supplier, company): terms}``, general ones and those for categories."""
        found = self.search(
            [
                ("partner_id", "in", partners.commercial_partner_id.ids),
                ("company_id", "in", companies.ids),
            ]
        )
        return found.grouped(lambda terms: (terms.partner_id, terms.company_id))

    def _for_product(self, product):
        """Those of one supplier's terms that apply to ``product``: the narrowest."""
        path = product.categ_id.parent_path or ""
        fitting = self.filtered(
            lambda terms: (
                not terms.category_id
                or path.startswith(terms.category_id.parent_path or "?")
            )
        )
        return fitting.sorted(
            lambda terms: len(terms.category_id.parent_path or ""), reverse=True
        )[:1]

    def _of(self, partner, company, product=None):
        """The terms of ``partner`` with ``company``; empty if none are kept."""
        key = (partner.commercial_partner_id, company)
        kept = self._kept_with(partner, company).get(key, self.browse())
        return kept._for_product(product or self.env["product.product"])
