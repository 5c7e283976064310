"""The offer on the customer's page: answered once, by login and by link."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestOfferPortal(PortalCase):
    def _offered(self, **vals):
        claim = self._claim(self.order, 2, channel="portal")
        self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "quantity": 2,
                "refund_percent": 60.0,
                "fee_percent": 10.0,
                **vals,
            }
        )
        claim.offer_message = "It is still usable."
        claim.action_offer()
        self.env.flush_all()
        return claim

    def _url(self, claim, form=""):
        return f"/my/claims/{claim.id}{form}"

    def test_the_card_says_what_is_asked_and_offered_with_every_fee(self):
        claim = self._offered()
        self.sign_in(self.customer_user)
        page = self.get(self._url(claim))
        self.assertPage(
            page,
            "It is still usable.",
            "You asked",
            "We offer",
            "Keep it, 60 % of the price back",
            "120.00",
            "Restocking fee (10 %)",
            "You get",
            "108.00",
            "Suggest something else",
            "Decline",
        )
        self.assertRegex(page.text, r"-\D*12\.00|\$\W*-12\.00")
        self.assertCustomerWords(page)

    def test_accepting_asks_once_more_and_is_done_once(self):
        claim = self._offered()
        offer = claim._current_offer()
        for name, more in (
            ("login", {}),
            ("link", {"access_token": claim.access_token}),
        ):
            with self.subTest(by=name):
                if more:
                    self.guest()
                else:
                    self.sign_in(self.customer_user)
                page = self.get(self._url(claim, "/accept"), **more)
                self.assertPage(
                    page, "Accept our offer?", "108.00", "Back to the offer"
                )
                self.assertCustomerWords(page)
                self.assertEqual(claim.state, "offer")
        answer = {"verb": "accept", "offer": offer.id, **more}
        for _click in range(2):
            self.assertLeadsTo(
                self.post(self._url(claim, "/do"), answer), "done=accept"
            )
        self.assertEqual(offer.state, "accepted")
        self.assertEqual(offer.answered_by, "customer")
        self.assertEqual(offer.answerer_id, self.customer)
        # The back button leads to where it stands now.
        back = self.get(self._url(claim, "/accept"), **more)
        self.assertLeadsTo(back, self._url(claim))
        self._invoice(self.order)
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_total, 108.0)
        self.assertBooksBalance(claim)

    def test_suggesting_something_else(self):
        claim = self._offered()
        offer = claim._current_offer()
        self.sign_in(self.customer_user)
        url = self._url(claim, "/counter")
        typed = {"offer": offer.id, "wish": "refund", "answer": "counter"}
        for amount, words in (
            ("0", "Suggest an amount above"),
            ("200.01", "up to"),
            ("lots", "Enter the amount as a number"),
            ("-3", "Suggest an amount above"),
        ):
            with self.subTest(amount=amount):
                page = self.post(
                    url, {**typed, "amount": amount, "note": "Both are cracked"}
                )
                # What was typed is still there, and open.
                self.assertPage(page, words, "Both are cracked", f'value="{amount}"')
                self.assertRegex(page.text, r'id="offer_counter"[^>]*open="open"')
        page = self.post(url, {**typed, "wish": "", "amount": "5"})
        self.assertPage(page, "Choose what you would like")
        self.assertEqual(claim.state, "offer")
        typed |= {"amount": "150,50", "note": "Both are cracked"}
        for _click in range(2):
            self.assertLeadsTo(self.post(url, typed), "done=counter")
        self.assertEqual(claim.state, "review")
        self.assertEqual(offer.state, "countered")
        self.assertEqual(offer.counter_amount, 150.5)
        page = self.get(self._url(claim))
        self.assertPage(
            page,
            "Earlier offers",
            "We offered you",
            "You suggested: Money back: $\xa0150.50",
            "Both are cracked",
        )
        self.assertCustomerWords(page)

    def test_declining_may_say_why(self):
        claim = self._offered()
        offer = claim._current_offer()
        self.guest()
        answer = {
            "verb": "refuse",
            "offer": offer.id,
            "note": "I want a new one",
            "access_token": claim.access_token,
        }
        self.assertLeadsTo(self.post(self._url(claim, "/do"), answer), "done=refuse")
        self.assertEqual((offer.state, offer.counter_text), ("refused", answer["note"]))

    def test_an_offer_that_changed_is_not_answered(self):
        claim, other = self._offered(), self._offered(quantity=1)
        older = claim._current_offer()
        claim.action_refuse()
        claim.remedy_ids.refund_percent = 50.0
        claim.action_offer()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        for number in (older.id, other._current_offer().id, 0, "x"):
            for form, data in (
                ("/do", {"verb": "accept"}),
                ("/counter", {"wish": "refund"}),
            ):
                with self.subTest(offer=number, form=form):
                    page = self.post(
                        self._url(claim, form), {**data, "offer": str(number)}
                    )
                    self.assertPage(page, "Our offer has changed", "90.00")
        self.assertEqual(claim.state, "offer")
        self.assertEqual(other.state, "offer")

    def test_what_has_ended_is_said_and_cannot_be_accepted(self):
        claim = self._offered()
        offer = claim._current_offer()
        offer.valid_until = fields.Datetime.now() - timedelta(minutes=1)
        self.env.flush_all()
        self.sign_in(self.customer_user)
        page = self.get(self._url(claim))
        self.assertPage(page, "Our offer has ended", "Write to us")
        self.assertNotIn("offer_accept", page.text)
        self.assertLeadsTo(self.get(self._url(claim, "/accept")), self._url(claim))
        answer = {"verb": "accept", "offer": offer.id}
        self.assertLeadsTo(self.post(self._url(claim, "/do"), answer), "done=expired")
        self.assertEqual((claim.state, offer.state), ("review", "expired"))
        self.assertPage(
            self.get(self._url(claim), done="expired"), "This offer has ended"
        )

    def test_an_order_that_changed_ends_the_offer_and_books_nothing(self):
        invoice = self._invoice(self.order)
        claim = self._offered()
        offer = claim._current_offer()
        credit = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        credit.create({"journal_id": invoice.journal_id.id}).refund_moves()
        invoice.reversal_move_ids.invoice_line_ids.price_unit = 95.0
        invoice.reversal_move_ids.action_post()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        answer = {"verb": "accept", "offer": offer.id}
        self.assertLeadsTo(self.post(self._url(claim, "/do"), answer), "done=changed")
        self.assertEqual(claim.state, "review")
        self.assertEqual(offer.withdrawal, "worth_changed")
        self.assertFalse(claim.refund_ids)
        self.assertPage(
            self.get(self._url(claim), done="changed"), "Nothing was booked"
        )

    def test_strangers_answer_nothing(self):
        claim = self._offered()
        offer = claim._current_offer()
        self.sign_in(self.other_user)
        for form, data in (
            ("/do", {"verb": "accept", "offer": offer.id}),
            ("/counter", {"wish": "refund", "offer": offer.id}),
        ):
            self.assertDenied(self.post(self._url(claim, form), data))
        self.assertDenied(self.get(self._url(claim, "/accept")))
        self.assertEqual(offer.state, "open")
