from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestParcel(AftersalesCase):
    """The parties of a claim tell about its parcel without any right on transfers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_user = new_test_user(
            cls.env,
            "cara",
            groups="base.group_portal",
            partner_id=cls.customer.id,
        )
        cls.stranger = new_test_user(cls.env, "stranger", groups="base.group_portal")

    def _return(self):
        order = self._delivered((self.lamp, 2))
        return self._grant(self._claim(order, 1)).picking_ids

    def test_agent_and_customer_enter_and_send_it(self):
        for user in (self.agent, self.customer_user):
            with self.subTest(user=user.login):
                picking = self._return()
                as_user = picking.with_user(user)
                as_user.write({"carrier_tracking_ref": "1Z", "aftersales_carrier": "X"})
                as_user.action_aftersales_ship()
                self.assertTrue(picking.aftersales_shipped_date)
                self.assertEqual(picking.carrier_tracking_ref, "1Z")

    def test_nothing_else_of_the_transfer_is_theirs(self):
        picking = self._return()
        for user in (self.agent, self.customer_user):
            for vals in (
                {"origin": "mine"},
                {"carrier_tracking_ref": "1Z", "origin": "mine"},
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    picking.with_user(user).write(vals)

    def test_strangers_and_other_transfers_stay_closed(self):
        picking = self._return()
        with self.assertRaises(AccessError):
            picking.with_user(self.stranger).carrier_tracking_ref = "1Z"
        delivery = picking.aftersales_claim_id.order_id.picking_ids
        with self.assertRaises(AccessError):
            delivery.with_user(self.agent).carrier_tracking_ref = "1Z"

    def test_a_parcel_needs_its_number(self):
        with self.assertRefused("tracking number", UserError):
            self._return().with_user(self.agent).action_aftersales_ship()
