from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesParcel(models.TransientModel):
    """An agent enters for a customer with what number a parcel was sent."""

    _name = "aftersales.parcel"
    _description = "Parcel of the Customer"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    open_picking_ids = fields.Many2many(
        "stock.picking", compute="_compute_open_picking_ids"
    )
    picking_id = fields.Many2one(
        "stock.picking",
        string="Return",
        required=True,
        compute="_compute_picking_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', open_picking_ids)]",
    )
    carrier = fields.Char()
    tracking_ref = fields.Char(string="Tracking Number", required=True)

    @api.depends("claim_id")
    def _compute_open_picking_ids(self):
        for parcel in self:
            parcel.open_picking_ids = parcel.claim_id._open_returns()

    @api.depends("claim_id")
    def _compute_picking_id(self):
        for parcel in self:
            returns = parcel.claim_id._open_returns()
            unsent = returns.filtered(
                lambda picking: not picking.aftersales_shipped_date
            )
            parcel.picking_id = (unsent or returns)[:1]

    def action_confirm(self):
        """Write the number on the return and say that it is on its way.

        :raise UserError: the return is not open any more
        """
        self.ensure_one()
        self.claim_id._check_agent()
        if self.picking_id not in self.claim_id._open_returns():
            raise UserError(
                self.env._("This return is not open any more. Reload the page.")
            )
        # Agents write no transfers; this number is the customer's to give.
        picking_sudo = self.picking_id.sudo()
        picking_sudo.write(
            {
                "carrier_tracking_ref": self.tracking_ref,
                "aftersales_carrier": self.carrier,
            }
        )
        self.picking_id.action_aftersales_ship()
        return {"type": "ir.actions.act_window_close"}


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def action_open_parcel(self):
        """Enter the tracking number of a return for the customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter tracking number"),
            "res_model": "aftersales.parcel",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_claim_id": self.id},
        }
