"""What customers see in their list."""

from odoo import api, models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def _portal_domain(self, partner, which="all"):
        """Claims of ``partner``'s company as its people see them.

        :param str which: all, mine (the customer's turn), running or over
        """
        own = [
            ("commercial_partner_id", "=", partner.commercial_partner_id.id),
            ("company_id", "in", self.env.user.company_ids.ids),
            # Drafts of agents are theirs until they are sent.
            "|",
            ("state", "!=", "draft"),
            ("channel", "=", "portal"),
        ]
        over = ("rejected", "resolved", "closed", "cancelled")
        unsent = [
            ("is_aftersales_return", "=", True),
            ("state", "not in", ("done", "cancel")),
            ("aftersales_shipped_date", "=", False),
        ]
        return own + {
            "mine": [
                "|",
                ("state", "in", ("evidence", "offer")),
                "&",
                ("state", "=", "approved"),
                ("picking_ids", "any", unsent),
            ],
            "running": [("state", "not in", over)],
            "over": [("state", "in", over)],
        }.get(which, [])
