"""Amounts of a billed line: tax base and every tax, in both currencies."""

BASE = 0
FIELDS = ("base_amount", "tax_amount")
SUFFIXES = ("_currency", "")


class Money:
    """An exact amount that can be split without losing a cent.

    Signs are those of the document's lines: a discount is negative on an invoice
    and on its credit note. Keys are ``(tax id or BASE, reverse charge, field)``.
    """

    def __init__(self, currency, company_currency, amounts=None):
        self.currency = currency
        self.company_currency = company_currency
        self.amounts = amounts or {}

    @classmethod
    def of(cls, base_line, company):
        """The rounded amounts of ``base_line``, as Odoo's tax engine left them."""
        details = base_line["tax_details"]
        amounts = {
            (BASE, False, f"base_amount{suffix}"): details[f"total_excluded{suffix}"]
            + details[f"delta_total_excluded{suffix}"]
            for suffix in SUFFIXES
        }
        for tax_data in details["taxes_data"]:
            reverse = tax_data["is_reverse_charge"]
            for name in FIELDS:
                for suffix in SUFFIXES:
                    key = (tax_data["tax"].id, reverse, name + suffix)
                    amounts[key] = tax_data[name + suffix]
        return cls(base_line["currency_id"], company.currency_id, amounts)

    @property
    def total(self):
        """Tax included, in the document's currency."""
        return self.currency.round(
            sum(
                amount
                for (tax, _reverse, name), amount in self.amounts.items()
                if name == ("tax_amount_currency" if tax else "base_amount_currency")
            )
        )

    @property
    def base(self):
        """Tax excluded, in the document's currency."""
        return self._get(BASE, "base_amount_currency")

    @property
    def taxes(self):
        """The amounts of the taxes alone, without the base of the line."""
        taxes = {key: amount for key, amount in self.amounts.items() if key[0] != BASE}
        return Money(self.currency, self.company_currency, taxes)

    def scaled(self, factor):
        return self._map(lambda _key, amount: amount * factor)

    def within(self, limit):
        """As much of this as ``limit`` still holds, amount by amount."""

        def clip(key, amount):
            bound = limit.amounts.get(key, 0.0)
            if amount < 0:
                return max(amount, min(bound, 0.0))
            return min(amount, max(bound, 0.0))

        return self._map(clip)

    def with_total(self, total):
        """The same with its base changed so that :attr:`total` is ``total``."""
        missing = total - self.total
        rate = self._rate()

        def add(key, amount):
            if key[0] != BASE:
                return amount
            return amount + (
                missing if key[2].endswith("_currency") else missing * rate
            )

        return self._map(add)

    def is_near(self, other, cents):
        """Whether both differ by rounding alone: ``cents`` of it at most."""
        keys = self.amounts.keys() | other.amounts.keys()
        return all(
            abs(self.amounts.get(key, 0.0) - other.amounts.get(key, 0.0))
            <= (cents + 0.5) * self._currency_of(key).rounding
            for key in keys
        )

    def extra_tax_data(self, price_unit, quantity, discount, rate, computation_key):
        """These amounts as Odoo stores taxes fixed by hand on a line of a document.

        The engine ignores amounts without any tax, hence the entry for no tax.
        """
        data = {
            "currency_id": self.currency.id,
            "price_unit": price_unit,
            "quantity": quantity,
            "discount": discount,
            "rate": rate,
            "manual_total_excluded_currency": self.base,
            "manual_total_excluded": self._get(BASE, "base_amount"),
            "manual_tax_amounts": {str(BASE): {}},
        }
        for (tax, reverse, name), amount in self.amounts.items():
            if tax and not reverse:
                data["manual_tax_amounts"].setdefault(str(tax), {})[name] = amount
        if computation_key:
            data["computation_key"] = computation_key
        return data

    def __add__(self, other):
        return self._combined(other, 1)

    def __sub__(self, other):
        return self._combined(other, -1)

    def _combined(self, other, sign):
        keys = {**self.amounts, **other.amounts}
        both = Money(self.currency, self.company_currency, dict.fromkeys(keys, 0.0))
        return both._map(
            lambda key, _amount: (
                self.amounts.get(key, 0.0) + sign * other.amounts.get(key, 0.0)
            )
        )

    def _map(self, function):
        amounts = {
            key: self._currency_of(key).round(function(key, amount))
            for key, amount in self.amounts.items()
        }
        return Money(self.currency, self.company_currency, amounts)

    def _rate(self):
        return self._get(BASE, "base_amount") / self.base if self.base else 1.0

    def _get(self, tax, name):
        return self.amounts.get((tax, False, name), 0.0)

    def _currency_of(self, key):
        return self.currency if key[2].endswith("_currency") else self.company_currency
