from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .policy_common import PolicyMixin
from .portal_common import photo
from .request_common import RequestCase


@tagged("post_install", "-at_install")
class TestPolicyPortal(PolicyMixin, RequestCase):
    """What customers read of our promises while they write, and what they may wish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._only_own_policies()

    def setUp(self):
        super().setUp()
        self.sign_in(self.customer_user)

    def _delivered_days_ago(self, days):
        self.order.order_line.move_ids.date = fields.Datetime.now() - timedelta(days)

    def _quote(self, **typed):
        answer = self.make_jsonrpc_request(
            f"{self.form_url}/quote", {"typed": self.typed(**typed)}
        )
        return answer[str(self.sale_line.id)]

    # ------------------------------------------------------------------ first page

    def test_the_form_says_until_when_and_what_to_show(self):
        self._policy(window_days=30, **self._wants(2))
        said = self._quote()
        self.assertRegex(said["words"], r"Delivered on .*: you can ask until")
        self.assertIn("We need: 2 × Photo of the fault.", said["words"])
        self.assertNotIn("Promise", said["words"])
        self.assertFalse(self.claims(), "Nothing was written")

    def test_after_the_window_he_may_ask_and_we_decide(self):
        self._policy(window_days=30)
        self._delivered_days_ago(40)
        self.assertIn(
            "You can still ask; we decide case by case", self._quote()["words"]
        )
        claim, url = self.draft()
        self.assertEqual(claim.state, "draft", "It is no stop")
        self.assertPage(self.get(f"{url}/check"), "we decide case by case")

    def test_what_the_policy_refuses_alone_stops_on_the_first_page(self):
        self._policy(
            window_days=30,
            after_window="refuse",
            refuses_alone=True,
            refusal_text="It is too late. Write to us if it broke.",
        )
        self._delivered_days_ago(40)
        self.assertEqual(
            self._quote()["words"], "It is too late. Write to us if it broke."
        )
        page = self.post(self.form_url, self.typed())
        self.assertPage(page, "Please look at this again", "It is too late.")
        self.assertFalse(self.claims())
        self.assertCustomerWords(page)

    def test_what_a_person_confirms_is_no_stop(self):
        self._policy(effect="refuse", refusal_text="We do not take it back.")
        self.assertEqual(
            self._quote()["words"],
            "We do not take it back. You can still ask; we decide case by case.",
        )
        claim, _url = self.draft()
        self.assertTrue(claim)

    def test_what_is_never_taken_back_is_not_offered(self):
        voucher = self._product("Voucher")
        self._policy(
            product_ids=[Command.set(voucher.ids)],
            effect="refuse",
            refuses_alone=True,
            refusal_text="Vouchers cannot be returned.",
        )
        order = self._delivered((self.lamp, 1), (voucher, 1))
        page = self.get(f"/my/orders/{order.id}/claim")
        self.assertPage(page, "Not possible now", "Vouchers cannot be returned.")
        self.assertNotIn(f"pick_{order.order_line[1].id}", page.text)
        self.assertIn(f"pick_{order.order_line[0].id}", page.text)

    def test_a_reason_that_would_be_taken_back_keeps_the_item_on_offer(self):
        self._policy("Broken", sequence=1, reason_ids=[Command.set(self.defect.ids)])
        self._policy(effect="refuse", refuses_alone=True)
        self.assertIn(f"pick_{self.sale_line.id}", self.get(self.form_url).text)
        key = self.sale_line.id
        self.assertFalse(self._quote()["error"])
        refused = self._quote(**{f"reason_{key}": "changed_mind"})
        self.assertEqual(refused["words"], "We do not take this back.")

    # ------------------------------------------------------------------ second page

    def test_only_what_the_policy_offers_can_be_wished_with_its_conditions(self):
        self._invoice(self.order)
        self._policy(
            **self._offers(
                "refund", "repair", fee_percent=10.0, freight_payer="customer"
            )
        )
        claim, url = self.draft(1)
        page = self.get(f"{url}/details")
        self.assertPage(page, "Money back", "90.00", "after a fee of", "10.00")
        self.assertPage(page, "You pay for the parcel.", "Repair")
        self.assertNotIn("Exchange", page.text)
        self.post(f"{url}/details", {"wish": "replacement"})
        self.assertEqual(claim.line_ids.wish, "refund")
        self.post(f"{url}/details", {"wish": "repair"})
        self.assertEqual(claim.line_ids.wish, "repair")
        self.assertCustomerWords(page)

    def test_goods_he_may_keep_are_said_to_be_kept(self):
        self._invoice(self.order)
        self._policy(keep_amount=100.0)
        _claim, url = self.draft(1)
        self.assertPage(self.get(f"{url}/details"), "100.00", "You keep the item.")

    def test_items_with_different_offers_are_asked_one_by_one(self):
        chair = self._product("Chair")
        self._policy(
            product_ids=[Command.set(chair.ids)], **self._offers("replacement")
        )
        order = self._delivered((self.lamp, 1), (chair, 1))
        lamp_line, chair_line = order.order_line
        typed = self.typed(1, lamp_line) | self.typed(1, chair_line)
        self.post(f"/my/orders/{order.id}/claim", typed)
        claim = order._aftersales_draft()
        lamp, chair = claim.line_ids
        url = f"/my/claims/{claim.id}/details"
        page = self.get(url)
        self.assertPage(page, f"wish_{lamp.id}_repair", f"wish_{chair.id}_replacement")
        self.assertNotIn(f"wish_{chair.id}_repair", page.text)
        self.assertEqual(chair.wish, "replacement")

    def test_what_to_show_is_listed_and_counted(self):
        self._policy(**self._wants(2))
        claim, url = self.draft(1)
        page = self.get(f"{url}/details")
        self.assertPage(page, 'id="wanted"', "2 × Photo of the fault")
        one = [("file", ("a.jpg", photo("red"), "image/jpeg"))]
        self.assertPage(
            self.post(f"{url}/details", files=one), "We still need: Photo of the fault"
        )
        two = [("file", ("b.jpg", photo("blue"), "image/jpeg"))]
        self.assertLeadsTo(self.post(f"{url}/details", files=two), f"{url}/check")
        self.assertLeadsTo(self.post(f"{url}/check"), f"/my/claims/{claim.id}")
        self.assertEqual(claim.policy_outcome, "grant")

    def test_who_has_no_photo_says_why_and_a_person_decides(self):
        self._policy(auto_amount=500.0, **self._wants())
        claim, url = self.draft(1)
        self.post(f"{url}/details", {"no_evidence": "It burnt"})
        self.post(f"{url}/check")
        self.assertEqual((claim.state, claim.policy_outcome), ("review", "person"))

    # ------------------------------------------------------------------ sent

    def test_what_the_policy_grants_is_approved_at_once_and_said_so(self):
        self._invoice(self.order)
        self._bill(self.order)
        self._policy(auto_amount=500.0, window_days=30, **self._wants())
        claim, answer = self.submit_request(1)
        self.assertEqual(claim.state, "approved")
        self.assertLeadsTo(answer, "done=granted")
        page = self.get(f"/my/claims/{claim.id}", done="granted")
        self.assertPage(
            page, "Approved. You read here what comes next.", "Send it back"
        )
        self.assertCustomerWords(page)
        self.assertBooksBalance(claim)

    def test_shop_apps_get_the_same(self):
        self._policy(auto_amount=500.0, **self._offers("refund", return_to="none"))
        self.defect.evidence_required = False
        self._invoice(self.order)
        claims = self.env["aftersales.claim"].with_user(self.agent)
        answer = claims.api_submit(
            {
                "order": self.order.name,
                "lines": [
                    {
                        "order_line_id": self.sale_line.id,
                        "quantity": 1,
                        "reason": "defect",
                    }
                ],
                "external_ref": "APP-1",
            }
        )
        self.assertIn(answer["state"], ("approved", "resolved"))
        self.assertBooksBalance(claims.browse(answer["id"]).sudo())

    # ------------------------------------------------------------------ privacy

    def test_customers_read_no_policy(self):
        policy = self._policy()
        claim = self._claim(self.order, channel="portal")
        for record in (policy, claim.line_ids):
            with self.subTest(record=record):
                self.assertFalse(
                    record.with_user(self.customer_user).has_access("read")
                )
        readable = claim.with_user(self.customer_user).fields_get()
        self.assertFalse({"policy_outcome", "has_exception"} & readable.keys())
