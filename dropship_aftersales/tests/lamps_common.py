"""Many lamps that are sold with tax, delivered, invoiced and billed."""

from odoo import Command

from .common import AftersalesCase


class TaxedLampsCase(AftersalesCase):
    """Forty of them at 115, tax included, in one order; they cost us 60 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 40, taxed))
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)
