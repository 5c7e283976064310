"""What a claim leaves on the accounts of stock and costs, whole cycles long."""

from odoo.tests import tagged

from .valuation_common import ValuationCase

PREPAID = {"invoice_policy": "order", "purchase_method": "purchase"}
# One unit of three stays with the customer: bought for 60, sold for 100.
ONE_KEPT = {"stock": 0.0, "expense": 60.0, "income": -100.0, "variation": 0.0}


@tagged("post_install", "-at_install")
class TestValuation(ValuationCase):
    def _dropshipped(self, product, invoice_first=False, bill_first=False):
        """An order of three, its documents posted before or after it is shipped."""
        order = self._order((product, 3))
        self._purchase(order)
        if invoice_first:
            self._invoice(order)
        if bill_first:
            self._bill(order)
        self._ship(order)
        if not invoice_first:
            self._invoice(order)
        if not bill_first:
            self._bill(order)
        return order

    def _give_back(self, order, return_to):
        """A claim on two of the units, carried out to its end."""
        claim = self._grant(self._claim(order, 2), return_to=return_to)
        if return_to == "supplier":
            self._acknowledge(claim, 2)
        elif return_to == "warehouse":
            self._receive_here(claim)
        if return_to != "supplier":
            claim.case_ids.action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120)
        return claim

    def test_perpetual_goods_leave_what_was_kept_whenever_they_were_invoiced(self):
        for cost_method, is_prepaid, return_to in (
            ("standard", False, "supplier"),
            ("standard", False, "none"),
            ("standard", True, "supplier"),
            ("standard", True, "none"),
            ("average", False, "supplier"),
            ("average", True, "supplier"),
            ("fifo", True, "supplier"),
        ):
            with self.subTest(
                cost_method=cost_method, is_prepaid=is_prepaid, return_to=return_to
            ):
                before = self._balances()
                product = self._valued(
                    "real_time", cost_method, **(PREPAID if is_prepaid else {})
                )
                order = self._dropshipped(product, is_prepaid, is_prepaid)
                claim = self._give_back(order, return_to)
                self.assertEqual(self._since(before), ONE_KEPT)
                self.assertEqual(product.total_value, 0.0)
                self.assertBooksBalance(claim)

    def test_what_was_never_shipped_leaves_nothing(self):
        product = self._valued("real_time", "average", **PREPAID)
        order = self._order((product, 3))
        self._purchase(order)
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._not_received(order, 2))
        claim.case_ids.action_accept()
        claim._advance()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(self._balances(), ONE_KEPT)
        self._ship(order)
        self.assertEqual(self._balances(), ONE_KEPT)
        self.assertBooksBalance(claim)

    def test_a_credit_note_that_is_undone_takes_its_costs_along(self):
        order = self._dropshipped(
            self._valued("real_time", "standard", **PREPAID), True, True
        )
        before = self._balances()
        claim = self._grant(self._claim(order, 2), return_to="none")
        credit = claim.refund_ids
        self.assertEqual(self._since(before)["expense"], -120)
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=credit.ids
        )
        undone = wizard.create({"journal_id": credit.journal_id.id}).refund_moves()
        self.env["account.move"].browse(undone["res_id"]).action_post()
        self.assertEqual(self._since(before), dict.fromkeys(before, 0.0))

    def test_goods_that_come_to_our_warehouse_are_worth_what_they_cost(self):
        product = self._valued("real_time", "average")
        order = self._dropshipped(product)
        claim = self._give_back(order, "warehouse")
        self.env.invalidate_all()
        self.assertEqual((product.qty_available, product.total_value), (2, 120))
        self.assertEqual(product.standard_price, 60)
        # Odoo books what lies in the warehouse at closing.
        self.assertEqual(self._balances(), ONE_KEPT)
        self.assertBooksBalance(claim)

    def test_our_own_stock_takes_back_what_left_it(self):
        product = self._valued("real_time", "average", dropship=False)
        self._stock(product, 10)
        order = self._delivered((product, 3))
        self._invoice(order)
        self.assertEqual(self._balances()["stock"], -180)
        claim = self._grant(self._claim(order, 2), return_to="warehouse")
        self._receive_here(claim)
        self.env.invalidate_all()
        self.assertEqual(
            self._balances(), {**ONE_KEPT, "stock": -60.0, "expense": 60.0}
        )
        self.assertEqual((product.qty_available, product.total_value), (9, 540))
        self.assertBooksBalance(claim)

    def test_units_in_stock_keep_their_average_when_dropshipped_ones_come_back(self):
        product = self._valued("real_time", "average")
        self._stock(product, 10)
        claim = self._give_back(self._dropshipped(product), "supplier")
        self.env.invalidate_all()
        self.assertEqual(product.standard_price, 60)
        self.assertEqual((product.qty_available, product.total_value), (10, 600))
        self.assertBooksBalance(claim)

    # Odoo's own mistakes, which the settings warn of. Where one of these tests fails
    # Odoo has mended it: take it out of the warning.

    def test_odoo_loses_track_when_one_document_comes_before_the_goods(self):
        for invoice_first, wrong in ((True, -60.0), (False, 60.0)):
            with self.subTest(invoice_first=invoice_first):
                before = self._balances()
                product = self._valued("real_time", "standard", **PREPAID)
                order = self._dropshipped(product, invoice_first, not invoice_first)
                native = self._since(before)
                # Nothing is in stock.
                self.assertEqual(native["stock"], 3 * wrong)
                claim = self._give_back(order, "supplier")
                # Of what a claim took back nothing is left, right or wrong.
                self.assertEqual(
                    self._since(before),
                    {key: amount / 3 for key, amount in native.items()},
                )
                self.assertBooksBalance(claim)

    def test_odoo_lets_the_price_of_dropshipped_units_move_the_average(self):
        for cost_method, is_moved in (("average", True), ("fifo", False)):
            with self.subTest(cost_method=cost_method):
                product = self._valued("real_time", cost_method, standard_price=50.0)
                self._stock(product, 10)
                self._dropshipped(product)
                self.env.invalidate_all()
                # Ten at 50 are in the warehouse; three at 60 never were.
                self.assertEqual(product.standard_price > 50, is_moved)

    def _stock(self, product, quantity):
        self.env["stock.quant"].with_context(inventory_mode=True).create(
            {
                "product_id": product.id,
                "location_id": self.warehouse.lot_stock_id.id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()

    def _since(self, before):
        return {key: amount - before[key] for key, amount in self._balances().items()}
