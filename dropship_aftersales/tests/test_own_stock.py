from odoo import Command
from odoo.tests import tagged

from .stock_common import OwnStockCase


@tagged("post_install", "-at_install")
class TestOwnStock(OwnStockCase):
    """Items of our own stock go through the screens of dropship items."""

    def _mixed(self, **vals):
        """An order of 3 lamps of the supplier and 3 tables of our stock."""
        order = self._delivered((self.lamp, 3), (self.table, 3), **vals)
        self._invoice(order)
        self._bill(order)
        return order

    def _claim_all(self, order, quantity=2):
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": line.id,
                            "quantity": quantity,
                            "reason_id": self.defect.id,
                        }
                    )
                    for line in order.order_line
                ],
            }
        )
        claim.action_submit()
        return claim

    def test_one_claim_sends_each_item_where_it_came_from(self):
        order = self._mixed()
        on_hand = self._on_hand(self.table)
        claim = self._grant(self._claim_all(order))
        lamp, table = claim.remedy_ids
        self.assertEqual((lamp.return_to, table.return_to), ("supplier", "warehouse"))
        self.assertEqual(claim.case_ids.partner_id, self.supplier)
        self.assertEqual(claim.case_ids.line_ids.product_id, self.lamp)
        self.assertEqual(
            claim.picking_ids.mapped("picking_type_id.code"), ["dropship", "incoming"]
        )
        self._acknowledge(claim, 2)
        self.assertEqual((lamp.state, table.state), ("done", "running"))
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 200.0)
        self._receive_here(claim)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 400.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertEqual(self._on_hand(self.table), on_hand + 2)
        self.assertFalse(order.order_line[1].purchase_line_ids)
        self.assertBooksBalance(claim)

    def test_asking_the_supplier_leaves_our_own_items_out(self):
        claim = self._claim_all(self._mixed())
        claim.action_ask_supplier()
        self.assertEqual(claim.case_ids.line_ids.product_id, self.lamp)
        claim.case_ids.action_accept()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_a_claim_on_our_own_items_asks_nobody(self):
        order = self._delivered((self.table, 3))
        claim = self._claim(order, 2)
        self.assertNotIn("ask_supplier", claim.with_user(self.agent).open_verbs)
        with self.assertRefused("no undecided line that a supplier answers for"):
            claim.action_ask_supplier()
        self._grant(claim)
        self.assertFalse(claim.case_ids)
        self.assertBooksBalance(claim)

    def test_nothing_of_our_own_stock_goes_to_a_supplier(self):
        claim = self._claim(self._delivered((self.table, 3)), 2)
        with self.assertRefused("our own stock"):
            self._propose(claim, 1, "supplier")
        remedy = self._propose(claim, 1, "warehouse")
        with self.assertRefused("our own stock"):
            remedy.return_to = "supplier"

    def test_dropshipped_goods_may_come_to_our_warehouse(self):
        order = self._mixed()
        claim = self._grant(self._claim(order, 2), "warehouse")
        self._receive_here(claim)
        self.assertEqual(self._on_hand(self.lamp), 2)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_the_agent_sees_which_item_has_no_supplier(self):
        claim = self._claim_all(self._mixed()).with_user(self.agent)
        self.assertEqual(claim.line_ids.mapped("source"), ["Sam Supplier", "Own stock"])

    def test_no_supplier_is_to_blame_for_our_own_stock(self):
        claim = self._claim_all(self._mixed())
        self.assertEqual(claim.line_ids.mapped("supplier_percent"), [100, 0])
        self.assertEqual(claim.line_ids.mapped("seller_percent"), [0, 100])

    def test_units_of_ours_that_never_left_are_taken_off(self):
        order = self._order((self.table, 3))
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
        self._ship(order)
        self.assertEqual(order.order_line.qty_delivered, 1)
        self.assertEqual(self._invoice(order).amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_deliveries_in_several_steps(self):
        for steps in ("pick_ship", "pick_pack_ship"):
            with self.subTest(steps):
                self.warehouse.delivery_steps = steps
                order = self._mixed()
                self.assertEqual(order.order_line.mapped("qty_delivered"), [3, 3])
                claim = self._grant(self._claim_all(order))
                table = claim.remedy_ids[1]
                self.assertEqual(table.move_ids.product_qty, 2)
                self.assertEqual(
                    table.move_ids.origin_returned_move_id.location_dest_id.usage,
                    "customer",
                )
                self._acknowledge(claim, 2)
                self._receive_here(claim)
                self.assertEqual(claim.state, "resolved")
                self.assertBooksBalance(claim)

    def test_units_on_their_way_through_our_warehouse_are_taken_off(self):
        for steps in ("pick_ship", "pick_pack_ship"):
            with self.subTest(steps):
                self.warehouse.delivery_steps = steps
                order = self._order((self.table, 3))
                pick = order.picking_ids
                pick.move_ids.quantity = 2
                pick.move_ids.picked = True
                pick.with_context(skip_backorder=True).button_validate()
                claim = self._grant(self._not_received(order, 2))
                self.assertEqual(claim.remedy_ids.unshipped_qty, 2)
                self._ship(order)
                self.assertEqual(order.order_line.qty_delivered, 1)
                self.assertBooksBalance(claim)

    def test_receipts_in_several_steps_count_when_the_goods_are_here(self):
        for steps in ("two_steps", "three_steps"):
            with self.subTest(steps):
                self.warehouse.reception_steps = steps
                order = self._mixed()
                on_hand = self._on_hand(self.table)
                claim = self._grant(self._claim_all(order))
                self._acknowledge(claim, 2)
                self._receive_here(claim)
                self.assertEqual(claim.remedy_ids[1].settled_qty, 2)
                self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 400.0)
                self.assertEqual(claim.state, "resolved")
                self.assertEqual(self._on_hand(self.table), on_hand)
                self.assertEqual(order.delivery_status, "full")
                self._put_away(claim)
                self.assertEqual(self._on_hand(self.table), on_hand + 2)
                self.assertEqual(order.order_line.mapped("qty_delivered"), [3, 3])
                self.assertEqual(order.invoice_status, "invoiced")
                self.assertEqual(order.delivery_status, "full")
                claim._advance()
                self.assertEqual(claim.remedy_ids.mapped("settled_qty"), [2, 2])
                self.assertBooksBalance(claim)

    def _put_away(self, claim):
        """Carry what came back through all steps to the shelf."""
        steps = 0
        while pickings := self._next_steps(claim):
            steps += 1
            pickings.action_assign()
            pickings.move_ids.picked = True
            pickings.button_validate()
        self.assertTrue(steps, "The return stops at the entrance of our warehouse.")

    def test_a_return_in_several_steps_may_be_short_and_cancelled(self):
        self.warehouse.reception_steps = "three_steps"
        order = self._mixed()
        claim = self._grant(self._claim(order, 3, line=order.order_line[1]))
        self._receive_here(claim, 1)
        remedy = claim.remedy_ids
        self.assertEqual(remedy.settled_qty, 1)
        remedy.action_settle_received()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self._put_away(claim)
        self.assertEqual(self._on_hand(self.table), 18)
        self.assertBooksBalance(claim)

    def test_a_return_that_is_cancelled_leaves_no_next_step(self):
        self.warehouse.reception_steps = "two_steps"
        order = self._mixed()
        claim = self._grant(self._claim(order, 2, line=order.order_line[1]))
        claim.action_cancel()
        self.assertEqual(claim.picking_ids.mapped("state"), ["cancel"])
        self.assertFalse(self._next_steps(claim))
        self.assertBooksBalance(claim)

    def test_serial_numbers_of_our_own_stock(self):
        phone = self._product("Phone", dropship=False, tracking="serial")
        serials = self.env["stock.lot"].create(
            [{"name": f"OWN-{n}", "product_id": phone.id} for n in range(3)]
        )
        for serial in serials:
            self.env["stock.quant"]._update_available_quantity(
                phone, self.warehouse.lot_stock_id, 1, lot_id=serial
            )
        self.warehouse.reception_steps = "two_steps"
        order = self._delivered((phone, 3))
        self._invoice(order)
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.lot_ids = serials[1]
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.picking_ids.move_ids.lot_ids, serials[1])
        self._receive_here(claim)
        self._put_away(claim)
        self.assertEqual(serials[1].location_id, self.warehouse.lot_stock_id)
        self.assertEqual(claim.state, "resolved")
        again = self._claim(order, 1, submit=False)
        again.line_ids.lot_ids = serials[1]
        with self.assertRefused("."):
            again.action_submit()
            self._grant(again)
        self.assertBooksBalance(claim)

    def test_our_own_stock_is_not_repaid_by_anybody(self):
        order = self._mixed()
        claim = self._grant(self._claim(order, 2, line=order.order_line[1]), "none")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.case_ids)
        self.assertEqual(claim.exposure, 200.0)
        self.assertBooksBalance(claim)
