"""What remedies are worth before they are booked, with what of it is tax."""

from odoo import models


class RemedyStrategy(models.AbstractModel):
    _inherit = "aftersales.remedy.strategy"

    def _preview(self, remedies):
        """What ``remedies`` of this kind give, nothing is written.

        :return: ``{remedy: (tax included, tax excluded)}``, claim currency
        """
        return {remedy: (remedy.amount, remedy.amount) for remedy in remedies}


class RefundStrategy(models.AbstractModel):
    _inherit = "aftersales.remedy.refund"

    def _preview(self, remedies):
        """What was credited, and what the open units will be credited with."""
        open_units = {
            remedy: remedy.quantity - remedy._credited_quantity() for remedy in remedies
        }
        wanting = [
            remedy
            for remedy, units in open_units.items()
            if remedy.uom_id.compare(units, 0.0) > 0
        ]
        values = self.env["aftersales.credit"]._refund_values(
            [self._prepare_demand(remedy, open_units[remedy]) for remedy in wanting]
        )
        still = dict(zip(wanting, values, strict=True))
        preview = {}
        for remedy in remedies:
            total, base = still.get(remedy, (0.0, 0.0))
            preview[remedy] = (
                total + remedy._credited_amount(),
                base + remedy._credited_untaxed(),
            )
        return preview
