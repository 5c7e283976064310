from datetime import datetime

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .goods import GoodsCase


@tagged("post_install", "-at_install")
class TestReturnReceipt(GoodsCase, CronMixinCase):
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
        with self.assertRaisesRegex(UserError, "Lamp: 2 .*not 3"):
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

    def test_claims_look_at_their_transfers_soon(self):
        cron = "dropship_aftersales.ir_cron_advance"
        order = self._delivered((self.lamp, 5))
        picking = self._return(order.order_line, 2)
        picking.carrier_tracking_ref = "T1"
        with self.capture_triggers(cron) as shipped:
            picking.action_aftersales_ship()
        with self.capture_triggers(cron) as received:
            picking._aftersales_receive({picking.move_ids: 1})
        with self.capture_triggers(cron) as cancelled:
            picking.backorder_ids.action_cancel()
        with self.capture_triggers(cron) as foreign:
            self._delivered((self.lamp, 1))
        self.assertTrue(shipped.records and received.records and cancelled.records)
        self.assertFalse(foreign.records)

    def test_only_cancelling_the_return_itself_ends_it_and_is_seen(self):
        order = self._delivered((self.lamp, 5))
        picking = self._return(order.order_line, 2)
        order._action_cancel()
        order._get_purchase_orders().button_cancel()
        self.assertEqual(picking.state, "assigned")
        with self.capture_triggers("dropship_aftersales.ir_cron_advance") as seen:
            picking.action_cancel()
        self.assertEqual(picking.state, "cancel")
        self.assertTrue(seen.records)

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
        # What an agent still writes down is no customer's to act on.
        picking.aftersales_claim_id.channel = "portal"
        stranger = new_test_user(self.env, "stranger", groups="base.group_portal")
        with self.assertRaises(AccessError):
            picking.with_user(stranger).action_aftersales_ship()
        customer = new_test_user(self.env, "cara", groups="base.group_portal")
        customer.partner_id.parent_id = self.customer
        picking.with_user(customer).action_aftersales_ship()
        self.assertTrue(picking.aftersales_shipped_date)
