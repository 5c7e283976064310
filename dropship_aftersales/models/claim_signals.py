"""What an agent may want to know about who claims: never a decision by itself."""

from odoo import models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _signals(self):
        """What stands out about this claim, for agents only.

        :return: list of dicts: ``code``, ``text`` (reader's language), ``link`` (a
            window action, or False)
        """
        self.ensure_one()
        return self._signals_by_claim()[self]

    def _signals_by_claim(self):
        """``{claim: signals}``, see :meth:`_signals`; three queries for any number."""
        return {claim: [] for claim in self}
