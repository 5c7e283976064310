from odoo.tests import HttpCase, tagged

from .books import BooksMixin
from .common import ShopMixin


class AgentTour(ShopMixin, BooksMixin, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()
        tara = cls.env["res.partner"].create({"name": "Tara Tour"})
        cls.order = cls._delivered((cls.lamp, 5), partner=tara)
        cls._pay(cls._invoice(cls.order))
        cls._bill(cls.order)


@tagged("post_install", "-at_install")
class TestTourAgent(AgentTour):
    def test_an_agent_carries_a_call_to_its_refund(self):
        self.start_tour(
            "/odoo/after-sales", "aftersales_agent_claim", login=self.agent.login
        )
        self.env.invalidate_all()
        claim = self.env["aftersales.claim"].search([("order_id", "=", self.order.id)])
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.user_id, self.agent)
        self.assertTrue(claim.evidence_ids.shared_with_supplier)
        self.assertEqual(claim.line_ids.refusal_reason, "The third one works")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.refund_ids.payment_state, "paid")
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)


@tagged("post_install", "-at_install")
class TestTourAgentPhone(AgentTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_an_agent_approves_a_claim_on_the_phone(self):
        claim = self._claim(self.order, 2)
        self.start_tour(
            f"/odoo/after-sales/{claim.id}",
            "aftersales_agent_phone",
            login=self.agent.login,
        )
        self.env.invalidate_all()
        self.assertEqual(claim.state, "approved")
        self.assertEqual(claim.line_ids.granted_quantity, 2)
