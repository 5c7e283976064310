from odoo import api, models

from .notification import DOCUMENTS


class MailActivityType(models.Model):
    """Keeps the types of our tasks: documents find theirs by them."""

    _inherit = "mail.activity.type"

    @api.model
    def _get_model_info_by_xmlid(self):
        info = super()._get_model_info_by_xmlid()
        for model in DOCUMENTS.values():
            for name in self.env[model]._activity_types:
                info[name] = {"res_model": model, "unlink": False}
        return info
