"""Where the claimed units came from: from suppliers, or from our own stock."""

from odoo import api, fields, models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    # A line that is copied to another item has its suppliers.
    supplier_ids = fields.Many2many(
        copy=False,
        # Suppliers that were archived since are suppliers still.
        context={"active_test": False},
        help="Who supplied the item and may be asked about it; nobody, if it is of our "
        "own stock. Remove those who did not supply the claimed units.",
    )
    has_chosen_suppliers = fields.Boolean(
        readonly=True,
        copy=False,
        help="An agent said which of the suppliers answer for these units.",
    )
    source = fields.Char(
        string="Supplied By",
        compute="_compute_source",
        help="The suppliers that shipped the item, or our own stock.",
    )

    @api.depends("reason_id", "sale_line_id")
    def _compute_percents(self):
        """Nobody else answers for what is of our own stock."""
        super()._compute_percents()
        for line in self.filtered("sale_line_id"):
            if line.supplier_percent and not line._purchase_suppliers():
                line.seller_percent += line.supplier_percent
                line.supplier_percent = 0

    @api.depends("supplier_ids.display_name")
    def _compute_source(self):
        for line in self:
            line.source = line._source_words()

    def _source_words(self):
        self.ensure_one()
        if not self.sale_line_id:
            return ""
        if not self.supplier_ids:
            return self.env._("Own stock")
        return ", ".join(self.supplier_ids.mapped("display_name"))

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        named = [
            line
            for line, vals in zip(lines, vals_list, strict=True)
            if "supplier_ids" in vals
        ]
        self.union(*named)._note_chosen_suppliers()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "supplier_ids" in vals:
            self._note_chosen_suppliers()
        return result

    def _note_chosen_suppliers(self):
        """Tell suppliers that were chosen from those that follow from the order."""
        for line in self:
            chosen = line.supplier_ids != line._purchase_suppliers()
            if line.has_chosen_suppliers != chosen:
                line._write_engine({"has_chosen_suppliers": chosen})

    def _is_answered_by(self, purchase_line):
        """Whether the supplier of ``purchase_line`` may be asked about this item."""
        self.ensure_one()
        return (
            not self.has_chosen_suppliers
            or purchase_line.order_id.partner_id.commercial_partner_id
            in self.supplier_ids.commercial_partner_id
        )
