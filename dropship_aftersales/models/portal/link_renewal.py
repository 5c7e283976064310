"""Private links that got into wrong hands are replaced."""

from uuid import uuid4

from odoo import models
from odoo.exceptions import AccessError

from ..workflow.workflow_mixin import AGENT, MANAGER, SYSTEM


class AftersalesLinkRenewalMixin(models.AbstractModel):
    """Lets agents replace the private link of a document."""

    _name = "aftersales.link.renewal.mixin"
    _description = "Replaceable Private Link"

    def action_renew_link(self):
        """Replace the private links; those that were sent stop working at once.

        :raise AccessError: the user is no after-sales agent
        """
        if self._derive_actor() not in (AGENT, MANAGER, SYSTEM):
            raise AccessError(
                self.env._("Only an after-sales agent may replace a private link.")
            )
        author = self.env.user.partner_id
        # Nobody writes a token by hand, not even an agent.
        for document_sudo in self.sudo():
            document_sudo.write({"access_token": str(uuid4())})
            document_sudo._message_log(
                body=self.env._(
                    "The private link was replaced. Links sent before, and the "
                    "conversation behind them, are closed."
                ),
                author_id=author.id,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Private link replaced"),
                "message": self.env._(
                    "Links sent before no longer work. The next message brings the new "
                    "one; signing in works as before."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class AftersalesClaim(models.Model):
    _name = "aftersales.claim"
    _inherit = ["aftersales.claim", "aftersales.link.renewal.mixin"]


class AftersalesSupplierCase(models.Model):
    _name = "aftersales.supplier.case"
    _inherit = ["aftersales.supplier.case", "aftersales.link.renewal.mixin"]
