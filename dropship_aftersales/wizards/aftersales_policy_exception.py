from odoo import fields, models


class AftersalesPolicyException(models.TransientModel):
    """A manager writes down why an item is granted against the policy."""

    _name = "aftersales.policy.exception"
    _description = "Exception from a Policy"
    _inherit = ["aftersales.links.mixin"]

    line_id = fields.Many2one("aftersales.claim.line", string="Item", required=True)
    policy_text = fields.Char(related="line_id.policy_text")
    reason = fields.Text(required=True, help="Neither customer nor supplier reads it.")

    def action_confirm(self):
        """Grant the item; approving the claim stays a step of its own."""
        self.ensure_one()
        return self.line_id.action_grant_exception(self.reason)
