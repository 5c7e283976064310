"""Two database sessions at once: real cursors, real commits."""

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from ..models.workflow.workflow_mixin import AGENT, CUSTOMER, SUPPLIER
from .committed_shop import committed_shop
from .lots_common import LotsMixin


@tagged("post_install", "-at_install")
class TestTwoSessions(BaseCase):
    """The order is committed and stays in the test database, which is thrown away."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.first = self._session()
        self.second = self._session()

    def _session(self):
        cursor = self.registry.cursor()
        self.addCleanup(cursor.close)
        return api.Environment(cursor, SUPERUSER_ID, {})

    def _committed_order(self, quantity):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            shop = committed_shop(env)
            order = shop._delivered((shop._product("Race Lamp"), quantity))
            return order.id, shop

    def _draft(self, env, shop, order_id, quantity):
        shop.env = env
        shop.defect = env.ref("dropship_aftersales.reason_defect")
        order = env["sale.order"].browse(order_id)
        claim = shop._claim(order, quantity, submit=False)
        env.cr.commit()
        return claim

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_two_units_are_given_once(self):
        order_id, shop = self._committed_order(2)
        first = self._draft(self.first, shop, order_id, 2)
        second = self._draft(self.second, shop, order_id, 2)
        # Both sessions look at the order before either of them submits.
        for claim in (first, second):
            self.assertEqual(claim.line_ids.claimable_quantity, 2)
        first.action_submit()
        self.first.cr.commit()
        with self.assertRaises(SerializationFailure):
            second.action_submit()
            self.second.flush_all()
        self.second.cr.rollback()
        self.second.invalidate_all()
        with self.assertRaisesRegex(UserError, "Only 0"):
            second.action_submit()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_odoo_retries_the_loser_and_tells_him_what_is_left(self):
        order_id, shop = self._committed_order(3)
        first = self._draft(self.first, shop, order_id, 2)
        second = self._draft(self.second, shop, order_id, 2)
        self.assertEqual(second.line_ids.claimable_quantity, 3)
        first.action_submit()
        self.first.cr.commit()
        with self.assertRaisesRegex(UserError, "Only 1"):
            retrying(second.action_submit, self.second)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_double_click_on_the_receipt_is_booked_once(self):
        order_id, shop = self._committed_order(2)
        claim = self._draft(self.first, shop, order_id, 2)
        claim.action_submit()
        shop._grant(claim)
        self.first.cr.commit()
        case, twin = (
            claim.case_ids,
            self.second[claim.case_ids._name].browse(claim.case_ids.ids),
        )
        report = [{"case_line_id": case.line_ids.id, "received": 2}]
        self.assertFalse(twin.line_ids.received)
        case.acknowledge(report)
        self.first.cr.commit()
        with self.assertRaises(SerializationFailure):
            twin.acknowledge(report)
            self.second.flush_all()
        self.second.cr.rollback()
        self.second.invalidate_all()
        twin.acknowledge(report)
        self.assertEqual(sum(twin.picking_ids.move_ids.mapped("quantity")), 2)

    def _offered(self, shop, order_id):
        """A claim whose customer is offered half the price, seen by both sessions."""
        claim = self._draft(self.first, shop, order_id, 1)
        claim.action_submit()
        claim.line_ids.decision = "granted"
        remedy = self.first["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "quantity": 1,
                "return_to": "none",
                "trigger": "approval",
                "refund_percent": 50,
            }
        )
        claim.action_offer()
        self.first.cr.commit()
        twin = self.second[claim._name].browse(claim.id)
        self.assertEqual(twin.state, "offer")
        self.assertEqual(twin.remedy_ids.ids, remedy.ids)
        return claim, twin

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_an_offer_that_is_accepted_twice_at_once_is_given_once(self):
        order_id, shop = self._committed_order(2)
        claim, twin = self._offered(shop, order_id)
        offer, same = claim._current_offer(), twin._current_offer()
        customer = claim.partner_id
        claim._answer_offer("accept", CUSTOMER, customer, offer)
        self.first.cr.commit()
        author = self.second[customer._name].browse(customer.id)
        told = retrying(
            lambda: twin._answer_offer("accept", CUSTOMER, author, same), self.second
        )
        # He reads that it is accepted, not an error.
        self.assertEqual(told, "accept")
        self.assertEqual(twin.state, "approved")
        self.assertEqual(len(twin.offer_ids), 1)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_an_offer_is_not_accepted_while_it_is_taken_back(self):
        order_id, shop = self._committed_order(2)
        claim, twin = self._offered(shop, order_id)
        same = twin._current_offer()
        claim._answer_offer("withdraw", AGENT)
        self.first.cr.commit()
        author = twin.partner_id
        with self.assertRaises(UserError):
            retrying(
                lambda: twin._answer_offer("accept", CUSTOMER, author, same),
                self.second,
            )
        self.second.cr.rollback()
        self.second.invalidate_all()
        self.assertEqual((twin.state, same.state), ("review", "withdrawn"))

    def _disputed(self, shop, order_id):
        """A case whose supplier would bear half, seen by both sessions."""
        claim = self._draft(self.first, shop, order_id, 2)
        claim.action_submit()
        claim.action_ask_supplier()
        case = claim.case_ids
        half = dict.fromkeys(case.line_ids, 50.0)
        case._give_opinion("partly", SUPPLIER, case.partner_id, "Half.", half)
        self.first.cr.commit()
        twin = self.second[case._name].browse(case.id)
        return case, twin

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_an_answer_that_is_changed_meanwhile_is_not_agreed_to(self):
        case, twin = self._disputed(*reversed(self._committed_order(2)))
        vals = {"case_id": twin.id, "verb": "agree"}
        dialog = self.second["aftersales.rule"].create(vals)
        self.second.cr.commit()
        self.assertEqual(twin.answer, "partly")
        case._give_opinion("dispute", SUPPLIER, case.partner_id, "No, it was fine.")
        self.first.cr.commit()
        with self.assertRaisesRegex(UserError, "changed his answer meanwhile"):
            retrying(dialog.action_confirm, self.second)
        self.second.cr.rollback()
        self.second.invalidate_all()
        self.assertEqual((twin.state, twin.answer), ("disputed", "dispute"))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_an_answer_is_not_changed_while_we_decide(self):
        case, twin = self._disputed(*reversed(self._committed_order(2)))
        self.assertEqual(twin.state, "disputed")
        seen = case._last_answer()
        case._follow_as_seen("agree", seen)
        self.first.cr.commit()
        with self.assertRaisesRegex(UserError, "decided meanwhile"):
            retrying(
                lambda: twin._give_opinion(
                    "dispute", SUPPLIER, twin.partner_id, "No.", seen=seen
                ),
                self.second,
            )
        self.second.cr.rollback()
        self.second.invalidate_all()
        self.assertEqual((twin.state, twin.answer), ("accepted", "partly"))

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_serial_number_is_claimed_once(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            shop = committed_shop(env, LotsMixin)
            order = shop._order((shop._product("Race Phone", tracking="serial"), 2))
            shop._numbered(order, ["R1", "R2"])
            order_id = order.id
        claims = []
        for env in (self.first, self.second):
            # Two units are left: only the number is disputed.
            claim = self._draft(env, shop, order_id, 1)
            claim.line_ids.lot_ids = shop._lot(claim.order_id, "R1")
            env.cr.commit()
            claims.append(claim)
        first, second = claims
        self.assertEqual(second.line_ids.claimable_quantity, 2)
        first.action_submit()
        self.first.cr.commit()
        with self.assertRaisesRegex(UserError, f"R1 is in {first.name}"):
            retrying(second.action_submit, self.second)
        self.second.cr.rollback()
        self.second.invalidate_all()
        second.line_ids.lot_ids = shop._lot(second.order_id, "R2")
        second.action_submit()
        self.second.cr.commit()
        # Changing the number of what is held already meets the same guard.
        with self.assertRaisesRegex(UserError, f"R2 is in {second.name}"):
            retrying(
                lambda: first.line_ids.write(
                    {"lot_ids": [(6, 0, second.line_ids.lot_ids.ids)]}
                ),
                self.first,
            )
