from datetime import timedelta

from odoo.tests import TransactionCase, tagged

from ..demo.stories import STORIES
from .books import BooksMixin
from .demo_common import DemoShopMixin


@tagged("post_install", "-at_install")
class TestDemoShop(DemoShopMixin, BooksMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claims = cls.env["aftersales.claim"].union(
            *(cls.demo(f"claim_{story.name}") for story in STORIES)
        )
        name = cls.env["ir.model.data"].search([("name", "=", "demo_claim_sole")])
        cls.opened = name.create_date

    def test_claims_and_cases_stand_in_every_state(self):
        for documents, but in ((self.claims, set()), (self.claims.case_ids, {"draft"})):
            states = set(documents._fields["state"].get_values(self.env)) - but
            self.assertEqual(set(documents.mapped("state")), states)

    def test_its_books_balance(self):
        self.assertBooksBalance(self.claims)

    def test_the_shop_sells_what_needs_care(self):
        products = self.claims.order_id.order_line.product_id
        self.assertGreaterEqual(len(products), 10)
        self.assertTrue(all(products.mapped("image_128")))
        self.assertIn("serial", products.mapped("tracking"))
        dozens = self.claims.order_id.order_line.product_uom_id
        self.assertIn(self.env.ref("uom.product_uom_dozen"), dozens)
        ours = self.demo("claim_mug").line_ids
        self.assertFalse(ours.sale_line_id.purchase_line_ids)
        self.assertEqual(len(self.claims.case_ids.partner_id), 3)

    def test_something_is_due_on_the_day_of_the_installation_and_something_is_late(
        self,
    ):
        today = self.opened.date()
        self.assertEqual(self.demo("claim_sole").deadline.date(), today)
        self.assertLess(self.demo("claim_lamp").deadline, self.opened)

    def test_it_has_a_past(self):
        for story in STORIES:
            claim = self.demo(f"claim_{story.name}")
            moments = [
                claim.submitted_date,
                claim.decided_date,
                claim.resolved_date,
                claim.closed_date,
            ]
            self.assertEqual(sorted(filter(None, moments)), list(filter(None, moments)))
            delivered = claim.order_id.picking_ids.filtered(
                lambda picking: not picking.is_aftersales_return
            ).mapped("date_done")
            if claim.submitted_date:
                self.assertGreater(claim.submitted_date, max(delivered))
            if story.steps:
                last = self.opened - timedelta(days=story.steps[-1][1], minutes=-30)
                told = (claim.message_ids | claim.case_ids.message_ids).mapped("date")
                self.assertTrue(told)
                self.assertLess(max(told), last, story.name)

    def test_goods_money_and_photographs_are_there(self):
        self.assertTrue(all(self.demo("claim_sole").evidence_ids.mapped("thumbnail")))
        self.assertTrue(self.demo("claim_empty_box").case_ids.line_ids.outcome)
        self.assertTrue(self.claims.picking_ids.filtered("aftersales_shipped_date"))
        self.assertTrue(self.claims.refund_ids)
        self.assertTrue(self.claims.case_ids.refund_ids)
        self.assertEqual(len(self.demo("claim_watch").line_ids.lot_ids), 1)

    def test_messages_left_the_house_and_who_has_no_address_is_skipped(self):
        logs = self.env["aftersales.notification.log"].search(
            [("claim_id", "in", self.claims.ids)]
        )
        self.assertLessEqual({"sent", "skipped"}, set(logs.mapped("state")))
        self.assertNotIn("queued", logs.mapped("state"))
