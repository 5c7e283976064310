from odoo import api, fields, models


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "aftersales.order.returns"]

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim", string="Claim", index="btree_not_null", copy=False
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        copy=False,
    )

    @api.depends("order_line.move_ids.picking_id.is_aftersales_return")
    def _compute_picking_ids(self):
        """Returns of claims are no receipts: status and counters ignore them."""
        super()._compute_picking_ids()
        for order in self:
            if returns := order.picking_ids.filtered("is_aftersales_return"):
                order.picking_ids -= returns
