from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from odoo.addons.dropship_aftersales.tests import test_two_sessions as base
from odoo.addons.dropship_aftersales.tests.committed_shop import committed_shop
from odoo.addons.dropship_aftersales.tests.common import ShopMixin

from .kits_common import KitCase


class KitShop(ShopMixin):
    _set_up_kits = KitCase.__dict__["_set_up_kits"]
    _kit = KitCase.__dict__["_kit"]
    _part_claim = KitCase.__dict__["_part_claim"]


@tagged("post_install", "-at_install")
class TestKitsTwoSessions(BaseCase):
    """The order is committed and stays in the test database, which is thrown away."""

    _session = base.TestTwoSessions._session

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.first = self._session()
        self.second = self._session()

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_last_kit_is_not_given_as_a_whole_and_in_parts(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            shop = committed_shop(env, KitShop)
            shop._set_up_kits()
            order_id = shop._delivered((shop.table, 1)).id
        whole = self._draft(self.first, shop, order_id, shop._claim)
        part = self._draft(self.second, shop, order_id, self._claim_leg(shop))
        self.assertEqual(whole.line_ids.left_quantity, 1)
        self.assertEqual(part.line_ids.left_quantity, 4)
        whole.action_submit()
        self.first.cr.commit()
        with self.assertRaises(SerializationFailure):
            part.action_submit()
            self.second.flush_all()
        self.second.cr.rollback()
        self.second.invalidate_all()
        with self.assertRaisesRegex(UserError, "Only 0"):
            part.action_submit()

    def _claim_leg(self, shop):
        def claim(order, submit):
            return shop._part_claim(
                order, shop.leg.with_env(order.env), 1, submit=submit
            )

        return claim

    def _draft(self, env, shop, order_id, claim):
        shop.env = env
        shop.defect = env.ref("dropship_aftersales.reason_defect")
        draft = claim(env["sale.order"].browse(order_id), submit=False)
        env.cr.commit()
        return draft
