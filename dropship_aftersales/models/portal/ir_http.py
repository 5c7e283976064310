from odoo import models


class IrHttp(models.AbstractModel):
    """The texts of the portal's scripts are sent in the reader's language."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        return [
            *super()._get_translation_frontend_modules_name(),
            "dropship_aftersales",
        ]
