"""Visitors who know several companies, or one of them from both sides."""

from odoo import Command
from odoo.tests import tagged

from .companies_common import CompaniesMixin
from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestCompaniesPortal(CompaniesMixin, PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vienna = cls._company("Shop of Vienna", chart=False)
        with cls._working_in(cls.vienna):
            cls.lamp.seller_ids.company_id = False
            order = cls._delivered((cls.lamp.with_env(cls.env), 3))
            cls.there = cls._grant(
                cls._claim(order, 1, channel="portal"), return_to="supplier"
            )
        cls.here = cls._grant(
            cls._claim(cls.order, 2, channel="portal"), return_to="supplier"
        )
        cls.env.flush_all()

    def _allow(self, user, *companies):
        ids = [company.id for company in companies]
        user.write({"company_ids": [Command.set(ids)], "company_id": ids[0]})

    def test_a_customer_of_both_finds_the_requests_of_both(self):
        self._allow(self.customer_user, self.company, self.vienna)
        self.sign_in(self.customer_user)
        listed = self.get("/my/claims").text
        for claim in (self.here, self.there):
            with self.subTest(company=claim.company_id.name):
                self.assertIn(f"/my/claims/{claim.id}", listed)
                page = self.get(f"/my/claims/{claim.id}")
                self.assertPage(page, "Lamp")
                self.assertCustomerWords(page)
                self.assertLeadsTo(
                    self.post(
                        f"/my/claims/{claim.id}/parcel",
                        {"parcel": claim.picking_ids.id, "tracking": "T1"},
                    ),
                    f"/my/claims/{claim.id}",
                )
                self.assertTrue(claim.picking_ids.aftersales_shipped_date)
        self._acknowledge(self.there, 1)
        self.assertBooksBalance(self.here | self.there)

    def test_a_customer_of_one_finds_the_other_by_the_link_only(self):
        self.sign_in(self.customer_user)
        listed = self.get("/my/claims").text
        self.assertIn(f"/my/claims/{self.here.id}", listed)
        self.assertNotIn(f"/my/claims/{self.there.id}", listed)
        self.assertDenied(self.get(f"/my/claims/{self.there.id}"))
        by_link = self.get(
            f"/my/claims/{self.there.id}", access_token=self.there.access_token
        )
        self.assertPage(by_link, "Lamp")

    def test_a_supplier_who_also_buys_sees_both_sides_apart(self):
        self.order.partner_id = self.order.partner_shipping_id = self.supplier
        bought = self._claim(self.order, 1, channel="portal")
        self.sign_in(self.supplier_user)
        self.assertPage(self.get("/my/claims"), f"/my/claims/{bought.id}")
        cases = self.get("/my/cases")
        self.assertPage(cases, self.here.case_ids.name)
        self.assertNotIn(self.there.case_ids.name, cases.text)
        self.assertPage(self.get(f"/my/claims/{bought.id}"))
        # What he supplied tells him nothing of who bought it.
        self.assertNotIn(f"/my/claims/{self.here.id}", self.get("/my/claims").text)
        self.assertDenied(self.get(f"/my/claims/{self.here.id}"))
        page = self.get(f"/my/cases/{self.here.case_ids.id}")
        self.assertPage(page, self.here.case_ids.name)
        self.assertNotIn(self.customer.name, page.text)
