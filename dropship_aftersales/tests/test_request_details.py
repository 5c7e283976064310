from odoo.exceptions import UserError
from odoo.tests import tagged

from .portal_common import photo
from .queries import counted
from .request_common import RequestCase


@tagged("post_install", "-at_install")
class TestRequestDetails(RequestCase):
    """The second and third page of a new request."""

    def test_a_customer_sends_two_of_five_with_photos_and_a_wish(self):
        invoice = self._invoice(self.order)
        claim, url = self.draft()
        page = self.get(f"{url}/details")
        self.assertPage(page, "Photo of the fault", "Money back", "200.00", "Repair")
        answer = self.post(
            f"{url}/details",
            {"wish": "repair", "description": "It worked for a day"},
            files=[
                ("file", ("one.jpg", photo("red"), "image/jpeg")),
                ("file", ("two.jpg", photo("blue"), "image/jpeg")),
            ],
        )
        self.assertLeadsTo(answer, f"{url}/check")
        page = self.get(f"{url}/check")
        self.assertPage(
            page,
            "2 × Lamp",
            "It is broken",
            "The sole came off",
            "Repair",
            "It worked for a day",
            self.customer.email,
            "What happens next",
        )
        self.assertEqual(claim.state, "draft")
        self.assertLeadsTo(self.post(f"{url}/check"), url)
        self.assertEqual((claim.state, claim.line_ids.wish), ("review", "repair"))
        self.assertEqual(claim.evidence_ids.mapped("source"), ["customer"] * 2)
        self.assertEqual(self.sale_line.aftersales_claimable_qty, 3)
        self.assertPage(self.get(url, done="sent"), "We have your request")
        self.assertEqual(invoice.amount_residual, 500)
        self.assertBooksBalance(claim)

    def test_a_guest_sends_it_with_the_link_of_the_order(self):
        self.guest()
        token = self.order.access_token
        self.assertPage(self.get(self.form_url, access_token=token), "Lamp")
        claim, answer = self.submit_request(1, token=token)
        self.assertLeadsTo(answer, f"access_token={claim.access_token}")
        self.assertEqual(claim.state, "review")
        history = claim.message_ids.filtered(lambda m: "Submit" in (m.body or ""))
        self.assertEqual(history.author_id, self.customer)

    def test_pages_of_a_sent_request_lead_to_where_it_is(self):
        self.sign_in(self.customer_user)
        claim, first = self.submit_request(2)
        for page in ("items", "details", "check"):
            url = f"/my/claims/{claim.id}/{page}"
            self.assertLeadsTo(self.get(url), f"/my/claims/{claim.id}")
            second = self.post(url, self.typed(3))
            self.assertEqual(second.headers["Location"], first.headers["Location"])
        self.post(f"/my/claims/{claim.id}/delete")
        self.assertEqual(self.claims(), claim)
        self.assertEqual(self.sale_line.aftersales_claimed_qty, 2)

    def test_a_photo_or_a_word_why_there_is_none(self):
        claim, url = self.draft()
        self.assertPage(self.post(f"{url}/details"), "Add a photo or video, or tell us")
        self.assertPage(self.post(f"{url}/check"), "Add a photo or video, or tell us")
        with self.assertRaisesRegex(UserError, "Add a photo"):
            claim.with_user(self.customer_user).action_submit()
        self.assertEqual(claim.state, "draft")
        answer = self.post(f"{url}/details", {"no_evidence": "It burnt"})
        self.assertLeadsTo(answer, f"{url}/check")
        self.assertPage(self.get(f"{url}/check"), "It burnt")
        self.post(f"{url}/check")
        self.assertEqual(
            (claim.state, claim.no_evidence_reason), ("review", "It burnt")
        )

    def test_who_changed_his_mind_needs_no_photo(self):
        key = self.sale_line.id
        claim, url = self.draft(**{f"reason_{key}": "changed_mind"})
        page = self.get(f"{url}/details")
        self.assertPage(page, "You need no photo")
        self.assertNotIn("Repair", page.text)
        self.post(f"{url}/details", {"wish": "repair"})
        self.assertEqual(claim.line_ids.wish, "refund")
        self.post(f"{url}/check")
        self.assertEqual(claim.state, "review")

    def test_items_with_different_wishes_are_asked_one_by_one(self):
        order = self._delivered((self.lamp, 1), (self.lamp, 1))
        first, second = order.order_line
        self.sign_in(self.customer_user)
        typed = self.typed(1, first) | self.typed(
            1, second, **{f"reason_{second.id}": "wrong_size"}
        )
        self.post(f"/my/orders/{order.id}/claim", typed)
        claim = order._aftersales_draft()
        broken, wrong = claim.line_ids
        url = f"/my/claims/{claim.id}/details"
        self.post(
            url, {f"wish_{broken.id}": "repair", f"wish_{wrong.id}": "replacement"}
        )
        self.assertEqual(claim.line_ids.mapped("wish"), ["repair", "replacement"])
        self.post(url, {f"wish_{wrong.id}": "repair", "wish": "compensation"})
        self.assertEqual(claim.line_ids.mapped("wish"), ["repair", "replacement"])

    def test_who_comes_second_reads_how_many_are_left_and_types_nothing_again(self):
        claim, url = self.draft(2)
        self.post(
            f"{url}/details",
            {"wish": "replacement"},
            files=[("file", ("one.jpg", photo(), "image/jpeg"))],
        )
        self._claim(self.order, 4)
        page = self.post(f"{url}/check")
        self.assertPage(
            page,
            "Only 1 Units of it can still be requested",
            "Up to 1 Units",
            "The sole came off",
        )
        self.assertIn(f'action="{url}/items"', page.text)
        answer = self.post(f"{url}/items", self.typed(1))
        self.assertLeadsTo(answer, f"{url}/details")
        self.post(f"{url}/check")
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.line_ids.wish, "replacement")
        self.assertEqual(len(claim.evidence_ids), 1)

    def test_going_back_keeps_what_was_typed(self):
        claim, url = self.draft()
        answer = self.post(
            f"{url}/details", {"go": "back", "description": "One more thing"}
        )
        self.assertLeadsTo(answer, f"{url}/items")
        self.assertEqual(claim.description, "One more thing")

    def test_a_phone_adds_photos_to_the_request_on_the_computer(self):
        claim, url = self.draft()
        self.assertPage(self.get(f"{url}/details"), "data:image/svg+xml;base64,")
        self.guest()
        token = {"access_token": claim.access_token}
        self.post(
            f"{url}/files", token, files=[("file", ("a.jpg", photo(), "image/jpeg"))]
        )
        self.sign_in(self.customer_user)
        answer = self.post(f"{url}/details", {"go": "stay", "description": "Kept"})
        self.assertLeadsTo(answer, f"{url}/details")
        self.assertPage(self.get(f"{url}/details"), "a.jpg", "Kept")

    def test_ten_items_cost_no_more_queries_than_two(self):
        self.sign_in(self.customer_user)

        def cost(count, page):
            items = [(self._product(f"P{n}"), 2) for n in range(count)]
            order = self._delivered(*items)
            claim = self._claim(order, 1, submit=False, channel="portal")
            for line in order.order_line[1:]:
                claim.line_ids[0].copy({"sale_line_id": line.id})
            url = f"/my/claims/{claim.id}/{page}"
            self.get(url)
            with counted(self.env) as spent:
                self.assertPage(self.get(url), "P1")
            return spent.queries

        for page in ("details", "check"):
            with self.subTest(page=page):
                self.assertLessEqual(cost(8, page), cost(2, page))

    def test_pages_are_read_without_a_write(self):
        _claim, url = self.draft()
        for page in (self.form_url, f"{url}/items", f"{url}/details", f"{url}/check"):
            with self.assertNoLogs("odoo.http", "WARNING"):
                self.assertPage(self.get(page))

    def test_customers_read_their_own_words(self):
        _claim, url = self.draft()
        for page in (self.form_url, f"{url}/details", f"{url}/check"):
            self.assertCustomerWords(self.get(page))
