"""Offers that hold no more: nobody answered, somebody withdrew, their worth changed."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.workflow.workflow_mixin import CUSTOMER, SYSTEM
from .offer_common import OfferCase


@tagged("post_install", "-at_install")
class TestOfferEnded(OfferCase):
    def test_unanswered_it_ends_and_we_review_again(self):
        claim = self._offered()
        offer = claim._current_offer()
        claim._follow("refuse", SYSTEM)
        self.assertEqual(claim.state, "review")
        self.assertEqual(offer.state, "expired")
        self.assertEqual(offer.answered_by, "system")
        told = claim.notification_log_ids.filtered(
            lambda log: log.event == "offer_ended"
        )
        self.assertEqual(set(told.mapped("audience")), {"agent", "customer"})
        self.assertBooksBalance(claim)

    def test_nobody_accepts_what_has_ended(self):
        claim = self._offered()
        offer = claim._current_offer()
        offer.valid_until = fields.Datetime.now() - timedelta(seconds=1)
        with self.assertRefused("has ended"):
            claim.with_user(self.customer_user).action_accept()
        move = claim._next_move("customer")
        self.assertNotIn("accept", move["actions"])
        self.assertIn("has ended", move["headline"])
        self.assertEqual(claim._answer_offer("accept", CUSTOMER), "expired")
        self.assertEqual(claim.state, "review")
        self.assertEqual(offer.state, "expired")
        self.assertFalse(claim.refund_ids)

    def test_a_withdrawn_request_takes_its_offer_along(self):
        claim = self._offered()
        offer = claim._current_offer()
        claim.with_user(self.customer_user).action_cancel()
        self.assertEqual((offer.state, offer.withdrawal), ("withdrawn", "cancelled"))

    def test_we_take_an_offer_back(self):
        claim = self._offered()
        offer = claim._current_offer()
        claim.with_user(self.agent)._answer_by_phone("withdraw")
        self.assertEqual((offer.state, offer.withdrawal), ("withdrawn", "taken_back"))
        self.assertEqual(claim.state, "review")

    def test_what_is_offered_is_not_taken_away_behind_the_customers_back(self):
        claim = self._offered()
        with self.assertRefused("Take the offer back"):
            claim.remedy_ids.with_user(self.agent).action_cancel()

    def test_an_invoice_credited_meanwhile_ends_the_offer(self):
        order = self._delivered((self.lamp, 1))
        invoice = self._invoice(order)
        self._bill(order)
        claim = self._offered(order=order)
        offer = claim._current_offer()
        self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"journal_id": invoice.journal_id.id}).refund_moves()
        native = invoice.reversal_move_ids
        native.invoice_line_ids.filtered("product_id").price_unit = 70.0
        native.action_post()
        with self.assertRefused("does not hold any more"):
            claim.with_user(self.customer_user).action_accept()
        self.assertEqual(claim._answer_offer("accept", CUSTOMER), "changed")
        self.assertEqual(claim.state, "review")
        self.assertEqual(
            (offer.state, offer.withdrawal), ("withdrawn", "worth_changed")
        )
        self.assertFalse(claim.refund_ids - native)
