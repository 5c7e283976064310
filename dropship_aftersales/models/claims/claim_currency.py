"""Amounts of a claim in other currencies than the one they are kept in."""

from odoo import fields, models

from .claim import UNDECIDED


class AftersalesClaim(models.Model):
    """A claim counts in its order's currency, a case in its purchase's, documents in
    their invoice's and at its rate. What is compared or added up across them is
    converted here, by one rule."""

    _inherit = "aftersales.claim"

    def _to_company_currency(self, amount, currency):
        """``amount`` in the currency of the claim's company."""
        self.ensure_one()
        return self._convert_amount(amount, currency, self.company_id.currency_id)

    def _to_claim_currency(self, amount, currency):
        """``amount`` in the currency of the claim."""
        self.ensure_one()
        return self._convert_amount(amount, currency, self.currency_id)

    def _convert_amount(self, amount, currency, into):
        """At the rate of the day of the decision, and of today as long as it is open.

        What the limit of agents was compared with is so what lists and reports show
        ever after, and no decision of the past changes its amount with the rates.
        """
        day = self.decided_date
        if not day or self.state in ("draft", *UNDECIDED):
            day = fields.Datetime.now()
        return currency._convert(amount, into, self.company_id, day.date())


class AccountMove(models.Model):
    _inherit = "account.move"

    def _aftersales_amount_in(self, amount, currency):
        """``amount`` of this credit note in ``currency``, that of the order.

        An invoice may be in another one. It counts at the rate of its own day, as its
        credit notes do: later rates give nobody more or less of what was billed.
        """
        self.ensure_one()
        if self.currency_id == currency:
            return amount
        day = self.reversed_entry_id.invoice_date or self.invoice_date or self.date
        return self.currency_id._convert(amount, currency, self.company_id, day)
