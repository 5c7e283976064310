"""What a claim spares us: goods that were never shipped are not paid for."""

from collections import defaultdict

from odoo import models

STARTED = ("running", "done")


class AftersalesClaim(models.Model):
    """Whether they are on a confirmed purchase, which its supplier is asked to stop, or
    on a request that nobody confirmed."""

    _inherit = "aftersales.claim"

    def _spared_costs(self, remedies, shares):
        """What suppliers are not paid for the units of ``remedies``, tax excluded, in
        the claim's currency.

        :param remedies: given, proposed or not saved
        :param shares: as of ``_expected_shares``, for those that are not given yet
        """
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.goods_status == "not_received")
        if not lines:
            return 0.0
        by_currency = defaultdict(float)
        # Units of each remedy that are somebody's to answer for, by product.
        answered = defaultdict(float)
        for case_line in lines.case_line_ids:
            remedy = case_line.remedy_id
            if case_line.case_state != "cancelled" and remedy.state in STARTED:
                answered[remedy, case_line.product_id] += case_line.quantity
                by_currency[case_line.currency_id] += case_line._spared_cost()
        for share in shares:
            product = share.purchase_line.product_id
            answered[share.remedy, product] += share.quantity
            if share.is_stop:
                currency = share.purchase_line.currency_id
                by_currency[currency] += share.spared_cost()
        lines._add_requested(remedies, answered, by_currency)
        return sum(
            self._to_claim_currency(amount, currency)
            for currency, amount in by_currency.items()
        )


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _add_requested(self, remedies, answered, by_currency):
        """Add what is spared of units on requests that no supplier had confirmed."""
        currencies = self.env["res.currency"]
        for line, terms in self._written_contracts().items():
            requests = [
                dict(entry)
                for promise in terms.values()
                for entry in promise.get("supply") or ()
                if entry["is_request"]
            ]
            # In the order in which approving drops them.
            requests.sort(key=lambda entry: entry["rank"])
            for remedy in remedies.filtered(lambda r, line=line: r.line_id == line):
                for product, units in line._goods(remedy.quantity).items():
                    left = units - answered[remedy, product]
                    for entry in requests:
                        if entry["product"] == product.id and left > 0:
                            taken = min(left, entry["units"])
                            entry["units"] -= taken
                            left -= taken
                            currency = currencies.browse(entry["currency"])
                            by_currency[currency] += taken * entry["cost"]
