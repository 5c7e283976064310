from odoo import fields
from odoo.tests import freeze_time, tagged

from .settlement_common import COST, PRICE, SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementAccrual(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls._product("order", "purchase") + cls._product(
            "delivery", "receive"
        )

    def test_accruals_see_the_settled_units_today_and_in_the_past(self):
        for documents, due in (((), 1), ((self._invoice, self._bill), 0)):
            order = self._order(self.both)
            for document in documents:
                document(order)
            for lines, price in (
                (order.order_line, PRICE),
                (self._purchase_lines(order), COST),
            ):
                self._give(lines, 2)
                for accrued in self._accrue(lines):
                    with self.subTest(documents=documents, lines=lines):
                        self.assertEqual(accrued, [due * price] * 2)

    def test_accruals_before_the_delivery_see_nothing(self):
        order = self._order(self.both)
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        for lines in (order.order_line, self._purchase_lines(order)):
            self._give(lines, 2)
            self.env.invalidate_all()
            accrued = lines.with_context(
                accrual_entry_date=fields.Date.to_string(yesterday)
            )
            self.assertEqual(accrued.mapped("amount_to_invoice_at_date"), [0.0, 0.0])

    def test_accrual_of_a_prepaid_unit_kept_after_a_stop(self):
        order = self._order(self.both, deliver=False)
        lines = order.order_line
        self._document("out_invoice", dict.fromkeys(lines, 3))
        self._cut(order, 2)
        self._give(lines, 2, unshipped=2)
        self._credit(lines)
        self._deliver(order)
        for accrued in self._accrue(lines):
            self.assertEqual(accrued, [0.0, 0.0])

    def _accrue(self, lines):
        """Amounts still to invoice today: as seen today, and as seen tomorrow."""
        today = fields.Date.today()
        accrued = lines.with_context(accrual_entry_date=fields.Date.to_string(today))
        yield accrued.mapped("amount_to_invoice_at_date")
        with freeze_time(fields.Date.add(today, days=1)):
            self.env.invalidate_all()
            yield accrued.mapped("amount_to_invoice_at_date")
