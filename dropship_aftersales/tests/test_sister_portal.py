"""Who works for a sister company answers its cases on the pages of suppliers."""

from odoo import Command
from odoo.tests import tagged

from .companies_common import CompaniesMixin
from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestSisterPortal(CompaniesMixin, PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sister = cls._company("Factory of Graz", chart=False)
        # A supplier that became a company of ours only later: what it ships comes
        # from where suppliers are.
        sister.partner_id = cls.supplier
        cls.supplier_user.write(
            {"company_ids": [Command.set(sister.ids)], "company_id": sister.id}
        )
        cls._bill(cls.order)
        claim = cls._grant(cls._claim(cls.order, 2), return_to="supplier")
        cls.case = claim.case_ids
        cls.env.flush_all()

    def test_the_sister_finds_opens_and_answers_her_case(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get("/my/cases"), self.case.name)
        opened = self.get(f"/my/cases/{self.case.id}")
        self.assertLeadsTo(opened, f"access_token={self.case.access_token}")
        self.assertPage(self.url_open(opened.headers["Location"]), self.case.name)
        answer = self.post(
            f"/my/cases/{self.case.id}/answer",
            {"verb": "accept", "access_token": self.case.access_token},
        )
        self.assertLeadsTo(answer, f"/my/cases/{self.case.id}")
        self.assertEqual(self.case.state, "accepted")
        self.assertEqual(self.case.message_ids.author_id & self.supplier, self.supplier)
        self.assertBooksBalance(self.case.claim_id)

    def test_a_customer_of_the_sister_finds_nothing_of_hers(self):
        self.other_user.write(
            {
                "company_ids": [Command.set(self.supplier_user.company_ids.ids)],
                "company_id": self.supplier_user.company_id.id,
            }
        )
        self.sign_in(self.other_user)
        self.assertNotIn(self.case.name, self.get("/my/cases").text)
        self.assertDenied(self.get(f"/my/cases/{self.case.id}"))
