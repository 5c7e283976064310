from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals and not vals["active"]:
            self._release_aftersales_claims()
        return result

    def _release_aftersales_claims(self):
        """Open claims of who is not with us any more are everybody's to take."""
        # Whoever archives users need not see their claims.
        claims_sudo = self.env["aftersales.claim"].sudo()
        claims_sudo.search(
            [
                ("user_id", "in", self.ids),
                ("state", "not in", ("closed", "cancelled")),
            ]
        ).user_id = False
