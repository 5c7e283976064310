from odoo.tests import tagged

from .portal_common import PortalCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestRequestItems(PortalCase):
    """The first page of a new request: which items, and what is wrong."""

    def test_the_order_page_leads_to_the_form_and_lists_requests(self):
        self.sign_in(self.customer_user)
        order_url = f"/my/orders/{self.order.id}"
        self.assertPage(
            self.get(order_url), "Request after-sales service", self.form_url
        )
        claim = self._claim(self.order, 5)
        page = self.get(order_url)
        self.assertNotIn(self.form_url, page.text)
        self.assertPage(page, "Your requests", claim.name)

    def test_the_form_offers_what_can_be_claimed_and_says_why_not(self):
        delivery = self.env["product.product"].create(
            {"name": "Gift wrapping", "type": "service"}
        )
        order = self._delivered((self.lamp, 1), (self.lamp, 2), (delivery, 1))
        used_up = order.order_line[1]
        claim = self._claim(order, 2, line=used_up)
        self.sign_in(self.customer_user)
        page = self.get(f"/my/orders/{order.id}/claim")
        self.assertPage(
            page,
            "Up to 1",
            "Services cannot be returned",
            "All of it is in a request",
            f"/my/claims/{claim.id}",
        )
        self.assertNotIn(f"pick_{used_up.id}", page.text)

    def test_items_become_a_draft_that_holds_nothing(self):
        self.sign_in(self.customer_user)
        self.assertPage(self.get(self.form_url), "What is wrong?", "checked")
        response = self.post(self.form_url, self.typed(2))
        claim = self.claims()
        self.assertLeadsTo(response, f"/my/claims/{claim.id}/details")
        self.assertRecordValues(
            claim,
            [
                {
                    "state": "draft",
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
        self.assertEqual(self.sale_line.aftersales_claimable_qty, 5)

    def test_the_draft_is_resumed_and_changed(self):
        order = self._delivered((self.lamp, 3), (self.lamp, 4))
        first, second = order.order_line
        url = f"/my/orders/{order.id}/claim"
        self.sign_in(self.customer_user)
        self.post(url, self.typed(2, first))
        draft = order._aftersales_draft()
        self.assertPage(self.get(url), "The sole came off")
        self.assertPage(self.get(f"/my/claims/{draft.id}/items"), "The sole came off")
        kept = draft.line_ids
        self.post(
            f"/my/claims/{draft.id}/items",
            self.typed(3, first) | self.typed(1, second),
        )
        self.assertEqual(draft.line_ids.mapped("quantity"), [3, 1])
        self.assertIn(kept, draft.line_ids)
        self.post(url, self.typed(4, second))
        self.assertEqual(draft.line_ids.mapped("quantity"), [4])
        self.assertEqual(order._aftersales_draft(), draft)

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
        claim = order._aftersales_draft()
        self.assertEqual(claim.line_ids.goods_status, "not_received")

    def test_wrong_input_keeps_what_was_typed_and_says_what_is_wrong(self):
        key = self.sale_line.id
        self.sign_in(self.customer_user)
        for values, words in (
            ({f"quantity_{key}": "7"}, "Only 5 Units of it"),
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
        self.assertFalse(self.claims())

    def test_the_live_texts_say_what_the_server_would(self):
        key = str(self.sale_line.id)
        self.sign_in(self.customer_user)

        def quote(**values):
            return self.make_jsonrpc_request(
                f"{self.form_url}/quote", {"typed": self.typed(**values)}
            )[key]

        said = quote(quantity=2)
        self.assertFalse(said["error"])
        self.assertIn("Delivered on", said["words"])
        self.assertIn("Photo of the fault", said["words"])
        said = quote(quantity=7, **{f"reason_{key}": "changed_mind"})
        self.assertIn("Only 5 Units of it", said["error"])
        self.assertIn("no photo", said["words"])
        self.assertFalse(self.claims())
        self.sign_in(self.other_user)
        answer = self.make_jsonrpc_request(
            f"{self.form_url}/quote", {"typed": self.typed()}
        )
        self.assertEqual(answer, {})

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
        claim, _answer = self.submit_request(1, line, **{key: second.id})
        self.assertEqual(claim.line_ids.lot_ids, second)
        self.assertNotIn("SN-1", self.get(url).text)

    def test_too_many_requests_are_refused_in_words(self):
        self.env["ir.config_parameter"].set_param(
            "dropship_aftersales.requests_per_customer", "1"
        )
        self.sign_in(self.customer_user)
        self.post(self.form_url, self.typed(1))
        self.assertLeadsTo(self.post(self.form_url, self.typed(2)), "/details")
        other = self._delivered((self.lamp, 1))
        answer = self.post(
            f"/my/orders/{other.id}/claim", self.typed(1, other.order_line)
        )
        self.assertPage(answer, "within 24 hours", "The sole came off")
        self.assertFalse(other._aftersales_draft())

    def test_ten_items_cost_no_more_queries_than_two(self):
        self.sign_in(self.customer_user)

        def cost(count):
            order = self._delivered(
                *[(self._product(f"P{n}"), 2) for n in range(count)]
            )
            url = f"/my/orders/{order.id}/claim"
            self.get(url)
            with counted(self.env) as spent:
                self.assertPage(self.get(url), "P1")
            return spent.queries

        self.assertLessEqual(cost(10), cost(2))
