from odoo.tests import tagged

from .portal_common import FORM_KEY, PortalCase, photo


@tagged("post_install", "-at_install")
class TestRequestForm(PortalCase):
    def test_the_order_page_leads_to_the_form_and_lists_requests(self):
        self.sign_in(self.customer_user)
        order_url = f"/my/orders/{self.order.id}"
        self.assertPage(
            self.get(order_url), "Request after-sales service", self.form_url
        )
        claim = self._claim(self.order, 5)
        page = self.get(order_url)
        self.assertNotIn("Request after-sales service", page.text)
        self.assertPage(page, "Your requests", claim.name)

    def test_the_form_offers_what_can_be_claimed_and_says_why_not(self):
        delivery = self.env["product.product"].create(
            {"name": "Gift wrapping", "type": "service"}
        )
        order = self._delivered((self.lamp, 1), (delivery, 1))
        self.sign_in(self.customer_user)
        page = self.get(f"/my/orders/{order.id}/claim")
        self.assertPage(page, "Lamp", "Up to 1", "Services cannot be returned")

    def test_a_customer_submits_two_of_five_with_photos(self):
        self.sign_in(self.customer_user)
        self.assertPage(self.get(self.form_url), "What is wrong?")
        response = self.post(
            self.form_url,
            self.typed(2),
            files=[
                ("evidence", ("one.jpg", photo("red"), "image/jpeg")),
                ("evidence", ("two.jpg", photo("blue"), "image/jpeg")),
            ],
        )
        claim = self.claims()
        self.assertLeadsTo(response, f"/my/claims/{claim.id}")
        self.assertRecordValues(
            claim,
            [
                {
                    "state": "review",
                    "channel": "portal",
                    "partner_id": self.customer.id,
                    "user_id": False,
                }
            ],
        )
        self.assertRecordValues(
            claim.line_ids,
            [
                {
                    "sale_line_id": self.sale_line.id,
                    "quantity": 2,
                    "goods_status": "opened",
                    "description": "The sole came off",
                }
            ],
        )
        self.assertEqual(claim.evidence_ids.mapped("source"), ["customer"] * 2)
        self.assertEqual(self.sale_line.aftersales_claimable_qty, 3)
        page = self.get(f"/my/claims/{claim.id}", done="sent")
        self.assertPage(page, "We are checking your request", "We have your request")

    def test_a_guest_submits_with_the_link_of_the_order(self):
        self.guest()
        token = self.order.access_token
        self.assertPage(self.get(self.form_url, access_token=token), "Lamp")
        response = self.post(self.form_url, self.typed(1, access_token=token))
        claim = self.claims()
        self.assertLeadsTo(response, f"access_token={claim.access_token}")
        history = claim.message_ids.filtered(lambda m: "Submit" in (m.body or ""))
        self.assertEqual(history.author_id, self.customer)

    def test_the_same_form_sent_twice_opens_one_claim(self):
        self.sign_in(self.customer_user)
        first = self.post(self.form_url, self.typed(2))
        second = self.post(self.form_url, self.typed(2))
        self.assertEqual(len(self.claims()), 1)
        self.assertEqual(first.headers["Location"], second.headers["Location"])
        self.assertEqual(self.sale_line.aftersales_claimed_qty, 2)

    def test_what_never_arrived_can_be_claimed_before_delivery(self):
        order = self._order((self.lamp, 2))
        key = order.order_line.id
        self.sign_in(self.customer_user)
        url = f"/my/orders/{order.id}/claim"
        self.assertPage(self.get(url), "Not delivered yet")
        refused = self.post(url, self.typed(1, order.order_line))
        self.assertPage(refused, "It has not been delivered yet")
        self.post(
            url, self.typed(2, order.order_line, **{f"reason_{key}": "not_received"})
        )
        claim = self.env["aftersales.claim"].search([("order_id", "=", order.id)])
        self.assertEqual(claim.line_ids.goods_status, "not_received")

    def test_wrong_input_keeps_what_was_typed_and_says_what_is_wrong(self):
        key = self.sale_line.id
        self.sign_in(self.customer_user)
        for values, words in (
            ({f"quantity_{key}": "7"}, "Only 5 of it"),
            ({f"quantity_{key}": "-1"}, "1 or more"),
            ({f"quantity_{key}": "0"}, "1 or more"),
            ({f"quantity_{key}": "nan"}, "1 or more"),
            ({f"quantity_{key}": "1e308"}, "1 or more"),
            ({f"quantity_{key}": "inf"}, "1 or more"),
            ({f"quantity_{key}": "two"}, "1 or more"),
            ({f"quantity_{key}": "1.5"}, "whole numbers"),
            ({f"reason_{key}": "nonsense"}, "Tell us what is wrong"),
            ({f"status_{key}": "eaten"}, "Tell us where the item is"),
            ({f"pick_{key}": ""}, "Choose at least one item"),
        ):
            with self.subTest(values=values):
                page = self.post(self.form_url, self.typed(**values))
                self.assertPage(
                    page, words, "Please look at this again", "The sole came off"
                )
                self.assertIn(FORM_KEY, page.text)
        self.assertFalse(self.claims())
        self.assertEqual(self.sale_line.aftersales_claimed_qty, 0)

    def test_who_comes_second_reads_how_many_are_left(self):
        self.sign_in(self.customer_user)
        self.assertPage(self.get(self.form_url), "Up to 5")
        self._claim(self.order, 4)
        page = self.post(self.form_url, self.typed(2))
        self.assertPage(page, "Only 1 of it can still be requested", "Up to 1")

    def test_the_serial_number_that_broke_is_chosen(self):
        product = self._product("Radio", tracking="serial")
        order = self._order((product, 2))
        picking = self._purchase(order).picking_ids
        for number, line in enumerate(picking.move_line_ids):
            line.write({"lot_name": f"SN-{number}", "quantity": 1})
        picking.move_ids.picked = True
        picking.button_validate()
        line = order.order_line
        first, second = line.move_ids.move_line_ids.lot_id.sorted("name")
        stranger = first.copy({"name": "SN-X"})
        self.env.flush_all()
        self.sign_in(self.customer_user)
        url = f"/my/orders/{order.id}/claim"
        self.assertPage(self.get(url), "SN-0", "SN-1")
        key = f"lot_{line.id}"
        both = self.post(url, self.typed(1, line, **{key: [first.id, second.id]}))
        self.assertPage(both, "as many serial numbers as items")
        foreign = self.post(url, self.typed(1, line, **{key: stranger.id}))
        self.assertPage(foreign, "Choose from the numbers of this order")
        self.post(url, self.typed(1, line, **{key: second.id}))
        claim = self.env["aftersales.claim"].search([("order_id", "=", order.id)])
        self.assertEqual(claim.line_ids.lot_ids, second)
        self.assertNotIn("SN-1", self.get(url).text)

    def test_files_are_judged_by_what_they_contain(self):
        self.sign_in(self.customer_user)
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for name, content in (
            ("drawing.jpg", svg),
            ("page.jpg", b"<html><script>alert(1)</script></html>"),
            ("tool.jpg", b"MZ\x90\x00" + b"\x00" * 200),
            ("half.jpg", photo()[:20]),
            ("empty.jpg", b""),
        ):
            with self.subTest(name=name):
                page = self.post(
                    self.form_url,
                    self.typed(1),
                    files=[("evidence", (name, content, "image/jpeg"))],
                )
                self.assertPage(page, name, "choose them again")
        self.assertFalse(self.claims())
        self.assertFalse(self.env["aftersales.evidence"].search([("name", "=", name)]))

    def test_a_file_that_is_too_large_is_refused_in_words(self):
        self.sign_in(self.customer_user)
        huge = photo() + b"\x00" * (25 * 1024 * 1024)
        page = self.post(
            self.form_url,
            self.typed(1),
            files=[("evidence", ("huge.jpg", huge, "image/jpeg"))],
        )
        self.assertPage(page, "huge.jpg is larger than 25 MB")
        self.assertFalse(self.claims())


@tagged("post_install", "-at_install")
class TestRequestFormAttacks(PortalCase):
    def test_only_the_customer_and_the_link_open_the_form(self):
        for user in (self.other_user, self.supplier_user):
            self.sign_in(user)
            self.assertDenied(self.get(self.form_url))
            self.assertDenied(self.post(self.form_url, self.typed(1)))
            self.assertDenied(self.get(self.form_url, access_token="wrong"))
            self.assertDenied(self.get(self.form_url, access_token="%C3%A9"))
        self.guest()
        self.assertDenied(self.get(self.form_url))
        self.assertDenied(self.post(self.form_url, self.typed(1)))
        self.assertDenied(self.get("/my/orders/999999999/claim"))
        self.assertDenied(self.get("/my/orders/99999999999999999999/claim"))
        self.assertFalse(self.claims())

    def test_the_token_of_one_order_opens_no_other(self):
        order = self._delivered((self.lamp, 1))
        self.guest()
        self.assertDenied(
            self.get(
                f"/my/orders/{order.id}/claim", access_token=self.order.access_token
            )
        )

    def test_items_of_another_order_are_refused(self):
        foreign = self._delivered((self.lamp, 3), partner=self.other_user.partner_id)
        self.sign_in(self.customer_user)
        page = self.post(self.form_url, self.typed(1, foreign.order_line))
        self.assertPage(page, "cannot be requested any more")
        both = self.typed(1) | self.typed(1, foreign.order_line)
        self.assertPage(self.post(self.form_url, both), "cannot be requested any more")
        self.assertFalse(
            self.env["aftersales.claim"].search([], limit=1) & self.claims()
        )
        self.assertEqual(foreign.order_line.aftersales_claimed_qty, 0)

    def test_other_keys_of_the_post_change_nothing(self):
        foreign = self._delivered((self.lamp, 3), partner=self.other_user.partner_id)
        self.sign_in(self.customer_user)
        self.post(
            self.form_url,
            self.typed(
                1,
                order=str(foreign.id),
                order_id=str(foreign.id),
                partner_id=str(self.other_user.partner_id.id),
                state="approved",
                channel="api",
                external_ref="mine",
                user_id="2",
                price_unit="9999",
                line_ids="[]",
            ),
        )
        claim = self.claims()
        self.assertRecordValues(
            claim,
            [
                {
                    "partner_id": self.customer.id,
                    "state": "review",
                    "channel": "portal",
                    "user_id": False,
                    "external_ref": f"{self.order.id}:{FORM_KEY}",
                }
            ],
        )

    def test_a_form_key_of_another_order_leads_to_nothing(self):
        foreign = self._delivered((self.lamp, 3), partner=self.other_user.partner_id)
        self.sign_in(self.other_user)
        self.post(f"/my/orders/{foreign.id}/claim", self.typed(1, foreign.order_line))
        self.sign_in(self.customer_user)
        response = self.post(self.form_url, self.typed(1))
        self.assertLeadsTo(response, f"/my/claims/{self.claims().id}")
        self.assertEqual(self.claims().partner_id, self.customer)

    def test_a_post_without_the_session_token_changes_nothing(self):
        self.sign_in(self.customer_user)
        response = self.post(self.form_url, self.typed(1), csrf=False)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.claims())

    def test_typed_text_is_text(self):
        key = self.sale_line.id
        self.sign_in(self.customer_user)
        self.post(
            self.form_url,
            self.typed(
                1, **{f"note_{key}": "<script>alert(1)</script>\x00" + "x" * 3000}
            ),
        )
        claim = self.claims()
        self.assertEqual(len(claim.line_ids.description), 2000)
        page = self.get(f"/my/claims/{claim.id}")
        self.assertNotIn("<script>alert(1)", page.text)
