"""Where the goods of a remedy go: only suppliers who shipped an item take it back."""

from odoo import api, models
from odoo.exceptions import ValidationError


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    @api.constrains("return_to", "line_id")
    def _check_destination(self):
        for remedy in self:
            if remedy.return_to == "supplier" and not remedy.line_id.supplier_ids:
                raise ValidationError(
                    self.env._(
                        "%(line)s is of our own stock: no supplier takes it back. Let "
                        "the customer send it to our warehouse, or keep it.",
                        line=remedy.line_id.display_name,
                    )
                )

    @api.onchange("line_id")
    def _onchange_line_id(self):
        """Offer the way back that the item came."""
        if self.line_id and self.state == "proposed" and not self._origin:
            self.return_to = self.line_id._default_destination()
            self.trigger = "approval" if self.return_to == "none" else "receipt"

    @api.onchange("return_to")
    def _onchange_return_to(self):
        """Nothing can be waited for that is not sent back."""
        if self.return_to == "none":
            self.trigger = "approval"
