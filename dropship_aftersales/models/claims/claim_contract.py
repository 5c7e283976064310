"""What was promised is what counts: both contracts are frozen when a claim is sent."""

from odoo import models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _freeze_contracts(self):
        """Write down what we promised the customer and the suppliers promised us.

        Called once for every line, when its claim is submitted or when it is added to
        a submitted claim. Later edits of policies and terms change no open claim.
        """
