from odoo import models


class AftersalesCredit(models.AbstractModel):
    _inherit = "aftersales.credit"

    def _prepare_credit_line_vals(self, invoice, demand, portion):
        """Say on the credit note which part of the kit its money is for."""
        vals = super()._prepare_credit_line_vals(invoice, demand, portion)
        remedy = self.env["aftersales.remedy"].browse(
            demand.line_vals.get("aftersales_remedy_id")
        )
        if demand.part and portion.billed.order_line == demand.order_line:
            line = remedy.line_id.with_context(lang=invoice.partner_id.lang)
            part = line.component_id.with_context(display_default_code=False)
            words = part.uom_id._aftersales_item_words(
                vals["aftersales_units"], part.display_name
            )
            vals["name"] = line._of_kit(words)
        return vals
