"""Offers: made, answered once, ended, kept; never booked otherwise than shown."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.workflow.workflow_mixin import CUSTOMER, SYSTEM
from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOffer(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 20, taxed))
        cls.invoice = cls._invoice(cls.order)
        cls._bill(cls.order)
        cls.customer_user = new_test_user(
            cls.env,
            "offer_customer",
            groups="base.group_portal",
            partner_id=cls.customer.id,
        )

    def _offered(self, quantity=1, order=None, **vals):
        """A claim with an offer: keep it, 60 % of the price back."""
        claim = self._claim(order or self.order, quantity)
        remedy = self._propose(claim, quantity)
        remedy.write({"refund_percent": 60.0, **vals})
        claim.with_user(self.agent).action_offer()
        return claim

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

    # ------------------------------------------------------------------ ended

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

    # ------------------------------------------------------------------ stale

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
