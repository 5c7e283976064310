"""Documents are their claim's company's, whatever company somebody works in."""

from odoo.tests import tagged

from .common import AftersalesCase
from .companies_common import CompaniesMixin


@tagged("post_install", "-at_install")
class TestCompanies(CompaniesMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._company("Shop of Vienna")
        cls.both = cls._agent_of((cls.company, cls.other), "agent_of_both")

    def _claims(self, quantity=2, **vals):
        """A claim in each company."""
        here = self._claim(self._billed_in(self.company), quantity, **vals)
        there = self._claim(self._billed_in(self.other), quantity, **vals)
        return here | there

    def test_one_batch_makes_documents_in_each_claims_company(self):
        claims = self._as(self.both, self._claims())
        for claim in claims:
            for line in claim.line_ids:
                line.write({"decision": "granted"})
                self.env["aftersales.remedy"].with_env(claims.env).create(
                    {
                        "claim_id": claim.id,
                        "line_id": line.id,
                        "quantity": 2,
                        "return_to": "supplier",
                        "trigger": "receipt",
                    }
                )
        claims.action_approve()
        for case in claims.case_ids:
            case.acknowledge(
                [{"case_line_id": line.id, "received": 2} for line in case.line_ids]
            )
        claims = claims.sudo()
        self.assertEqual(claims.mapped("state"), ["resolved"] * 2)
        for claim, company in zip(claims, (self.company, self.other), strict=True):
            documents = claim.refund_ids | claim.case_ids.refund_ids
            self.assertEqual(len(documents), 2)
            for record in (
                *documents,
                *documents.journal_id,
                *documents.line_ids.account_id.company_ids,
                *claim.picking_ids.picking_type_id,
                *claim.picking_ids.move_ids,
                *claim.case_ids,
                *claim.cost_ids,
            ):
                with self.subTest(company=company.name, record=record):
                    self.assertEqual(
                        record if record._name == "res.company" else record.company_id,
                        company,
                    )
        self.assertBooksBalance(claims)
