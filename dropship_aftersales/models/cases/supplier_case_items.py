from odoo import api, fields, models


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    items = fields.Char(compute="_compute_items", groups="base.group_user")

    @api.depends("line_ids.display_name")
    def _compute_items(self):
        for case in self:
            # A slice would read its record alone, one query per case.
            first = next(iter(case.line_ids), case.line_ids).display_name or ""
            more = len(case.line_ids) - 1
            case.items = f"{first} +{more}" if more > 0 else first
