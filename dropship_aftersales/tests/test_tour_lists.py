from odoo.tests import HttpCase, tagged

from .common import ShopMixin


@tagged("post_install", "-at_install")
class TestTourLists(ShopMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    def test_an_agent_approves_plain_claims_from_the_list(self):
        self.defect.evidence_required = False
        claims = self.env["aftersales.claim"]
        for quantity in (1, 2, 1):
            order = self._delivered((self.lamp, quantity))
            self._invoice(order)
            claims += self._claim(order, quantity, user_id=self.agent.id)
        claims[2].line_ids.wish = "repair"
        self.start_tour(
            "/odoo/after-sales",
            "dropship_aftersales.mass_approve",
            login=self.agent.login,
        )
        self.assertEqual(claims.mapped("state"), ["approved", "approved", "review"])
