"""Offers: made, answered once, kept; never booked otherwise than shown."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.workflow.workflow_mixin import CUSTOMER
from .offer_common import OfferCase


@tagged("post_install", "-at_install")
class TestOffer(OfferCase):
    def _credited(self, claim):
        return sum(claim.refund_ids.mapped("amount_total"))

    # ------------------------------------------------------------------ made

    def test_an_offer_keeps_what_it_said_and_how_much_of_it_is_tax(self):
        claim = self._offered(2, fee_percent=10.0)
        offer = claim._current_offer()
        self.assertEqual(offer.state, "open")
        # 2 × 115.00, 60 % of it, less 10 %.
        self.assertEqual(offer.amount_total, 124.2)
        self.assertEqual(offer.amount_tax, 16.2)
        self.assertEqual(offer.offered_by_id, self.agent.partner_id)
        (row,) = offer.rows
        self.assertEqual(row["gross"], 230.0)
        self.assertEqual(row["reduction"], 92.0)
        self.assertEqual(row["fee"], 13.8)
        self.assertEqual(row["amount"], 124.2)
        self.assertEqual(row["return_to"], "none")

    def test_the_claim_waits_as_long_as_the_offer_holds(self):
        claim = self._offered()
        usual = fields.Datetime.now() + timedelta(days=7)
        offer = claim._current_offer()
        self.assertLess(abs(offer.valid_until - usual), timedelta(minutes=5))
        self.assertEqual(claim.deadline, offer.valid_until)
        asked = fields.Datetime.now().replace(microsecond=0) + timedelta(days=2)
        claim.action_refuse()
        claim.write({"offer_until": asked, "offer_message": "For you"})
        claim.action_offer()
        offer = claim._current_offer()
        self.assertEqual(offer.valid_until, asked)
        self.assertEqual(claim.deadline, asked)
        self.assertEqual(offer.message, "For you")
        with self.assertRefused("in the future"):
            claim.action_refuse()
            claim.offer_until = fields.Datetime.now() - timedelta(hours=1)
            claim.action_offer()
        # Said once; the next offer says something else.
        self.assertFalse(claim.offer_message or claim.offer_until)

    def test_one_offer_at_a_time(self):
        claim = self._offered()
        vals = claim._current_offer().copy_data()[0]
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.env["aftersales.offer"].create({**vals, "state": "open"})

    def test_what_cannot_be_carried_out_is_not_offered(self):
        claim = self._claim(self.order)
        self._propose(claim, 1).trigger = "receipt"
        with self.assertRefused("nothing is sent back"):
            claim.action_offer()
        self.assertFalse(claim.offer_ids)

    # ------------------------------------------------------------------ answered

    def test_what_is_accepted_is_booked_to_the_cent(self):
        claim = self._offered(2, fee_percent=10.0)
        offer = claim._current_offer()
        claim.with_user(self.customer_user).action_accept()
        self.assertEqual(offer.state, "accepted")
        self.assertEqual(offer.answered_by, "customer")
        self.assertEqual(offer.answerer_id, self.customer)
        self.assertTrue(offer.answered_date)
        self.assertEqual(self._credited(claim), offer.amount_total)
        self.assertEqual(claim.refund_ids.amount_tax, offer.amount_tax)
        self.assertBooksBalance(claim)

    def test_an_agent_answers_for_the_customer(self):
        claim = self._offered()
        offer = claim._current_offer()
        claim.with_user(self.agent)._answer_by_phone("accept")
        self.assertEqual(offer.answered_by, "agent")
        self.assertEqual(offer.answerer_id, self.agent.partner_id)
        self.assertBooksBalance(claim)

    def test_a_second_answer_changes_nothing(self):
        claim = self._offered()
        offer = claim._current_offer()
        for _click in range(2):
            told = claim._answer_offer("accept", CUSTOMER, self.customer, offer)
            self.assertEqual(told, "accept")
        self.assertEqual(self._credited(claim), 69.0)
        with self.assertRefused("answered already"):
            claim._answer_offer("refuse", CUSTOMER, self.customer, offer)
        with self.assertRefused("not possible any more"):
            claim.action_accept()
        self.assertBooksBalance(claim)

    def test_an_answer_to_an_older_offer_is_no_answer_to_the_new_one(self):
        claim = self._offered()
        older = claim._current_offer()
        claim.action_refuse()
        claim.remedy_ids.refund_percent = 50.0
        claim.action_offer()
        for answer in ("accept", "counter"):
            with self.assertRefused("has changed"):
                claim._answer_offer(answer, CUSTOMER, self.customer, older)
        self.assertEqual(claim._current_offer().amount_total, 57.5)

    def test_the_customer_suggests_something_else_within_the_limits(self):
        claim = self._offered(2)
        for amount, wish, words in (
            (0.0, "refund", "above"),
            (-5.0, "refund", "above"),
            (230.01, "refund", "up to \\D*230.00"),
            (50.0, "gold", "Choose"),
            (50.0, None, "Choose"),
        ):
            with self.subTest(amount=amount, wish=wish), self.assertRefused(words):
                claim._answer_offer(
                    "counter", CUSTOMER, self.customer, wish=wish, amount=amount
                )
        self.assertEqual(claim.state, "offer")
        offer = claim._current_offer()
        claim._answer_offer(
            "counter",
            CUSTOMER,
            self.customer,
            wish="compensation",
            amount=161.0,
            text="It is scratched on both sides",
        )
        self.assertEqual(claim.state, "review")
        self.assertEqual(offer.state, "countered")
        self.assertEqual(offer.counter_amount, 161.0)
        note = claim.with_user(self.agent).counter_note
        self.assertIn("161.00", note)
        self.assertIn("scratched on both sides", note)
        told = claim.notification_log_ids.filtered(lambda log: log.audience == "agent")
        self.assertIn("counter", told.mapped("event"))
        self.assertBooksBalance(claim)

    def test_what_was_given_already_cannot_be_suggested_again(self):
        order = self._billed(3)
        claim = self._grant(self._claim(order, 3), return_to="none", quantity=2)
        claim.action_appeal()
        self._propose(claim, 1).refund_percent = 50.0
        claim.action_offer()
        self.assertEqual(claim._counter_limit(), 100.0)
        self.assertEqual(claim._current_offer().amount_total, 50.0)
        claim.action_accept()
        self.assertEqual(self._credited(claim), 250.0)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ history

    def test_who_said_what_when_stays_readable(self):
        claim = self._offered()
        claim._answer_offer(
            "counter", CUSTOMER, wish="refund", amount=100.0, text="More please"
        )
        claim.action_offer()
        claim._answer_offer("refuse", CUSTOMER, text="Too little")
        claim.action_offer()
        told = claim._earlier_offers()
        self.assertEqual(
            [offer["outcome"] for offer in told],
            ["You declined it.", "You suggested: Money back: $\xa0100.00"],
        )
        self.assertEqual([o["said"] for o in told], ["Too little", "More please"])
        # The rows are those of then.
        claim.action_refuse()
        claim.remedy_ids.refund_percent = 10.0
        summary = claim.offer_ids[-1].with_user(self.agent).summary
        self.assertIn("60 %", summary)
        self.assertIn("1 × Lamp", summary)

    def test_the_way_tells_how_each_round_ended(self):
        claim = self._offered()
        claim._answer_offer("counter", CUSTOMER, wish="refund")
        labels = [step["label"] for step in claim._steps("customer")]
        self.assertIn("You suggested something else", labels)
        self.assertNotIn("You declined our offer", labels)
        self.assertIn("suggests something else", claim._next_move("agent")["headline"])

    def test_it_is_told_in_the_language_of_its_reader(self):
        self.customer.lang = "zh_CN"
        claim = self._offered()
        self.lamp.with_context(lang="zh_CN").name = "灯"
        offer = claim._current_offer()
        (row,) = offer.with_context(lang="zh_CN")._row_words()
        self.assertIn("灯", row["item"])
        (row,) = offer.with_context(lang="en_US")._row_words()
        self.assertIn("Lamp", row["item"])

    def test_offers_are_written_by_the_verbs_alone(self):
        claim = self._offered()
        offer = claim._current_offer().with_user(self.manager)
        for attempt in (
            lambda: offer.write({"amount_total": 1000.0}),
            lambda: offer.unlink(),
            lambda: offer.create({"claim_id": claim.id}),
        ):
            with self.assertRaises(UserError):
                attempt()
        with self.assertRaises(UserError):
            claim._current_offer().unlink()
