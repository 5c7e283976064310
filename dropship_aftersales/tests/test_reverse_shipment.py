from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .goods import GoodsCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestReverseShipment(GoodsCase):
    def test_return_goes_from_the_customer_straight_to_the_supplier(self):
        order = self._delivered((self.lamp, 5))
        line = order.order_line
        stock = self._own_stock(self.lamp)
        picking = self._return(
            line, 2, document_vals={"aftersales_ship_by": datetime(2030, 1, 2)}
        )
        origin = line.move_ids.filtered("picking_id.is_dropship")
        self.assertRecordValues(
            picking,
            [
                {
                    "state": "assigned",
                    "partner_id": self.customer.id,
                    "location_id": origin.location_dest_id.id,
                    "location_dest_id": origin.location_id.id,
                    "return_id": origin.picking_id.id,
                    "origin": picking.aftersales_claim_id.name,
                    "aftersales_ship_by": datetime(2030, 1, 2),
                    "is_aftersales_return": True,
                    "aftersales_case_id": picking.aftersales_claim_id.case_ids.id,
                }
            ],
        )
        self.assertTrue(picking.picking_type_id.is_aftersales_return)
        self.assertTrue(picking.name.startswith("DSR/"))
        self.assertRecordValues(
            picking.move_ids,
            [
                {
                    "product_uom_qty": 2.0,
                    "quantity": 2.0,
                    "to_refund": False,
                    "origin_returned_move_id": origin.id,
                    "sale_line_id": line.id,
                    "purchase_line_id": line.purchase_line_ids.id,
                    "reference_ids": origin.reference_ids.ids,
                    "aftersales_remedy_id": picking.aftersales_claim_id.remedy_ids.id,
                    "aftersales_case_line_id": (picking.aftersales_case_id.line_ids.id),
                }
            ],
        )
        picking._aftersales_receive({picking.move_ids: 2})
        self.env.invalidate_all()
        self.assertEqual(picking.state, "done")
        self.assertEqual(line.qty_delivered, 5)
        self.assertEqual(line.purchase_line_ids.qty_received, 5)
        self.assertEqual(self._own_stock(self.lamp), stock)

    def test_return_to_our_warehouse_grows_our_stock_only(self):
        order = self._delivered((self.lamp, 5))
        line = order.order_line
        stock = self._own_stock(self.lamp)
        picking = self._return(line, 2, destination="warehouse")
        self.assertEqual(picking.picking_type_id, self.warehouse.in_type_id)
        self.assertFalse(picking.aftersales_case_id)
        picking._aftersales_receive({picking.move_ids: 2})
        self.env.invalidate_all()
        self.assertEqual(self._own_stock(self.lamp), stock + 2)
        self.assertEqual(line.qty_delivered, 5)
        self.assertEqual(line.purchase_line_ids.qty_received, 5)
        self.assertEqual(order.delivery_status, "full")

    def test_goods_of_our_own_stock_come_back_to_it(self):
        table = self._product("Table", dropship=False)
        self.env["stock.quant"]._update_available_quantity(
            table, self.warehouse.lot_stock_id, 5
        )
        order = self._order((table, 3))
        self._ship(order.picking_ids)
        with self.assertRaisesRegex(UserError, "Table.*warehouse"):
            self._return(order.order_line, 1, with_case=False)
        picking = self._return(order.order_line, 1, destination="warehouse")
        picking._aftersales_receive({picking.move_ids: 1})
        self.env.invalidate_all()
        self.assertEqual(self._own_stock(table), 3)
        self.assertEqual(order.order_line.qty_delivered, 3)
        self.assertEqual((order.delivery_status, order.delivery_count), ("full", 1))
        self.assertEqual(order.aftersales_return_count, 1)

    def test_counters_and_statuses_of_the_orders_ignore_returns(self):
        order = self._delivered((self.lamp, 5))
        purchase = order._get_purchase_orders()

        def figures():
            self.env.invalidate_all()
            return (
                order.delivery_status,
                order.delivery_count,
                order.dropship_picking_count,
                purchase.receipt_status,
                purchase.incoming_picking_count,
                purchase.dropship_picking_count,
                purchase.is_shipped,
            )

        before = figures()
        self.assertEqual(before, ("full", 0, 1, "full", 0, 1, True))
        picking = self._return(order.order_line, 2)
        self.assertEqual(figures(), before)
        self.assertEqual(order.aftersales_return_ids, picking)
        self.assertEqual(purchase.aftersales_return_count, 1)
        self.assertEqual(order.action_view_aftersales_returns()["res_id"], picking.id)
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(figures(), before)
        self.assertEqual(order.aftersales_return_count, 2)
        self.assertEqual(
            purchase.action_view_aftersales_returns()["domain"][0][2],
            purchase.aftersales_return_ids.ids,
        )

    def test_second_shipment_takes_what_is_left_and_no_more(self):
        line = self._delivered((self.lamp, 5)).order_line
        first = self._return(line, 3)
        first._aftersales_receive({first.move_ids: 3})
        second = self._return(line, 2)
        self.assertEqual(second.move_ids.product_uom_qty, 2)
        with self.assertRaisesRegex(UserError, "Lamp: 1 .*only 0 "):
            self._return(line, 1)
        second.action_cancel()
        self.assertEqual(self._return(line, 2).state, "assigned")

    def test_latest_delivery_goes_back_first(self):
        order = self._order((self.lamp, 5))
        dropship = self._purchase(order).picking_ids
        self._ship(dropship, {dropship.move_ids: 3})
        rest = dropship.backorder_ids
        self._ship(rest)
        rest.move_ids.date = datetime(2031, 1, 1)
        picking = self._return(order.order_line, 3)
        self.assertEqual(
            [(m.origin_returned_move_id, m.product_uom_qty) for m in picking.move_ids],
            [(rest.move_ids, 2), (dropship.move_ids, 1)],
        )
        picking._aftersales_receive(dict.fromkeys(picking.move_ids, 1.0))
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 1)

    def test_undelivered_units_cannot_be_sent_back(self):
        order = self._order((self.lamp, 5))
        dropship = self._purchase(order).picking_ids
        self._ship(dropship, {dropship.move_ids: 3})
        with self.assertRaisesRegex(UserError, "Lamp: 4 .*only 3 "):
            self._return(order.order_line, 4)

    def test_one_transfer_a_supplier_and_claim(self):
        other = self.env["res.partner"].create({"name": "Olga Other"})
        vase = self._product("Vase", supplier=other)
        first = self._delivered((self.lamp, 5), (vase, 5), (self.chair, 5))
        second = self._delivered((self.lamp, 5))
        requests = [
            self._request(remedy)
            for order in (first, second)
            for remedy in self._claim(order).values()
        ]
        pickings = self.shipments._create_shipments(requests)
        self.assertEqual(
            [sorted(p.move_ids.product_id.mapped("name")) for p in pickings],
            [["Chair", "Lamp"], ["Vase"], ["Lamp"]],
        )
        self.assertEqual(len(pickings.aftersales_claim_id), 2)
        self.assertEqual(set(pickings.mapped("state")), {"assigned"})

    def test_one_line_bought_from_two_suppliers(self):
        line = self._delivered((self.lamp, 2)).order_line
        other = self.env["res.partner"].create({"name": "Olga Other"})
        more = line.purchase_line_ids.order_id.copy({"partner_id": other.id})
        more.order_line.write({"sale_line_id": line.id, "product_qty": 3})
        more.button_confirm()
        more.picking_ids.move_ids.sale_line_id = line
        self._ship(more.picking_ids)
        remedy = self._claim(line.order_id, {line: 3.0})[line]
        case_line = self._case_line(remedy, more.order_line)
        picking = self.shipments._create_shipments(
            [self._request(remedy, case_line=case_line)]
        )
        self.assertEqual(picking.move_ids.purchase_line_id, more.order_line)

    def test_dozen_sold_pieces_sent_back(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        line = self._delivered((self.lamp, 1, dozen)).order_line
        picking = self._return(line, 5)
        self.assertEqual(picking.move_ids.product_uom, self.lamp.uom_id)
        with self.assertRaisesRegex(UserError, "only 7 "):
            self._return(line, 8)
        picking._aftersales_receive({picking.move_ids: 5})
        self.assertEqual(line.qty_delivered, 1)

    def test_ordering_more_leaves_the_return_alone(self):
        order = self._delivered((self.lamp, 5))
        for destination in ("supplier", "warehouse"):
            picking = self._return(order.order_line, 2, destination=destination)
            order.order_line.product_uom_qty += 1
            purchases = order._get_purchase_orders()
            purchases.button_confirm()
            self.assertEqual(picking.move_ids.product_uom_qty, 2)
        self.assertEqual(sum(purchases.order_line.mapped("product_qty")), 7)
        opened = (order.picking_ids | purchases.picking_ids).filtered(
            lambda p: p.state == "assigned"
        )
        self.assertTrue(all(opened.mapped("is_dropship")))

    def test_queries_do_not_grow_with_the_requests(self):
        def count(size):
            order = self._delivered(
                *((self._product(f"P{size}-{i}"), 3) for i in range(size))
            )
            requests = [self._request(remedy) for remedy in self._claim(order).values()]
            with counted(self.env) as spent:
                pickings = self.shipments._create_shipments(requests)
            self.assertEqual(len(pickings.move_ids), size)
            return spent.queries

        count(2)
        few, many = count(5), count(20)
        # Caches of the registry may cost a query or two more, requests may not.
        self.assertLess(many - few, 5, f"{few} queries for 5, {many} for 20")
