from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitsUnshipped(KitCase):
    """Kits, and parts of them, that never came."""

    def _legs_of_three_shipped(self, order):
        """All tops and the legs of three tables have been sent."""
        for purchase in self._purchase(order):
            picking = purchase.picking_ids
            if purchase.partner_id == self.other_supplier:
                picking.move_ids.quantity = 12
            picking.move_ids.picked = True
            picking.with_context(skip_backorder=True).button_validate()

    def test_what_nobody_shipped_of_two_kits_is_stopped(self):
        order = self._order((self.table, 5))
        self._legs_of_three_shipped(order)
        self.assertEqual(order.order_line.qty_delivered, 3)
        claim = self._grant(self._not_received(order, 2))
        stop = claim.case_ids.line_ids.filtered("is_stop")
        self.assertRecordValues(stop, [{"product_id": self.leg.id, "quantity": 8}])
        self.assertEqual(claim.remedy_ids.settled_qty, 0, "the supplier may ship yet")
        self.assertBooksBalance(claim)

        stop.case_id.action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(self._purchase_line(order, self.leg).product_qty, 12)
        self.assertEqual(self._purchase_line(order, self.top).product_qty, 5)
        self.assertRecordValues(
            order.order_line,
            [{"qty_delivered": 3, "qty_to_invoice": 3, "aftersales_unshipped_qty": 2}],
        )
        self.assertBooksBalance(claim)
        self.assertEqual(self._invoice(order).amount_untaxed, 300)
        self.assertBooksBalance(claim)

    def test_kits_that_nobody_was_asked_for_yet_are_taken_off(self):
        order = self._order((self.table, 5))
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(
            sorted(order.order_line.purchase_line_ids.mapped("product_qty")), [3, 12]
        )
        self._ship(order)
        self.assertRecordValues(
            order.order_line, [{"qty_delivered": 3, "qty_to_invoice": 3}]
        )
        self.assertBooksBalance(claim)

    def test_all_kits_of_a_prepaid_order_are_taken_off(self):
        self.table.invoice_policy = "order"
        order = self._order((self.table, 2))
        self._invoice(order)
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.refund_ids.amount_untaxed, 200)
        purchases = order.order_line.purchase_line_ids.order_id
        self.assertEqual(set(purchases.mapped("state")), {"cancel"})
        self.assertSold(order, kits=0)
        self.assertBooksBalance(claim)

    def test_legs_that_never_came_leave_the_tables_sold(self):
        self.table.invoice_policy = "order"
        order = self._order((self.table, 5))
        self._invoice(order)
        self._purchase(order)
        claim = self._part_claim(
            order,
            self.leg,
            3,
            goods_status="not_received",
            reason=self.not_received,
        )
        self._grant(claim)
        claim.case_ids.action_accept()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_untaxed, 30)
        self.assertEqual(self._purchase_line(order, self.leg).product_qty, 17)
        self.assertEqual(order.order_line.aftersales_unshipped_qty, 0)
        self._ship(order)
        self.assertSold(order)
        self.assertBooksBalance(claim)

        # What was taken off is not bought again with a sixth table.
        order.order_line.product_uom_qty = 6
        requests = order.order_line.purchase_line_ids.filtered(
            lambda line: line.state == "draft"
        )
        self.assertEqual(sorted(requests.mapped("product_qty")), [1, 4])
