from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class AftersalesClaim(models.Model):
    """Which order a claim is about, and what it takes from it."""

    _inherit = "aftersales.claim"

    @api.depends("order_id")
    def _compute_from_order(self):
        for claim in self:
            # An agent needs no right on orders to open a claim on one.
            order_sudo = claim.order_id.sudo()
            if order_sudo.company_id - self.env.companies and not self.env.su:
                # Not this user's: nothing of it is told.
                order_sudo = order_sudo.browse()
            claim.company_id = (
                order_sudo.company_id or claim.company_id or self.env.company
            )
            claim.currency_id = order_sudo.currency_id or claim.company_id.currency_id
            claim.partner_id = order_sudo.partner_id or claim.partner_id

    @api.constrains("partner_id", "order_id")
    def _check_customer(self):
        for claim in self.filtered("order_id"):
            order_sudo = claim.order_id.sudo()
            if (
                claim.partner_id.commercial_partner_id
                != order_sudo.partner_id.commercial_partner_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(partner)s is not a contact of the customer of order "
                        "%(order)s.",
                        partner=claim.partner_id.display_name,
                        order=order_sudo.name,
                    )
                )

    def write(self, vals):
        if vals.keys() & {"order_id", "partner_id"} and (
            moved := self.filtered(lambda claim: claim.state != "draft")
        ):
            raise UserError(
                self.env._(
                    "Order and customer of a submitted claim stay as they are: "
                    "%(claims)s. Cancel it and open a new one.",
                    claims=", ".join(moved.mapped("name")),
                )
            )
        return super().write(vals)
