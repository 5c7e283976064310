from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .queries import counted
from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalList(SupplierPortalCase):
    """The home page, the list, and the way from a parcel's slip to its case."""

    def due(self, case, **ago):
        case._write_engine({"deadline": fields.Datetime.now() - timedelta(**ago)})
        self.env.flush_all()

    def alert(self):
        self.env.invalidate_all()
        cases = self.env["aftersales.supplier.case"].with_user(self.supplier_user)
        return cases.sudo()._portal_alert(self.supplier)

    def test_the_home_page_says_how_many_cases_need_him(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get("/my"), "1 case needs you", "After-sales cases")
        end_of_today = self.case._end_of_today()
        self.case._write_engine({"deadline": end_of_today})
        if end_of_today > fields.Datetime.now():
            self.assertEqual(self.alert(), "1 case needs you, due today")
        other = self._another_case()
        self.assertEqual(self.alert(), "2 cases need you, 1 due today")
        self.due(self.case, hours=1)
        self.assertEqual(self.alert(), "2 cases need you, 1 overdue")
        self.due(other, hours=1)
        self.assertEqual(self.alert(), "2 cases need you, 2 overdue")
        self.sign_in(self.other_user)
        self.assertNotIn("need you", self.get("/my").text)

    def test_what_is_due_comes_first(self):
        first, second, third = (self._another_case() for _i in range(3))
        self.due(third, days=1)
        self.due(second, days=-2)
        self.sign_in(self.supplier_user)
        text = self.get("/my/cases").text
        names = (third.name, second.name, self.case.name, first.name)
        places = [text.index(f">{name}<") for name in names]
        self.assertEqual(places, sorted(places))
        self.assertIn("Overdue", text)

    def test_counters_are_the_filters(self):
        to_settle = self._another_case()
        self.company.aftersales_refund_needs_number = True
        self._acknowledge(to_settle.claim_id, 1)
        disputed = self._another_case()
        disputed.dispute_reason = "No"
        disputed.action_dispute()
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        for tab, inside, outside in (
            ("answer", self.case, to_settle),
            ("settle", to_settle, self.case),
            ("waiting", disputed, self.case),
        ):
            with self.subTest(tab=tab):
                text = self.get("/my/cases", filterby=tab).text
                self.assertIn(inside.name, text)
                self.assertNotIn(outside.name, text)
                self.assertRegex(text, rf'filterby={tab}"[^>]*aria-current="page"')
        self.assertPage(
            self.get("/my/cases", filterby="receive"),
            "Nothing to do. You are told by e-mail when something comes.",
        )
        self.case.action_accept()
        self.env.flush_all()
        self.assertPage(self.get("/my/cases", filterby="receive"), self.case.name)
        self._acknowledge(self.claim, 2)
        self.env.flush_all()
        self.assertPage(self.get("/my/cases", filterby="settle"), self.case.name)
        self.case.supplier_reference = "CN-1"
        self.case.claim_id._advance()
        self.env.flush_all()
        self.assertPage(self.get("/my/cases", filterby="over"), self.case.name)

    def test_cases_are_found_by_number_item_and_order(self):
        foreign = self._foreign_case()
        self.sign_in(self.supplier_user)
        purchase = self.order._get_purchase_orders().name
        for text in (self.case.name, "lamp", purchase, self.claim.name):
            with self.subTest(text=text):
                self.assertPage(self.get("/my/cases", search=text), self.case.name)
        for text in ("Chair", "Cara", "%", foreign.name):
            with self.subTest(text=text):
                page = self.get("/my/cases", search=text).text
                self.assertNotIn(f">{foreign.name}</a>", page)

    def test_the_number_on_the_slip_opens_the_receipt(self):
        foreign = self._foreign_case()
        self.sign_in(self.supplier_user)
        for number in (self.claim.name, self.case.name, self.claim.name.lower()):
            response = self.get("/my/cases/scan", number=number)
            self.assertLeadsTo(response, f"{self.url}?receipt=1#receipt")
        self.assertPage(self.get(self.url, receipt="1"), 'open="open"')
        for number in (foreign.name, foreign.claim_id.name, "CLM/0", "_", ""):
            with self.subTest(number=number):
                page = self.get("/my/cases/scan", number=number)
                self.assertPage(page, "slip_error")

    def test_many_cases_cost_as_many_queries_as_few(self):
        self.sign_in(self.supplier_user)
        few = self._queries_of_list(3)
        many = self._queries_of_list(30)
        self.assertLessEqual(many, few)

    def _queries_of_list(self, count):
        cases = self.env["aftersales.supplier.case"]
        missing = count - cases.search_count([("partner_id", "=", self.supplier.id)])
        order = self._delivered((self.lamp, missing))
        for _i in range(missing):
            self._grant(self._claim(order, 1), return_to="supplier")
        self.env.flush_all()
        self.get("/my/cases")
        with counted(self.env) as spent:
            page = self.get("/my/cases")
            self.assertEqual(page.text.count("stretched-link"), count)
        return spent.queries
