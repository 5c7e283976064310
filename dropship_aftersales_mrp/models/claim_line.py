from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class AftersalesClaimLine(models.Model):
    """A claim on a kit may be about one part of it only.

    Then product, unit and quantities of the line are those of the part, its money is
    the part's share of the kit's price as billed, and the kit stays sold.
    """

    _inherit = "aftersales.claim.line"

    component_id = fields.Many2one(
        "product.product",
        string="Part",
        domain="[('id', 'in', part_ids)]",
        index="btree_not_null",
        ondelete="restrict",
        help="The part of the kit that it is about; empty for the whole kit.",
    )
    part_ids = fields.Many2many(
        "product.product",
        string="Parts of the Kit",
        compute="_compute_part_ids",
        compute_sudo=True,
    )
    kit_id = fields.Many2one(
        "product.product",
        string="Part of",
        compute="_compute_kit_id",
        compute_sudo=True,
        help="The kit that the claimed part was sold with.",
    )

    # ------------------------------------------------------------------ computed

    @api.depends("sale_line_id")
    def _compute_part_ids(self):
        for line in self:
            line.part_ids = False
            if line.sale_line_id:
                parts = line.sale_line_id._aftersales_parts()
                line.part_ids = line.part_ids.union(*parts)

    @api.depends("component_id", "sale_line_id")
    def _compute_kit_id(self):
        for line in self:
            line.kit_id = line.component_id and line.sale_line_id.product_id

    @api.depends("component_id")
    def _compute_product_id(self):
        parts = self.filtered("component_id")
        for line in parts:
            line.product_id = line.component_id
        super(AftersalesClaimLine, self - parts)._compute_product_id()

    @api.depends("component_id")
    def _compute_quantities(self):
        super()._compute_quantities()

    @api.depends("component_id")
    def _compute_supplier_ids(self):
        super()._compute_supplier_ids()

    def _purchase_suppliers(self):
        if not self.component_id:
            return super()._purchase_suppliers()
        # The agent needs no purchase rights to see who supplied the part.
        purchases_sudo = self.sudo().sale_line_id.purchase_line_ids.filtered(
            lambda line: line.product_id == self.component_id
        )
        return purchases_sudo.order_id.filtered(
            lambda order: order.state != "cancel"
        ).partner_id.commercial_partner_id.sudo(False)

    @api.onchange("sale_line_id")
    def _onchange_sale_line_id(self):
        """Another item has other parts."""
        if self.component_id not in self.part_ids._origin:
            self.component_id = False

    # ------------------------------------------------------------------ rules

    @api.constrains("component_id", "sale_line_id")
    def _check_component(self):
        for line in self.filtered("component_id"):
            if line.component_id not in line.part_ids:
                raise ValidationError(
                    self.env._(
                        "%(part)s is no part of %(kit)s as it was ordered. Choose one "
                        "of its parts, or leave it empty for the whole kit.",
                        part=line.component_id.display_name,
                        kit=line.sudo().sale_line_id.product_id.display_name,
                    )
                )

    def write(self, vals):
        if "component_id" in vals and self.filtered(
            lambda line: line.claim_state != "draft"
        ):
            raise UserError(
                self.env._("Items of a submitted claim stay what they are.")
            )
        return super().write(vals)

    def _prepare_again_vals(self, quantity):
        vals = super()._prepare_again_vals(quantity)
        if self.component_id:
            vals["component_id"] = self.component_id.id
        return vals
