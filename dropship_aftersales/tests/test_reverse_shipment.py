from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .goods import GoodsCase


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
                    "aftersales_case_line_id": (
                        picking.aftersales_case_id.line_ids.id
                    ),
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
        self.assertEqual(
            order.action_view_aftersales_returns()["res_id"], picking.id
        )
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(figures(), before)
        self.assertEqual(order.aftersales_return_count, 2)
        self.assertEqual(purchase.action_view_aftersales_returns()["domain"][0][2],
                         purchase.aftersales_return_ids.ids)

    def test_short_receipt_keeps_the_rest_in_a_backorder_with_every_link(self):
        line = self._delivered((self.lamp, 5)).order_line
        picking = self._return(
            line, 3, document_vals={"aftersales_ship_by": datetime(2030, 1, 2)}
        )
        picking.write({"carrier_tracking_ref": "T1", "aftersales_carrier": "Parcels"})
        picking.action_aftersales_ship()
        move = picking.move_ids
        picking._aftersales_receive({move: 1})
        rest = picking.backorder_ids
        self.assertEqual((move.quantity, move.state), (1, "done"))
        self.assertEqual(rest.state, "assigned")
        for name in (
            "aftersales_claim_id",
            "aftersales_case_id",
            "aftersales_ship_by",
            "aftersales_shipped_date",
            "aftersales_carrier",
            "carrier_tracking_ref",
            "partner_id",
            "return_id",
            "is_aftersales_return",
        ):
            self.assertEqual(rest[name], picking[name], name)
        for name in (
            "aftersales_remedy_id",
            "aftersales_case_line_id",
            "origin_returned_move_id",
            "sale_line_id",
            "purchase_line_id",
            "to_refund",
            "move_orig_ids",
        ):
            self.assertEqual(rest.move_ids[name], move[name], name)
        self.assertEqual(rest.move_ids.product_uom_qty, 2)
        rest._aftersales_receive({rest.move_ids: 2})
        self.assertEqual(rest.state, "done")
        self.assertFalse(rest.backorder_ids)
        self.assertEqual(line.purchase_line_ids.qty_received, 5)

    def test_a_line_that_did_not_arrive_waits_whole_with_its_links(self):
        order = self._delivered((self.lamp, 2), (self.chair, 2))
        remedies = self._claim(order, dict.fromkeys(order.order_line, 2.0))
        picking = self.shipments._create_shipments(
            [self._request(remedy) for remedy in remedies.values()]
        )
        lamp, chair = picking.move_ids.sorted("product_id")
        picking._aftersales_receive({lamp: 2})
        self.assertEqual((lamp.state, chair.state), ("done", "assigned"))
        self.assertEqual(chair.picking_id.backorder_id, picking)
        self.assertEqual(
            chair.picking_id.aftersales_claim_id, picking.aftersales_claim_id
        )
        self.assertTrue(chair.aftersales_remedy_id and chair.aftersales_case_line_id)

    def test_validating_by_hand_keeps_the_links_of_the_rest(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 3)
        self._ship(picking, {picking.move_ids: 1})
        rest = picking.backorder_ids
        self.assertEqual(rest.aftersales_claim_id, picking.aftersales_claim_id)
        self.assertTrue(rest.move_ids.aftersales_remedy_id)
        self.assertFalse(rest.sale_id)

    def test_no_more_arrives_than_was_granted(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        with self.assertRaisesRegex(UserError, "Lamp: 2.0 .*not 3"):
            picking._aftersales_receive({picking.move_ids: 3})
        with self.assertRaisesRegex(UserError, "Lamp"):
            self._ship(picking, {picking.move_ids: 3})

    def test_an_arrival_is_booked_once(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        picking._aftersales_receive({picking.move_ids: 2})
        with self.assertRaisesRegex(UserError, "Lamp.*already"):
            picking._aftersales_receive({picking.move_ids: 2})

    def test_never_making_backorders_does_not_lose_the_rest(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        picking.picking_type_id.create_backorder = "never"
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 1)

    def test_second_shipment_takes_what_is_left_and_no_more(self):
        line = self._delivered((self.lamp, 5)).order_line
        first = self._return(line, 3)
        first._aftersales_receive({first.move_ids: 3})
        second = self._return(line, 2)
        self.assertEqual(second.move_ids.product_uom_qty, 2)
        with self.assertRaisesRegex(UserError, "Lamp: 1.0 .*only 0"):
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
        with self.assertRaisesRegex(UserError, "Lamp: 4.0 .*only 3.0"):
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
        with self.assertRaisesRegex(UserError, "only 7"):
            self._return(line, 8)
        picking._aftersales_receive({picking.move_ids: 5})
        self.assertEqual(line.qty_delivered, 1)

    def test_serial_numbers_claimed_go_back_and_only_once(self):
        phone = self._product("Phone", tracking="serial")
        order = self._order((phone, 3))
        dropship = self._purchase(order).picking_ids
        for number, move_line in enumerate(dropship.move_line_ids, 1):
            move_line.lot_name = f"SN{number}"
        self._ship(dropship)
        line = order.order_line
        lots = dropship.move_line_ids.lot_id.sorted("name")
        picking = self._return(line, 1, lots=lots[1])
        self.assertEqual(picking.move_line_ids.lot_id, lots[1])
        self.assertEqual(picking.state, "assigned")
        with self.assertRaisesRegex(UserError, r"Phone \(SN2\)"):
            self._return(line, 1, lots=lots[1])
        picking._aftersales_receive({picking.move_ids: 1})
        with self.assertRaisesRegex(UserError, r"Phone \(SN2\)"):
            self._return(line, 1, lots=lots[1])
        rest = self._return(line, 2)
        self.assertEqual(rest.move_line_ids.lot_id.sorted("name"), lots[0] | lots[2])
        rest._aftersales_receive({rest.move_ids: 1}, {rest.move_ids: lots[2]})
        self.assertEqual(rest.move_line_ids.lot_id, lots[2])
        with self.assertRaisesRegex(UserError, "SN2 were not delivered"):
            backorder = rest.backorder_ids
            backorder._aftersales_receive(
                {backorder.move_ids: 1}, {backorder.move_ids: lots[1]}
            )
        self.assertEqual(rest.backorder_ids.move_line_ids.lot_id, lots[0])

    def test_lots_by_quantity(self):
        paint = self._product("Paint", tracking="lot")
        order = self._order((paint, 5))
        dropship = self._purchase(order).picking_ids
        dropship.move_line_ids.lot_name = "L1"
        self._ship(dropship)
        picking = self._return(order.order_line, 2)
        self.assertRecordValues(
            picking.move_line_ids,
            [{"lot_id": dropship.move_line_ids.lot_id.id, "quantity": 2}],
        )
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(picking.backorder_ids.move_ids.quantity, 1)

    def test_a_copy_belongs_to_no_claim(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        copy = picking.copy()
        self.assertFalse(copy.aftersales_claim_id or copy.aftersales_case_id)
        self.assertFalse(
            copy.move_ids.aftersales_remedy_id or copy.move_ids.aftersales_case_line_id
        )

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

    def test_ship(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        with self.assertRaisesRegex(UserError, "tracking number"):
            picking.action_aftersales_ship()
        picking.carrier_tracking_ref = "T1"
        picking.action_aftersales_ship()
        sent = picking.aftersales_shipped_date
        self.assertTrue(sent)
        picking.aftersales_shipped_date = datetime(2020, 1, 1)
        picking.action_aftersales_ship()
        self.assertEqual(picking.aftersales_shipped_date, datetime(2020, 1, 1))

    def test_only_open_returns_of_a_claim_are_sent(self):
        order = self._delivered((self.lamp, 5))
        with self.assertRaisesRegex(UserError, "Only returns of a claim"):
            order.picking_ids.action_aftersales_ship()
        picking = self._return(order.order_line, 2)
        picking.carrier_tracking_ref = "T1"
        picking.action_cancel()
        with self.assertRaisesRegex(UserError, "not open any more"):
            picking.action_aftersales_ship()

    def test_the_customer_sends_his_own_return_only(self):
        picking = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        picking.carrier_tracking_ref = "T1"
        stranger = new_test_user(self.env, "stranger", groups="base.group_portal")
        with self.assertRaises(AccessError):
            picking.with_user(stranger).action_aftersales_ship()
        customer = new_test_user(self.env, "cara", groups="base.group_portal")
        customer.partner_id.parent_id = self.customer
        picking.with_user(customer).action_aftersales_ship()
        self.assertTrue(picking.aftersales_shipped_date)

    def test_queries_do_not_grow_with_the_requests(self):
        def count(size):
            order = self._delivered(
                *((self._product(f"P{size}-{i}"), 3) for i in range(size))
            )
            requests = [
                self._request(remedy) for remedy in self._claim(order).values()
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            pickings = self.shipments._create_shipments(requests)
            self.env.flush_all()
            self.assertEqual(len(pickings.move_ids), size)
            return self.env.cr.sql_log_count - start

        count(2)
        few, many = count(5), count(20)
        # Caches of the registry may cost a query or two more, requests may not.
        self.assertLess(many - few, 5, f"{few} queries for 5, {many} for 20")


@tagged("post_install", "-at_install")
class TestReturnOperationType(GoodsCase):
    def _types(self, company):
        return self.env["stock.picking.type"].search(
            [("company_id", "=", company.id), ("is_aftersales_return", "=", True)]
        )

    def test_every_company_has_one(self):
        for company in self.env["res.company"].search([]):
            self.assertEqual(len(self._types(company)), 1, company.name)

    def test_new_companies_get_theirs(self):
        company = self.env["res.company"].create({"name": "Second Company"})
        returns = self._types(company)
        self.assertRecordValues(
            returns,
            [
                {
                    "code": "dropship",
                    "warehouse_id": False,
                    "default_location_src_id": self.env.ref(
                        "stock.stock_location_customers"
                    ).id,
                    "default_location_dest_id": self.env.ref(
                        "stock.stock_location_suppliers"
                    ).id,
                    "use_create_lots": False,
                    "use_existing_lots": True,
                }
            ],
        )
        dropship = company._aftersales_dropship_types()
        self.assertEqual(dropship.return_picking_type_id, returns)
        self.assertEqual(company._aftersales_return_types(), {company: returns})
        rule = self.env["stock.rule"].search(
            [
                ("company_id", "=", company.id),
                ("route_id", "=", self.dropship_route.id),
            ]
        )
        self.assertEqual(rule.picking_type_id, dropship)

    def test_returns_stay_in_the_company_of_their_order(self):
        company = self.env["res.company"].create({"name": "Second Company"})
        self.env.user.company_ids |= company
        case = type(self)
        self.addCleanup(setattr, case, "env", case.env)
        case.env = case.env(
            context={**case.env.context, "allowed_company_ids": company.ids}
        )
        lamp = case._product("Lamp of the Second")
        order = case._delivered((lamp, 2))
        self.assertEqual(order.company_id, company)
        remedy = case._claim(order)[order.order_line]
        # Whoever follows the claim may look at another company.
        picking = self.shipments._create_shipments([case._request(remedy)])
        self.assertEqual(picking.company_id, company)
        self.assertEqual(picking.picking_type_id, self._types(company))
        picking._aftersales_receive({picking.move_ids: 1})
        self.assertEqual(picking.state, "done")

    def test_purchases_are_not_delivered_by_it(self):
        arch = self.env["purchase.order"].get_view(view_type="form")["arch"]
        self.assertIn("('is_aftersales_return', '=', False)", arch)
