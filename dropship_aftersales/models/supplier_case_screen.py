from odoo import api, fields, models

from .window import window_of


class AftersalesSupplierCase(models.Model):
    """What the agent's screens show of the documents around a supplier case."""

    _inherit = "aftersales.supplier.case"

    picking_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )
    refund_count = fields.Integer(
        compute="_compute_document_counts", groups="base.group_user"
    )

    @api.depends("picking_ids", "refund_ids")
    def _compute_document_counts(self):
        for case in self:
            case.picking_count = len(case.picking_ids)
            case.refund_count = len(case.refund_ids)

    def action_view_pickings(self):
        return window_of(self.picking_ids, self.env._("Transfers"))

    def action_view_refunds(self):
        return window_of(self.refund_ids, self.env._("Vendor Refunds"))
