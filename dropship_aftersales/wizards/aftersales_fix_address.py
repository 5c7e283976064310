from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.mail import email_normalize_all


class AftersalesFixAddress(models.TransientModel):
    """Completes the address of somebody who could not be told, and tells him."""

    _name = "aftersales.fix.address"
    _description = "Fix an Address"
    _inherit = ["aftersales.links.mixin"]

    log_id = fields.Many2one("aftersales.notification.log", required=True)
    partner_id = fields.Many2one(related="log_id.partner_id")
    reason = fields.Char(related="log_id.reason")
    email = fields.Char(compute="_compute_address", store=True, readonly=False)
    phone = fields.Char(compute="_compute_address", store=True, readonly=False)

    @api.depends("log_id")
    def _compute_address(self):
        for wizard in self:
            wizard.email = wizard.log_id.partner_id.email
            wizard.phone = wizard.log_id.partner_id.phone

    def action_save(self):
        """Keep the address and send what was missed again.

        :raise AccessError: the claim is not the user's to work on
        :raise UserError: there is no usable address, or an account signs in with it
        """
        self.ensure_one()
        log = self.log_id
        log.claim_id.check_access("write")
        if self.email and not email_normalize_all(self.email):
            raise UserError(self.env._("“%s” is no e-mail address.", self.email))
        if not self.email and not self.phone:
            raise UserError(self.env._("Enter an e-mail address or a phone number."))
        # Agents need no rights on contacts to reach the customer of their claim.
        partner_sudo = log.partner_id.sudo()
        vals = {
            name: self[name]
            for name in ("email", "phone")
            if (self[name] or "") != (partner_sudo[name] or "")
        }
        if "email" in vals and partner_sudo.with_context(active_test=False).user_ids:
            # Whoever has the address could take the account over.
            raise UserError(
                self.env._(
                    "%s has an account that signs in with this address. Ask an "
                    "administrator to change it.",
                    partner_sudo.display_name,
                )
            )
        partner_sudo.write(vals)
        log.claim_id._undelivered_to(partner_sudo).action_send_again()
        return {"type": "ir.actions.act_window_close"}
