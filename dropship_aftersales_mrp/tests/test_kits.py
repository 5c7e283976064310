from odoo.exceptions import UserError
from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKits(KitCase):
    """Claims on whole kits that were delivered."""

    def test_two_of_five_kits_go_back_to_their_two_suppliers(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 2))

        top_case = self._case(claim, self.supplier)
        leg_case = self._case(claim, self.other_supplier)
        self.assertEqual(len(claim.case_ids), 2)
        self.assertRecordValues(
            top_case.line_ids | leg_case.line_ids,
            [
                {"product_id": self.top.id, "quantity": 2, "price_unit": 30},
                {"product_id": self.leg.id, "quantity": 8, "price_unit": 5},
            ],
        )
        self.assertEqual(len(claim.picking_ids), 2)
        self.assertFalse(claim.picking_ids.move_ids.sale_line_id)
        self.assertEqual(order.aftersales_return_ids, claim.picking_ids)
        self.assertBooksBalance(claim)

        self._take_back(top_case)
        self.assertFalse(claim.refund_ids, "the legs are not back yet")
        self.assertEqual(top_case.refund_ids.amount_untaxed, 60)
        self.assertSold(order)
        self.assertBooksBalance(claim)

        self._take_back(leg_case)
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        self.assertEqual(leg_case.refund_ids.amount_untaxed, 40)
        self.assertEqual(claim.state, "resolved")
        self.assertSold(order)
        for part, bought in ((self.top, 5), (self.leg, 20)):
            self.assertRecordValues(
                self._purchase_line(order, part),
                [{"qty_received": bought, "qty_to_invoice": 0}],
            )
        with self.assertRaises(UserError):
            order._create_invoices(final=True)
        self.assertBooksBalance(claim)

    def test_kits_of_one_supplier_are_one_case_and_one_parcel(self):
        self.leg.seller_ids.partner_id = self.supplier
        order = self._sold()
        claim = self._grant(self._claim(order, 1))
        self.assertEqual(len(claim.case_ids), 1)
        self.assertEqual(len(claim.picking_ids), 1)
        self._take_back(claim.case_ids)
        self.assertEqual(claim.refund_ids.amount_untaxed, 100)
        self.assertEqual(claim.case_ids.refund_ids.amount_untaxed, 50)
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_a_kit_counts_when_all_its_parts_are_back(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 2))
        self._take_back(self._case(claim, self.supplier))
        legs = self._case(claim, self.other_supplier)
        self._take_back(legs, Leg=6)
        self.assertEqual(claim.refund_ids.amount_untaxed, 100, "one and a half came")
        self.assertEqual(legs.refund_ids.amount_untaxed, 30)
        self.assertSold(order)
        self.assertBooksBalance(claim)

        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.line_ids.granted_quantity, 1)
        self.assertEqual(order.order_line.aftersales_claimed_qty, 1)
        self.assertBooksBalance(claim)

    def test_kits_refunded_before_they_are_invoiced_and_billed_never_are(self):
        order = self._delivered((self.table, 5))
        claim = self._grant(self._claim(order, 2))
        for case in claim.case_ids:
            self._take_back(case)
        self.assertFalse(claim.refund_ids)
        self.assertEqual(order.order_line.qty_to_invoice, 3)
        self.assertEqual(self._purchase_line(order, self.top).qty_to_invoice, 3)
        self.assertEqual(self._purchase_line(order, self.leg).qty_to_invoice, 12)
        self.assertBooksBalance(claim)

        self.assertEqual(self._invoice(order).amount_untaxed, 300)
        self.assertEqual(sum(self._bill(order).mapped("amount_untaxed")), 150)
        claim._advance()
        self.assertEqual(claim.state, "resolved")
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_kits_that_were_paid_in_advance(self):
        self.table.invoice_policy = "order"
        order = self._order((self.table, 5))
        self._invoice(order)
        self._ship(order)
        self._bill(order)
        claim = self._grant(self._claim(order, 1))
        for case in claim.case_ids:
            self._take_back(case)
        self.assertEqual(claim.refund_ids.amount_untaxed, 100)
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_kits_the_customer_keeps(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 2), return_to="none")
        self.assertFalse(claim.picking_ids)
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        self.assertEqual(set(claim.case_ids.line_ids.mapped("quantity")), {2.0, 8.0})
        claim.case_ids.action_accept()
        self.assertEqual(
            set(claim.case_ids.refund_ids.mapped("amount_untaxed")), {60.0, 40.0}
        )
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_kits_for_our_warehouse(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 2), return_to="warehouse")
        self.assertEqual(claim.picking_ids.picking_type_id, self.warehouse.in_type_id)
        self.assertEqual(
            {
                move.product_id: move.product_uom_qty
                for move in claim.picking_ids.move_ids
            },
            {self.top: 2.0, self.leg: 8.0},
        )
        self._receive_here(claim)
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        self.assertEqual((self.top.qty_available, self.leg.qty_available), (2, 8))
        self.assertSold(order)
        self.assertRecordValues(
            self._purchase_line(order, self.top), [{"qty_received": 5}]
        )
        self.assertBooksBalance(claim)

    def test_a_cancelled_claim_leaves_the_kits_free(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 5))
        with self.assertRefused("Only 0 Units of Table"):
            self._claim(order, 1)
        claim.action_cancel()
        self.assertEqual(set(claim.picking_ids.mapped("state")), {"cancel"})
        self.assertSold(order)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 5)
        self.assertBooksBalance(claim)

    def test_two_claims_on_one_line_never_give_more_than_there_is(self):
        order = self._sold()
        first, second = (self._grant(self._claim(order, 2)) for _number in range(2))
        with self.assertRefused("Only 1 Units of Table"):
            self._claim(order, 2)
        for case in (first | second).case_ids:
            self._take_back(case)
        self.assertEqual(
            (first | second).refund_ids.mapped("amount_untaxed"), [200, 200]
        )
        self.assertSold(order)
        self.assertBooksBalance(first | second)

    def test_a_damaged_leg_keeps_its_kit_waiting(self):
        order = self._sold()
        claim = self._grant(self._claim(order, 1))
        self._take_back(self._case(claim, self.supplier))
        legs = self._case(claim, self.other_supplier)
        legs.acknowledge(
            [{"case_line_id": legs.line_ids.id, "received": 4, "damaged": 1}]
        )
        self.assertFalse(claim.refund_ids)
        legs.line_ids.action_credit_damage()
        self.assertEqual(claim.refund_ids.amount_untaxed, 100)
        self.assertBooksBalance(claim)
