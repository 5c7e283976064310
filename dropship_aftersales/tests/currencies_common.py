"""Currencies with rates of their own, and orders sold in one and bought in another."""

from datetime import date

from odoo import fields

from .common import AftersalesCase


class CurrencyCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.usd = cls.company.currency_id
        cls.eur, cls.cny, cls.jpy, cls.kwd = (
            cls._currency(name, rate)
            for name, rate in (("EUR", 0.8), ("CNY", 8.0), ("JPY", 150), ("KWD", 0.3))
        )

    @classmethod
    def _currency(cls, name, rate):
        """An active currency of which ``rate`` have been worth a dollar for long."""
        currency = (
            cls.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", name)])
        )
        currency.active = True
        currency.rate_ids.unlink()
        cls._rate(currency, rate, date(2020, 1, 1))
        return currency

    @classmethod
    def _rate(cls, currency, rate, day):
        known = currency.rate_ids.filtered(lambda row: row.name == day)
        known.unlink()
        cls.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "rate": rate,
                "name": day,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _sold(cls, sale, purchase, price, cost, quantity=3, **vals):
        """An order in ``sale`` of goods bought in ``purchase``, delivered."""
        product = cls._product(f"{sale.name} of {purchase.name}", price, cost, **vals)
        product.seller_ids.currency_id = purchase
        pricelist = cls.env["product.pricelist"].create(
            {"name": sale.name, "currency_id": sale.id}
        )
        order = cls._order(
            (product, quantity, {"price_unit": price}), pricelist_id=pricelist.id
        )
        cls._ship(order)
        return order

    @classmethod
    def _dated(cls, order, day):
        """Invoice and bill of ``order``, of ``day``."""
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        purchases = order._get_purchase_orders()
        purchases.action_create_invoice()
        purchases.invoice_ids.invoice_date = day
        purchases.invoice_ids.action_post()
        return invoice, purchases.invoice_ids
