from odoo import api, fields, models


class AftersalesOrderReturns(models.AbstractModel):
    """Shows on a sale or purchase order which of its goods claims send back.

    They are not in ``picking_ids``: delivery status, counters, lateness and
    cancellation of the order leave them alone.
    """

    _name = "aftersales.order.returns"
    _description = "Returns of Claims on an Order"

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
    def _compute_aftersales_return_ids(self):
        for order in self:
            returns = order.order_line.move_ids.picking_id.filtered(
                "is_aftersales_return"
            )
            order.aftersales_return_ids = returns
            order.aftersales_return_count = len(returns)

    def action_view_aftersales_returns(self):
        return self._get_action_view_picking(self.aftersales_return_ids)
