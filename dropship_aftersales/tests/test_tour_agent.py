from odoo.tests import HttpCase, tagged

from .books import BooksMixin
from .common import ShopMixin


@tagged("post_install", "-at_install")
class TestTourAgent(ShopMixin, BooksMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    def test_an_agent_carries_a_call_to_its_refund(self):
        tara = self.env["res.partner"].create({"name": "Tara Tour"})
        order = self._delivered((self.lamp, 5), partner=tara)
        self._pay(self._invoice(order))
        self._bill(order)
        self.start_tour(
            "/odoo/after-sales", "aftersales_agent_claim", login=self.agent.login
        )
        self.env.invalidate_all()
        claim = self.env["aftersales.claim"].search([("order_id", "=", order.id)])
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.user_id, self.agent)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.refund_ids.payment_state, "paid")
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)
