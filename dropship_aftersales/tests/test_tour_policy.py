from odoo.tests import HttpCase, tagged

from .common import ShopMixin


@tagged("post_install", "-at_install")
class TestTourPolicy(ShopMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    def test_a_manager_configures_a_policy_and_tries_it(self):
        order = self._delivered((self.lamp, 1), name="TRY-1")
        self.start_tour(
            "/odoo/after-sales-policies",
            "dropship_aftersales.policy",
            login=self.manager.login,
        )
        policy = self.env["aftersales.policy"].search([("window_days", "=", 20)])
        self.assertEqual(policy.reason_ids, self.defect)
        self.assertEqual(policy.remedy_ids.mapped("fee_percent"), [10.0])
        self.assertFalse(order.order_line.aftersales_claim_line_ids)
