"""How claims on parts are named."""

from odoo import api, models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    @api.depends("component_id")
    def _compute_display_name(self):
        super()._compute_display_name()
        for line in self.filtered("component_id"):
            line.display_name = line._of_kit(line.display_name)

    def _item_words(self):
        words = super()._item_words()
        return self._of_kit(words) if self.component_id else words

    def _of_kit(self, words):
        """``words`` for a part, with the kit it belongs to."""
        self.ensure_one()
        # Whoever sees the claim may see what was bought.
        kit_sudo = self.sudo().sale_line_id.product_id
        kit = kit_sudo.with_context(display_default_code=False).display_name
        return self.env._("%(part)s (of %(kit)s)", part=words, kit=kit)


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _item_words(self):
        words = super()._item_words()
        return self.line_id._of_kit(words) if self.line_id.component_id else words
