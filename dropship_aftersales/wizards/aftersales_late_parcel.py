from odoo import fields, models


class AftersalesLateParcel(models.TransientModel):
    """An agent enters for a supplier what came after the case was over."""

    _name = "aftersales.late.parcel"
    _description = "Late Parcel at the Supplier"
    _inherit = ["aftersales.links.mixin"]

    case_id = fields.Many2one("aftersales.supplier.case", required=True)
    partner_id = fields.Many2one(related="case_id.partner_id")
    text = fields.Text(
        string="What is in it", help="And in which state, in the supplier's words."
    )
    file_ids = fields.Many2many(
        "ir.attachment",
        string="Photos or Documents",
        help="As the supplier sent them to you.",
    )

    def action_confirm(self):
        """Note what came.

        :raise UserError: nothing was written, or a file cannot be used
        """
        self.ensure_one()
        self.case_id._enter_late_parcel(
            self.text or "", [(file.name, file.raw or b"") for file in self.file_ids]
        )
        return {"type": "ir.actions.act_window_close"}
