from odoo.tests import tagged

from .portal_common import PortalCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestCustomerList(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shoe = cls._product("Trail Shoe", default_code="SECRET-42")
        cls.big = cls._delivered((cls.shoe, 50), partner=cls.customer)
        cls.running = cls._claim(cls.big, 1)
        cls.asked = cls._claim(cls.big, 1)
        cls.asked.action_ask_evidence()
        cls.over = cls._claim(cls.big, 1)
        cls.over.action_cancel()
        cls.lamps = cls._claim(cls.order, 2)
        cls.env.flush_all()

    def setUp(self):
        super().setUp()
        self.sign_in(self.customer_user)

    def names(self, **query):
        """Numbers of the requests on the page, in its order."""
        page = self.get("/my/claims", **query)
        self.assertEqual(page.status_code, 200)
        claims = self.running | self.asked | self.over | self.lamps
        found = [claim for claim in claims if f">{claim.name}<" in page.text]
        return sorted(found, key=lambda claim: page.text.index(f">{claim.name}<"))

    def test_home_counts_what_needs_an_answer_in_good_english(self):
        self.assertPage(self.get("/my"), "1 request needs your answer")
        self.lamps.action_ask_evidence()
        self.env.flush_all()
        self.assertPage(self.get("/my"), "2 requests need your answer")
        self.sign_in(self.other_user)
        self.assertNotIn("your answer", self.get("/my").text)

    def test_what_needs_the_customer_comes_first(self):
        self.assertEqual(
            self.names(), [self.asked, self.lamps, self.over, self.running]
        )
        self.assertEqual(
            self.names(sortby="oldest"),
            [self.running, self.asked, self.over, self.lamps],
        )

    def test_any_page_number_shows_a_page(self):
        for url in (
            "/my/claims/page/99",
            f"/my/claims/page/{10**30}",
            "/my/claims?page=-1",
            "/my/claims?page=abc",
        ):
            with self.subTest(url=url):
                self.assertPage(self.get(url), self.running.name)

    def test_filters_show_their_part(self):
        for filterby, expected in (
            ("mine", [self.asked]),
            ("running", [self.lamps, self.asked, self.running]),
            ("over", [self.over]),
            ("nonsense", [self.asked, self.lamps, self.over, self.running]),
        ):
            with self.subTest(filterby=filterby):
                self.assertEqual(
                    self.names(
                        filterby=filterby, sortby="newest" * (filterby == "running")
                    ),
                    expected,
                )

    def test_search_finds_number_order_and_product(self):
        for text, expected in (
            (self.lamps.name, [self.lamps]),
            (self.order.name, [self.lamps]),
            ("trail", [self.asked, self.over, self.running]),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.names(search=text), expected)
        self.assertPage(
            self.get("/my/claims", search="nonsense"), "No request was found"
        )

    def test_the_list_never_ends_in_an_error(self):
        for url in ("/my/claims/page/99", "/my/claims/page/0"):
            self.assertPage(self.get(url), self.running.name)

    def test_a_row_says_what_whose_turn_and_until_when(self):
        self._grant(self.lamps, return_to="supplier")
        self.env.flush_all()
        page = self.get("/my/claims")
        self.assertPage(page, "2 × Lamp", "Your turn", "Send it back", "200.00")
        self.assertPage(page, "1 × Trail Shoe", "We are checking")
        self.assertNotIn("SECRET-42", page.text)

    def test_own_drafts_are_listed_and_those_of_agents_are_not(self):
        mine = self._claim(self.order, 1, submit=False, channel="portal")
        agents = self._claim(self.order, 1, submit=False)
        self.env.flush_all()
        page = self.get("/my/claims")
        self.assertPage(page, mine.name, "Finish your request")
        self.assertNotIn(agents.name, page.text)
        self.assertDenied(self.get(f"/my/claims/{agents.id}"))

    def test_who_has_no_request_finds_his_last_orders(self):
        partner = self.other_user.partner_id
        orders = [self._delivered((self.lamp, 1), partner=partner) for _ in range(4)]
        self.env.flush_all()
        self.sign_in(self.other_user)
        page = self.get("/my/claims")
        self.assertPage(page, "No requests yet")
        for order in orders[1:]:
            self.assertIn(f"/my/orders/{order.id}/claim", page.text)
        self.assertNotIn(f"/my/orders/{orders[0].id}/claim", page.text)
        self.sign_in(self.supplier_user)
        self.assertPage(self.get("/my/claims"), "Choose an order")

    def test_many_requests_cost_no_more_queries_than_few(self):
        def cost():
            with (
                counted(self.env) as spent,
                self.assertNoLogs("odoo.http", "WARNING"),
            ):
                self.assertEqual(self.get("/my/claims").status_code, 200)
            return spent.queries

        self._grant(self.running, return_to="supplier")
        self.lamps.action_refuse_all()
        self.lamps.action_reject()
        cost()
        few = cost()
        for index in range(16):
            claim = self._claim(self.big, 1)
            if index % 3 == 0:
                self._grant(claim, return_to="supplier")
            elif index % 3 == 1:
                claim.action_refuse_all()
                claim.action_reject()
        self.assertLessEqual(cost(), few)
