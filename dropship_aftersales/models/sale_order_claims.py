from odoo import api, fields, models
from odoo.exceptions import UserError

from .window import window_of


class SaleOrder(models.Model):
    """The claims on an order, and the door to a new one."""

    _inherit = "sale.order"

    aftersales_claim_ids = fields.One2many(
        "aftersales.claim",
        "order_id",
        string="Claims",
        groups="dropship_aftersales.group_agent_own",
    )
    aftersales_claim_count = fields.Integer(
        string="Number of Claims",
        compute="_compute_aftersales_claim_count",
        groups="dropship_aftersales.group_agent_own",
    )

    @api.depends("aftersales_claim_ids")
    def _compute_aftersales_claim_count(self):
        counts = dict(
            self.env["aftersales.claim"]._read_group(
                [("order_id", "in", self.ids)], ["order_id"], ["__count"]
            )
        )
        for order in self:
            order.aftersales_claim_count = counts.get(order._origin, 0)

    def action_aftersales_create_claim(self):
        """Open a new claim on this order; nothing is kept until it is saved.

        :raise UserError: the order is not confirmed
        """
        self.ensure_one()
        if self.state != "sale":
            raise UserError(
                self.env._(
                    "Confirm %s first: only what was ordered can be claimed.", self.name
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Claim"),
            "res_model": "aftersales.claim",
            "views": [(False, "form")],
            "context": {"default_order_id": self.id},
        }

    def action_aftersales_view_claims(self):
        """Show the claims on this order."""
        self.ensure_one()
        return {
            **window_of(self.aftersales_claim_ids, self.env._("Claims")),
            "context": {"default_order_id": self.id},
        }
