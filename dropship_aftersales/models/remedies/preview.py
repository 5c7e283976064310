"""What remedies are worth before they are booked, with what of it is tax."""

from odoo import models


class RemedyStrategy(models.AbstractModel):
    _inherit = "aftersales.remedy.strategy"

    def _preview(self, remedies):
        """What ``remedies`` of this kind give, nothing is written.

        :return: ``{remedy: (tax included, tax excluded)}``, claim currency
        """
        return {remedy: (remedy.amount, remedy.amount) for remedy in remedies}

    def _gross(self, remedies):
        """What ``remedies`` would give if nothing were withheld.

        :return: ``{remedy: tax included}``, claim currency
        """
        return {remedy: remedy.amount for remedy in remedies}


class RefundStrategy(models.AbstractModel):
    _inherit = "aftersales.remedy.refund"

    def _preview(self, remedies):
        """What was credited, and what the open units will be credited with."""
        still = self._still_to_credit(remedies)
        preview = {}
        for remedy in remedies:
            total, base = still.get(remedy, (0.0, 0.0))
            preview[remedy] = (
                total + remedy._credited_amount(),
                base + remedy._credited_untaxed(),
            )
        return preview

    def _gross(self, remedies):
        """As billed; of what was credited with a reduction already, what it was
        before, which may be a cent off."""
        still = self._still_to_credit(remedies, in_full=True)
        gross = {}
        for remedy in remedies:
            total, _base = still.get(remedy, (0.0, 0.0))
            whole = remedy._credited_amount() * 100.0 / remedy._effective_percent()
            gross[remedy] = remedy.currency_id.round(whole) + total
        return gross

    def _still_to_credit(self, remedies, in_full=False):
        """What the units not credited yet will be credited with.

        :return: ``{remedy: (tax included, tax excluded)}`` of those that have any
        """
        open_units = {
            remedy: remedy.quantity - remedy._credited_quantity() for remedy in remedies
        }
        wanting = [
            remedy
            for remedy, units in open_units.items()
            if remedy.uom_id.compare(units, 0.0) > 0
            and not remedy.line_id._is_worthless()
        ]
        values = self.env["aftersales.credit"]._refund_values(
            [
                self._prepare_demand(remedy, open_units[remedy], in_full=in_full)
                for remedy in wanting
            ]
        )
        return dict(zip(wanting, values, strict=True))


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _money_parts(self):
        """What the customer gets and why, as it was or will be booked.

        Also of remedies that are not saved yet; nothing is written.

        :return: dict of ``gross`` (as billed), ``reduction`` (what of it is not given
            back), ``fee`` (withheld from the rest), ``total`` (what he gets: gross
            less both, to the cent) and ``tax`` (of the total); in the currency of the
            claim, all but the last tax included
        """
        self.ensure_one()
        return self._money_parts_by_remedy()[self]

    def _money_parts_by_remedy(self):
        """:meth:`_money_parts` of many: ``{remedy: dict}``.

        Remedies of the same units are worth the same units: the later one what the
        earlier one leaves.
        """
        parts = {}
        for strategy, remedies in self._by_strategy():
            # What is granted is worth what the invoices say, whoever may read them.
            remedies_sudo = remedies.sudo()
            preview = strategy._preview(remedies_sudo)
            reduced_sudo = remedies_sudo.filtered(lambda remedy: remedy._is_reduced())
            gross = strategy._gross(remedies_sudo) if reduced_sudo else {}
            for remedy, remedy_sudo in zip(remedies, remedies_sudo, strict=True):
                total, base = preview[remedy_sudo]
                whole = gross[remedy_sudo] if remedy_sudo in reduced_sudo else total
                parts[remedy] = remedy_sudo._split_money(whole, total, base)
        return parts

    def _split_money(self, gross, total, base):
        """The parts of :meth:`_money_parts` from what they add up to."""
        currency = self.currency_id
        rest = currency.round(gross * self.refund_percent / 100.0)
        if not self.fee_percent:
            rest = total
        return {
            "gross": currency.round(gross),
            "reduction": currency.round(gross - rest),
            "fee": currency.round(rest - total),
            "total": currency.round(total),
            "tax": currency.round(total - base),
        }
