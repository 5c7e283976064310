from contextlib import ExitStack
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .goods import GoodsCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestNativeReturn(GoodsCase):
    def _wizard(self, picking, quantity=None):
        wizard = (
            picking.env["stock.return.picking"]
            .with_context(active_model="stock.picking", active_id=picking.id)
            .create({})
        )
        if quantity is not None:
            wizard.product_return_moves.quantity = quantity
        return wizard

    def _returned(self, picking, quantity):
        action = self._wizard(picking, quantity).action_create_returns()
        return picking.env["stock.picking"].browse(action["res_id"])

    def _hold(self, sale_line, quantity):
        """Let a submitted claim hold units of the order line."""
        claim = self._claim(sale_line.order_id, {sale_line: quantity})[
            sale_line
        ].claim_id
        claim.action_submit()
        self.assertEqual(sale_line.aftersales_claimed_qty, quantity)
        return claim

    def test_return_of_a_dropship_works_as_before(self):
        order = self._delivered((self.lamp, 5))
        picking = self._returned(order.picking_ids, 2)
        self._ship(picking)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_delivered, 3)
        self.assertEqual(order.order_line.purchase_line_ids.qty_received, 3)
        self.assertFalse(picking.is_aftersales_return)
        self.assertEqual(picking.sale_id, order)
        self.assertTrue(picking.picking_type_id.is_aftersales_return)

    def test_no_more_comes_back_than_was_delivered(self):
        dropship = self._delivered((self.lamp, 5)).picking_ids
        with self.assertRaisesRegex(UserError, "Lamp: 6 .*5 of"):
            self._returned(dropship, 6)
        self._returned(dropship, 3)
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of"):
            self._returned(dropship, 3)

    def test_a_line_entered_by_hand_counts_too(self):
        dropship = self._delivered((self.lamp, 2)).picking_ids
        wizard = self._wizard(dropship, 1)
        wizard.product_return_moves = [
            Command.create({"product_id": self.lamp.id, "quantity": 2}),
            Command.create({"product_id": self.chair.id, "quantity": 1}),
        ]
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of"):
            wizard.action_create_returns()

    def test_raising_the_quantity_afterwards_is_refused_too(self):
        dropship = self._delivered((self.lamp, 2)).picking_ids
        picking = self._returned(dropship, 2)
        with self.assertRaisesRegex(UserError, "Lamp: 5 .*2 of"):
            self._ship(picking, {picking.move_ids: 5})
        self._ship(picking, {picking.move_ids: 2})
        self.assertEqual(picking.state, "done")

    def test_units_on_their_way_back_by_a_claim_are_taken(self):
        line = self._delivered((self.lamp, 5)).order_line
        claimed = self._return(line, 3)
        dropship = line.order_id.picking_ids
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of"):
            self._returned(dropship, 3)
        claimed._aftersales_receive({claimed.move_ids: 3})
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of"):
            self._returned(dropship, 3)
        self.assertEqual(self._returned(dropship, 2).move_ids.product_uom_qty, 2)

    def test_units_held_by_a_claim_are_left_to_it(self):
        line = self._delivered((self.lamp, 5)).order_line
        self._hold(line, 3)
        dropship = line.order_id.picking_ids
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of.*claim"):
            self._returned(dropship, 3)
        self.assertEqual(self._returned(dropship, 2).move_ids.product_uom_qty, 2)

    def test_claim_after_the_return_was_announced(self):
        line = self._delivered((self.lamp, 2)).order_line
        picking = self._returned(line.order_id.picking_ids, 2)
        self._hold(line, 1)
        with self.assertRaisesRegex(UserError, "Lamp: 2 .*1 of.*claim"):
            self._ship(picking)
        self._ship(picking, {picking.move_ids: 1})
        self.assertEqual(picking.state, "done")

    def test_returning_all_takes_what_is_left(self):
        line = self._delivered((self.lamp, 5)).order_line
        self._hold(line, 2)
        dropship = line.order_id.picking_ids
        action = self._wizard(dropship).action_create_returns_all()
        picking = self.env["stock.picking"].browse(action["res_id"])
        self.assertEqual(picking.move_ids.product_uom_qty, 3)

    def test_several_deliveries_share_what_claims_leave(self):
        order = self._order((self.lamp, 5))
        first = self._purchase(order).picking_ids
        self._ship(first, {first.move_ids: 3})
        second = first.backorder_ids
        self._ship(second)
        self._hold(order.order_line, 4)
        with self.assertRaisesRegex(UserError, "Lamp: 2 .*1 of"):
            self._returned(second, 2)
        self._returned(second, 1)
        with self.assertRaisesRegex(UserError, "Lamp: 1 .*0 of"):
            self._returned(first, 1)

    def test_nothing_comes_back_before_it_was_shipped(self):
        dropship = self._purchase(self._order((self.lamp, 5))).picking_ids
        with self.assertRaisesRegex(UserError, "not been delivered yet"):
            self._wizard(dropship)

    def test_our_own_deliveries_stay_free_until_claimed(self):
        table = self._product("Table", dropship=False)
        self.env["stock.quant"]._update_available_quantity(
            table, self.warehouse.lot_stock_id, 5
        )
        order = self._order((table, 3))
        delivery = order.picking_ids
        self._ship(delivery)
        self._ship(self._returned(delivery, 2))
        self.assertEqual(order.order_line.qty_delivered, 1)
        self._hold(order.order_line, 1)
        with self.assertRaisesRegex(UserError, "Table: 1 .*0 of"):
            self._returned(delivery, 1)

    def test_a_return_of_a_return_belongs_to_no_claim(self):
        claimed = self._return(self._delivered((self.lamp, 5)).order_line, 2)
        claimed._aftersales_receive({claimed.move_ids: 2})
        back = self._returned(claimed, 1)
        self.assertFalse(back.aftersales_claim_id)
        self.assertFalse(back.move_ids.aftersales_remedy_id)
        self._ship(back)
        self.assertEqual(back.state, "done")

    def test_the_warehouse_needs_no_right_on_claims(self):
        keeper = new_test_user(self.env, "keeper", groups="stock.group_stock_user")
        line = self._delivered((self.lamp, 5)).order_line
        claimed = self._return(line, 3)
        env = self.env(user=keeper)
        dropship = line.order_id.picking_ids.with_env(env)
        with self.assertRaisesRegex(UserError, "Lamp: 3 .*2 of"):
            self._returned(dropship, 3)
        self._ship(self._returned(dropship, 1).with_env(env))
        self._ship(claimed.with_env(env), {claimed.move_ids.with_env(env): 1})
        self.assertEqual(claimed.state, "done")
        self.assertTrue(claimed.backorder_ids.move_ids.aftersales_case_line_id)

    def test_validating_other_transfers_costs_no_query(self):
        products = [self._product(f"P{i}") for i in range(6)]
        orders = [self._order(*((p, 1) for p in products)) for _i in range(3)]
        pickings = [self._purchase(order).picking_ids for order in orders]
        for picking in pickings:
            picking.move_ids.picked = True
        self._queries(pickings[0])
        with self._without_checks():
            expected = self._queries(pickings[1])
        # Caches of the registry may cost a query or two more, lines may not.
        self.assertLess(self._queries(pickings[2]) - expected, 3)

    def _queries(self, picking):
        with counted(self.env) as spent:
            picking.button_validate()
        return spent.queries

    def _without_checks(self):
        checks = ExitStack()
        for model, name in (
            ("stock.move", "_check_aftersales_returns_done"),
            ("stock.picking", "_aftersales_advance_soon"),
        ):
            checks.enter_context(
                patch.object(self.env.registry[model], name, lambda self: None)
            )
        return checks
