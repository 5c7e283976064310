from odoo.tests import HttpCase, tagged

from .common import PHOTO, ShopMixin


@tagged("post_install", "-at_install")
class TestTourLists(ShopMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    def test_an_agent_approves_plain_claims_from_the_list(self):
        claims = self.env["aftersales.claim"]
        for quantity in (1, 2, 1, 1):
            order = self._delivered((self.lamp, quantity))
            self._invoice(order)
            claims += self._claim(order, quantity, user_id=self.agent.id)
        for claim in claims:
            claim._add_evidence([("photo.png", PHOTO)], source="customer")
        claims[2].line_ids.wish = "repair"
        claims[3].line_ids._write_engine(
            {
                "policy_outcome": "refuse",
                "policy_reason": {"code": "excluded", "params": {}},
                "policy_terms": {"effect": "refuse", "name": {"en_US": "Vouchers"}},
            }
        )
        self.start_tour(
            "/odoo/after-sales",
            "dropship_aftersales.mass_approve",
            login=self.agent.login,
        )
        self.assertEqual(
            claims.mapped("state"), ["approved", "approved", "review", "rejected"]
        )
        self.assertEqual(claims[3].rejection_reason, "We do not take this back.")
