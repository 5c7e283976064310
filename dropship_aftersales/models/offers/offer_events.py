"""What of an offer's end is told to whom."""

from odoo import models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _event_of(self, event, actor, came_from):
        if event == "refuse":
            # An offer ends in the ways that its row says.
            return {
                "countered": "counter",
                "expired": "offer_ended",
                "withdrawn": "offer_ended",
            }.get(self._last_offer().state, event)
        return super()._event_of(event, actor, came_from)
