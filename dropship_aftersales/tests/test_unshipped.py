from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .goods import GoodsCase


@tagged("post_install", "-at_install")
class TestUnshipped(GoodsCase):
    def _cut(self, line, quantity):
        return line._aftersales_cut_unshipped({line: {line.product_id: quantity}})

    def _bill(self, purchase):
        purchase.action_create_invoice()
        bill = purchase.invoice_ids
        bill.invoice_date = fields.Date.today()
        bill.action_post()
        return bill

    def test_part_of_a_purchase_line(self):
        order = self._order((self.lamp, 5))
        purchase = self._purchase(order)
        line, purchase_line = order.order_line, purchase.order_line
        self.assertEqual(self._cut(line, 2), {purchase_line: 2})
        self.assertEqual(purchase_line.product_qty, 3)
        self.assertEqual(line.product_uom_qty, 5)
        dropship = purchase.picking_ids
        self.assertEqual(len(dropship), 1)
        self.assertRecordValues(
            dropship.move_ids,
            [{"product_uom_qty": 3, "quantity": 3, "state": "assigned"}],
        )
        self._ship(dropship)
        self.env.invalidate_all()
        self.assertEqual((line.qty_delivered, purchase_line.qty_received), (3, 3))
        self.assertEqual(purchase.receipt_status, "full")
        self.assertEqual(order.delivery_status, "full")
        self.assertFalse(dropship.backorder_ids)

    def test_a_whole_purchase_line_leaves_the_others_alone(self):
        order = self._order((self.lamp, 5), (self.chair, 2))
        purchase = self._purchase(order)
        lamp = order.order_line[0]
        self._cut(lamp, 5)
        self.assertEqual(purchase.order_line.mapped("product_qty"), [0, 2])
        self.assertEqual(
            purchase.picking_ids.move_ids.mapped("state"), ["cancel", "assigned"]
        )
        self._ship(purchase.picking_ids)
        self.assertEqual(purchase.receipt_status, "full")

    def test_a_whole_order(self):
        order = self._order((self.lamp, 5))
        purchase = self._purchase(order)
        self._cut(order.order_line, 5)
        self.assertEqual(purchase.picking_ids.state, "cancel")
        self.assertFalse(purchase.receipt_status)

    def test_only_what_was_not_shipped(self):
        order = self._order((self.lamp, 5))
        dropship = self._purchase(order).picking_ids
        self._ship(dropship, {dropship.move_ids: 3})
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*only 2"):
            self._cut(order.order_line, 3)
        self._cut(order.order_line, 2)
        self.assertEqual(order.order_line.purchase_line_ids.product_qty, 3)
        self.assertEqual(dropship.backorder_ids.state, "cancel")
        # As the engine notes what it took off.
        order.order_line.aftersales_unshipped_qty = 2
        with self.assertRaisesRegex(UserError, "Lamp: 1 .*only 0"):
            self._cut(order.order_line, 1)

    def test_an_open_return_of_a_claim_stays(self):
        order = self._order((self.lamp, 5))
        dropship = self._purchase(order).picking_ids
        self._ship(dropship, {dropship.move_ids: 3})
        picking = self._return(order.order_line, 2)
        self._cut(order.order_line, 1)
        self.assertEqual(picking.move_ids.product_uom_qty, 2)
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(dropship.backorder_ids.move_ids.product_uom_qty, 1)

    def test_purchase_billed_in_advance(self):
        self.lamp.purchase_method = "purchase"
        order = self._order((self.lamp, 5))
        purchase = self._purchase(order)
        bill = self._bill(purchase)
        self._cut(order.order_line, 2)
        line = purchase.order_line
        self.assertEqual((line.product_qty, line.qty_invoiced), (3, 5))
        self.assertEqual(bill.state, "posted")
        self.assertEqual(line.qty_to_invoice, -2)

    def test_request_for_quotation(self):
        order = self._order((self.lamp, 5))
        line = order._get_purchase_orders().order_line
        self.assertEqual(self._cut(order.order_line, 2), {line: 2})
        purchase = self._purchase(order)
        self.assertEqual(purchase.picking_ids.move_ids.product_uom_qty, 3)

    def test_empty_request_for_quotation_is_not_sent(self):
        order = self._order((self.lamp, 5), (self.chair, 1))
        purchase = order._get_purchase_orders()
        self._cut(order.order_line[0], 5)
        self.assertEqual(purchase.state, "draft")
        self._cut(order.order_line[1], 1)
        self.assertEqual(purchase.state, "cancel")

    def test_the_supplier_who_stops_is_taken_at_his_word(self):
        order = self._order((self.lamp, 3))
        line = order.order_line
        first = self._purchase(order)
        other = self.env["res.partner"].create({"name": "Olga Other"})
        second = first.copy({"partner_id": other.id})
        second.order_line.write({"sale_line_id": line.id, "product_qty": 2})
        second.button_confirm()
        first.order_line._aftersales_cut_unshipped({first.order_line: 2})
        self.assertEqual(first.order_line.product_qty, 1)
        self.assertEqual(second.order_line.product_qty, 2)
        with self.assertRaisesRegex(UserError, "Lamp: 2 .*only 1 "):
            first.order_line._aftersales_cut_unshipped({first.order_line: 2})
        self.assertEqual(
            self._cut(line, 3), {second.order_line: 2, first.order_line: 1}
        )

    def test_locked_purchase(self):
        order = self._order((self.lamp, 5))
        purchase = self._purchase(order)
        purchase.button_lock()
        self._cut(order.order_line, 2)
        self.assertEqual(purchase.order_line.product_qty, 3)

    def test_ordering_more_does_not_buy_the_cut_units_again(self):
        order = self._order((self.lamp, 5))
        line = order.order_line
        self._purchase(order)
        remedy = self._claim(order, {line: 2.0})[line]
        self._cut(line, 2)
        remedy._write_engine({"unshipped_qty": 2.0, "settled_qty": 2.0})
        line.product_uom_qty = 6
        bought = sum(line.purchase_line_ids.mapped("product_qty"))
        self.assertEqual(bought, 4)

    def test_purchase_in_another_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.lamp.seller_ids.product_uom_id = dozen
        order = self._order((self.lamp, 2, dozen))
        purchase = self._purchase(order)
        self._cut(order.order_line, 12)
        self.assertEqual(purchase.order_line.product_uom_id, dozen)
        self.assertEqual(purchase.order_line.product_qty, 1)
        move = purchase.picking_ids.move_ids
        self.assertEqual(sum(move.mapped("product_qty")), 12)

    def test_goods_of_our_own_stock(self):
        table = self._product("Table", dropship=False)
        self.env["stock.quant"]._update_available_quantity(
            table, self.warehouse.lot_stock_id, 5
        )
        order = self._order((table, 3))
        self.assertEqual(self._cut(order.order_line, 1), {})
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 2)
        order.order_line.aftersales_unshipped_qty = 1
        with self.assertRaisesRegex(UserError, "Table: 3 .*only 2"):
            self._cut(order.order_line, 3)
        self._cut(order.order_line, 2)
        self.assertEqual(order.picking_ids.state, "cancel")
        self.assertEqual(order.order_line.product_uom_qty, 3)

    def test_our_own_stock_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        table = self._product("Table", dropship=False)
        self.env["stock.quant"]._update_available_quantity(
            table, self.warehouse.lot_stock_id, 5
        )
        order = self._order((table, 3))
        self._cut(order.order_line, 1)
        self.assertEqual(
            set(order.picking_ids.move_ids.mapped("product_uom_qty")), {2.0}
        )
