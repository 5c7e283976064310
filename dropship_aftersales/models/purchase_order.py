from odoo import api, fields, models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    aftersales_claim_id = fields.Many2one(
        "aftersales.claim", string="Claim", index="btree_not_null", copy=False
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        copy=False,
    )
    aftersales_return_ids = fields.Many2many(
        "stock.picking",
        string="Returns of Claims",
        compute="_compute_aftersales_return_ids",
        groups="base.group_user",
    )
    aftersales_return_count = fields.Integer(
        string="Number of Returns",
        compute="_compute_aftersales_return_ids",
        groups="base.group_user",
    )

    @api.depends("order_line.move_ids.picking_id.is_aftersales_return")
    def _compute_picking_ids(self):
        """Returns of claims are no receipts: status and counters ignore them."""
        super()._compute_picking_ids()
        for order in self:
            if returns := order.picking_ids.filtered("is_aftersales_return"):
                order.picking_ids -= returns

    @api.depends("order_line.move_ids.picking_id.is_aftersales_return")
    def _compute_aftersales_return_ids(self):
        for order in self:
            returns = order.order_line.move_ids.picking_id.filtered(
                "is_aftersales_return"
            )
            order.aftersales_return_ids = returns
            order.aftersales_return_count = len(returns)

    def action_view_aftersales_returns(self):
        return self._get_action_view_picking(self.aftersales_return_ids)
