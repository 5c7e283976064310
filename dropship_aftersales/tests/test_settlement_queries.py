from functools import partial

from odoo.tests import tagged

from odoo.addons.purchase.models.purchase_order_line import (
    PurchaseOrderLine as NativePurchaseLine,
)
from odoo.addons.sale.models.sale_order_line import SaleOrderLine as NativeSaleLine

from .queries import queries_of
from .settlement_common import SettlementCase


@tagged("post_install", "-at_install")
class TestSettlementQueries(SettlementCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delivered = cls._product("delivery", "receive")
        cls.both = cls._product() + cls.delivered

    def test_lines_without_claims_cost_no_query(self):
        order = self._order(self.both)
        self._invoice(order)
        self._bill(order)
        for native, lines in (
            (NativeSaleLine, order.order_line),
            (NativePurchaseLine, self._purchase_lines(order)),
        ):
            for name in (
                "_prepare_qty_invoiced",
                "_compute_qty_invoiced_posted",
                "_compute_untaxed_amount_to_invoice",
            ):
                if method := getattr(native, name, None):
                    with self.subTest(model=lines._name, method=name):
                        calls = (getattr(lines, name), partial(method, lines))
                        for call in calls:
                            call()
                        ours, natively = (queries_of(self.env, call) for call in calls)
                        self.assertLessEqual(ours, natively)

    def test_settling_costs_the_same_for_two_lines_and_for_ten(self):
        counts = []
        for size in (2, 10):
            order = self._order([self.delivered] * size)
            self._invoice(order)
            rows = self._give(order.order_line, 1)
            rows = self.env["aftersales.remedy"].browse(
                [row.id for row in rows.values()]
            )
            settle = partial(self._write_row, rows, settled_qty=2, locked_qty=2)
            counts.append(queries_of(self.env, settle))
            self.assertOpen(order.order_line, 0, 2)
        self.assertEqual(*counts)
