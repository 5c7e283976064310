from odoo.tests import TransactionCase, tagged

from ..demo.demo_shop import CLAIMS
from .books import BooksMixin


@tagged("post_install", "-at_install")
class TestDemoShop(BooksMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("mia", "noah", "li")
        found = [
            cls.env.ref(f"dropship_aftersales.partner_{name}", False) for name in names
        ]
        customers = cls.env["res.partner"].union(*filter(None, found))
        cls.has_demo = bool(customers)
        cls.claims = cls.env["aftersales.claim"].search(
            [("partner_id", "in", customers.ids)]
        )

    def test_the_shop_shows_claims_in_several_states(self):
        if self.has_demo:
            self.assertGreaterEqual(len(self.claims), len(CLAIMS))
            self.assertLessEqual(
                {"review", "supplier", "approved", "resolved", "rejected"},
                set(self.claims.mapped("state")),
            )
            self.assertTrue(self.claims.evidence_ids)
            self.assertTrue(self.claims.picking_ids.filtered("aftersales_shipped_date"))
            self.assertTrue(self.claims.refund_ids)

    def test_its_books_balance(self):
        if self.has_demo:
            self.assertBooksBalance(self.claims)
