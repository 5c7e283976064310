"""What claims on parts leave of the cost of a kit that was invoiced before it came."""

from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitCosts(KitCase):
    def test_a_part_takes_its_share_of_the_kits_cost_back(self):
        invoice, order = self._prepaid()
        self.assertEqual(self._costs(invoice), 500)
        legs = self._grant(self._part_claim(order, self.leg, 2), return_to="none")
        # A leg is worth a tenth of a table.
        self.assertEqual(self._costs(legs.refund_ids), -20)
        top = self._grant(self._part_claim(order, self.top), return_to="none")
        self.assertEqual(self._costs(top.refund_ids), -60)
        whole = self._grant(self._claim(order, 1), return_to="none")
        self.assertEqual(self._costs(whole.refund_ids), -100)
        self.assertBooksBalance(legs | top | whole)

    def test_what_undoes_a_credit_for_parts_takes_the_same_costs_along(self):
        _invoice, order = self._prepaid()
        credit = self._grant(
            self._part_claim(order, self.leg, 2), return_to="none"
        ).refund_ids
        undone = credit._reverse_moves([{"invoice_date": credit.invoice_date}])
        undone.action_post()
        self.assertEqual(self._costs(credit | undone), 0)

    def _prepaid(self):
        """``(invoice, order)`` of five tables that cost 100 each, invoiced first."""
        accounts = self.env["account.account"].create(
            [
                {"name": "Stock", "code": "KIT100", "account_type": "asset_current"},
                {"name": "Costs", "code": "KIT200", "account_type": "expense"},
            ]
        )
        self.expense = accounts[1]
        self.table.categ_id = self.env["product.category"].create(
            {
                "name": "Perpetual",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
                "property_stock_valuation_account_id": accounts[0].id,
                "property_account_expense_categ_id": self.expense.id,
            }
        )
        self.table.write(
            {"is_storable": True, "invoice_policy": "order", "standard_price": 100}
        )
        order = self._order((self.table, 5))
        invoice = self._invoice(order)
        self._ship(order)
        self._bill(order)
        return invoice, order

    def _costs(self, moves):
        lines = moves.line_ids.filtered(lambda line: line.account_id == self.expense)
        return round(sum(lines.mapped("balance")), 2)
