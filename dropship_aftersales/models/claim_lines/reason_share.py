"""Whose responsibility a reason is where the usual shares do not fit."""

from odoo import fields, models

from .claim_line import GOODS_STATUS
from .reason import PARTIES


class AftersalesReasonShare(models.Model):
    """The shares of a reason for goods in one state; the first row that fits wins.

    Without such a row the shares of the reason itself apply.
    """

    _name = "aftersales.reason.share"
    _description = "Shares of a Reason"
    _inherit = ["aftersales.links.mixin"]
    _order = "reason_id, sequence, id"
    _rec_name = "reason_id"

    reason_id = fields.Many2one(
        "aftersales.reason", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    goods_status = fields.Selection(
        GOODS_STATUS, help="Where the goods are; any place when empty."
    )
    shipment = fields.Selection(
        [("shipped", "Was shipped"), ("not_shipped", "Was not shipped")],
        help="Whether the claimed units left the supplier or our warehouse; both when "
        "empty.",
    )
    supplier_percent = fields.Integer(required=True, default=0)
    carrier_percent = fields.Integer(required=True, default=0)
    seller_percent = fields.Integer(required=True, default=0)
    customer_percent = fields.Integer(required=True, default=0)

    _percents_total = models.Constraint(
        "CHECK(supplier_percent >= 0 AND carrier_percent >= 0"
        " AND seller_percent >= 0 AND customer_percent >= 0"
        " AND supplier_percent + carrier_percent + seller_percent"
        " + customer_percent = 100)",
        "The four shares must total 100 %.",
    )

    def _fits(self, line):
        """Whether this row is about the goods of the claim ``line``."""
        self.ensure_one()
        if self.goods_status and self.goods_status != line.goods_status:
            return False
        return not self.shipment or (
            (self.shipment == "shipped") == line._was_shipped()
        )


class AftersalesReason(models.Model):
    _inherit = "aftersales.reason"

    share_ids = fields.One2many(
        "aftersales.reason.share", "reason_id", string="Shares by Goods Status"
    )

    def _shares_for(self, line):
        """``{party: percent}`` for the claim ``line``, by reason and goods status."""
        self.ensure_one()
        # Whoever fills in a claim need not read how shops are set up.
        rows_sudo = self.sudo().share_ids
        source = next((row for row in rows_sudo if row._fits(line)), self.sudo())
        return {party: source[f"{party}_percent"] for party in PARTIES}


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _was_shipped(self):
        """Whether the claimed units left for the customer, as far as we know."""
        self.ensure_one()
        # Agents need no rights on orders to see what was delivered.
        sale_line_sudo = self.sudo().sale_line_id
        if not sale_line_sudo:
            return True
        ordered = sale_line_sudo._aftersales_in_product_unit(
            sale_line_sudo.product_uom_qty - sale_line_sudo.qty_delivered
        )
        waiting = ordered - sale_line_sudo.aftersales_unshipped_qty
        return self.sudo().uom_id.compare(waiting, self.quantity or 0.0) < 0
