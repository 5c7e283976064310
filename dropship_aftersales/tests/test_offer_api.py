"""A shop app reads the offer and answers it for its customer, once."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestOfferApi(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 5))
        cls._invoice(cls.order)
        cls._bill(cls.order)
        cls.app = cls.env["aftersales.claim"].with_user(cls.agent)

    def _offered(self):
        claim = self._claim(self.order, 1, channel="api", external_ref="SHOP-7")
        self._propose(claim, 1).refund_percent = 60.0
        claim.action_offer()
        return claim

    def _answer(self, **values):
        return self.app.api_answer_offer({"external_ref": "SHOP-7", **values})

    def test_the_status_tells_the_offer(self):
        claim = self._offered()
        (status,) = self.app.api_status("SHOP-7")
        offer = status["offer"]
        self.assertEqual((offer["state"], offer["amount"]), ("open", 60.0))
        self.assertEqual(offer["currency"], claim.currency_id.name)
        (row,) = offer["rows"]
        self.assertEqual(row["order_line_id"], self.order.order_line.id)
        self.assertEqual((row["refund_percent"], row["return_to"]), (60.0, "none"))

    def test_an_answer_is_taken_once(self):
        claim = self._offered()
        offer = self.app.api_status("SHOP-7")[0]["offer"]["id"]
        for _replay in range(2):
            result = self._answer(answer="accept", offer=offer)
            self.assertEqual(result["answer"], "accept")
            self.assertEqual(result["offer"]["state"], "accepted")
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 60.0)
        self.assertEqual(claim.offer_ids.answerer_id, self.agent.partner_id)
        with self.assertRefused("answered already"):
            self._answer(answer="refuse")
        self.assertBooksBalance(claim)

    def test_something_else_is_suggested(self):
        claim = self._offered()
        with self.assertRefused("up to"):
            self._answer(answer="counter", wish="refund", amount=100.01)
        result = self._answer(answer="counter", wish="refund", amount=80, text="Bent")
        self.assertEqual((result["state"], result["answer"]), ("review", "counter"))
        self.assertEqual(claim.offer_ids.counter_amount, 80.0)

    def test_what_is_wrong_is_named(self):
        self._offered()
        for values, key in (
            ({"answer": "maybe"}, "answer"),
            ({"answer": "withdraw"}, "answer"),
            ({"answer": "accept", "external_ref": "SHOP-8"}, "external_ref"),
            ({"answer": "accept", "channel": "phone"}, "external_ref"),
            ({"answer": "accept", "offer": -1}, "offer"),
            *(({"answer": "accept", "offer": odd}, "offer") for odd in (0, True, [])),
            ({"answer": "counter", "amount": "much"}, "amount"),
            *(
                ({"answer": "counter", "wish": "refund", "amount": odd}, "amount")
                for odd in (float("nan"), float("inf"), -float("inf"), 10**400)
            ),
            ({"answer": "accept", "force": True}, "force"),
        ):
            with self.subTest(values=values), self.assertRefused(key, ValidationError):
                self._answer(**values)

    def test_only_agents_answer_for_customers(self):
        self._offered()
        clerk = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.app.with_user(clerk).api_answer_offer(
                {"external_ref": "SHOP-7", "answer": "accept"}
            )
