"""Customers follow their claims, suppliers their cases."""

from odoo import Command, models


class AftersalesNotifiedMixin(models.AbstractModel):
    _inherit = "aftersales.notified.mixin"

    def _subscribe_parties(self):
        """Let the party of each document follow it, as ``message_subscribe`` does for
        one document at a time; who follows already keeps what he chose."""
        # Whoever acts need not see who follows, and the parties are not his to read.
        followers_sudo = self.env["mail.followers"].sudo()
        parties = self._followers()
        partners_sudo = (
            self.env["res.partner"].union(*parties.values()).sudo().filtered("active")
        )
        known = {
            (follower.res_id, follower.partner_id.id)
            for follower in followers_sudo.search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("partner_id", "in", partners_sudo.ids),
                ]
            )
        }
        subtypes = self.env["mail.message.subtype"]
        for_us, _internal, for_others = subtypes.default_subtypes(self._name)
        followers_sudo.create(
            [
                {
                    "res_model": self._name,
                    "res_id": document.id,
                    "partner_id": partner.id,
                    "subtype_ids": [
                        Command.set(
                            (for_others if partner.partner_share else for_us).ids
                        )
                    ],
                }
                for document in self
                for partner in parties[document].sudo() & partners_sudo
                if (document.id, partner.id) not in known
            ]
        )
