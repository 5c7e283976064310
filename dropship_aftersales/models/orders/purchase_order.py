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

    def button_cancel(self):
        """Parcels that customers send back go on, whatever becomes of the purchase."""
        # Whoever cancels a purchase need not see the claims behind it.
        returns_sudo = self.sudo().order_line.move_ids.filtered(
            lambda move: (
                move.aftersales_remedy_id and move.state not in ("done", "cancel")
            )
        )
        links = returns_sudo.grouped("purchase_line_id")
        # Core cancels all open moves of the lines.
        returns_sudo.purchase_line_id = False
        result = super().button_cancel()
        for line_sudo, moves_sudo in links.items():
            moves_sudo.purchase_line_id = line_sudo
        return result

    @api.depends("order_line.move_ids.picking_id.is_aftersales_return")
    def _compute_picking_ids(self):
        """Returns of claims are no receipts: status and counters ignore them."""
        returned = self.filtered(
            lambda order: any(
                picking.is_aftersales_return
                for picking in order.order_line.move_ids.picking_id
            )
        )
        super(PurchaseOrder, self - returned)._compute_picking_ids()
        for order in returned:
            # Not what Odoo finds less the returns: each step is written.
            order.picking_ids = order.order_line.move_ids.picking_id.filtered(
                lambda picking: not picking.is_aftersales_return
            )
