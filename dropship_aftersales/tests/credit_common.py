"""The world of the tests on credits: orders, invoices and bills without any claim."""

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase

from odoo.addons.dropship_aftersales.models.credit import CreditDemand


class CreditCommon(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        # Demo programs would find their way into our orders.
        cls.env["loyalty.program"].search([]).action_archive()
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.supplier = cls.env["res.partner"].create({"name": "Supplier"})
        cls.currency = cls.company.currency_id
        cls.group = cls.env["account.tax.group"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.tax = cls._tax(15.0)
        cls.Credit = cls.env["aftersales.credit"]

    @classmethod
    def _tax(cls, amount, use="sale", **vals):
        return cls.env["account.tax"].create(
            {
                "name": f"{amount} {use} {sorted(vals)}",
                "amount": amount,
                "type_tax_use": use,
                "tax_group_id": cls.group.id,
                "company_id": cls.company.id,
                **vals,
            }
        )

    @classmethod
    def _product(cls, name="Lamp", **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "service",
                "invoice_policy": "order",
                "purchase_method": "purchase",
                "taxes_id": False,
                "supplier_taxes_id": False,
                **vals,
            }
        )

    def _order(self, *lines, confirm=True, **vals):
        """``lines``: (product, quantity, price, tax, other values)."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create(self._line(*line)) for line in lines],
                **vals,
            }
        )
        if confirm:
            order.action_confirm()
        return order

    @staticmethod
    def _line(product, quantity, price, tax=None, vals=None):
        return {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": price,
            "tax_ids": [Command.set(tax.ids if tax else [])],
            **(vals or {}),
        }

    def _invoice(self, orders, post=True):
        invoice = orders._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    def _purchase(self, product, quantity, price, tax=None, **vals):
        purchase = self.env["purchase.order"].create(
            {
                "partner_id": self.supplier.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.set(tax.ids if tax else [])],
                        }
                    )
                ],
                **vals,
            }
        )
        purchase.button_confirm()
        return purchase

    def _bill(self, purchase, post=True, **vals):
        purchase.action_create_invoice()
        bill = purchase.invoice_ids.filtered(lambda move: move.state == "draft")
        bill.write({"invoice_date": fields.Date.today(), **vals})
        if post:
            bill.action_post()
        return bill

    def _pay(self, moves):
        for move in moves:
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create({})._create_payments()

    def _line_of(self, order, product):
        return order.order_line.filtered(lambda line: line.product_id == product)

    def _demand(self, line, quantity, **vals):
        return CreditDemand(line, quantity, **vals)

    def _credit(self, *demands, post=True):
        """Credit (line, quantity) or demands; preview and booking must agree."""
        demands = [
            demand if isinstance(demand, CreditDemand) else CreditDemand(*demand)
            for demand in demands
        ]
        preview = self.Credit._refund_amounts(demands)
        credits = self.Credit._create_credits(demands)
        booked = sum(
            line.price_total
            for line in credits.invoice_line_ids
            if not line.sale_line_ids.reward_id.program_id.is_payment_program
        )
        self.assertEqual(
            credits.currency_id.compare_amounts(sum(preview), booked)
            if len(credits.currency_id) == 1
            else 0,
            0,
            f"preview {preview}, booked {booked}",
        )
        for credit in credits:
            self.assertAlmostEqual(
                credit.amount_total, sum(credit.invoice_line_ids.mapped("price_total"))
            )
        if post:
            self.Credit._post_credits(credits)
        return credits
