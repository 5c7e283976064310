"""Many lamps in one order: delivered, invoiced and billed."""

from odoo import Command

from .common import AftersalesCase


class LampsMixin:
    """Twenty of them at 100, without tax; they cost us 60 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 20))
        cls._invoice(cls.order)
        cls._bill(cls.order)


class TaxedLampsCase(AftersalesCase):
    """Forty of them at 115, tax included, paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 40, taxed))
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)
