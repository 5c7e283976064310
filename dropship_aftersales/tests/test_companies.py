"""Documents are their claim's company's, whatever company somebody works in."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase
from .companies_common import CompaniesMixin


@tagged("post_install", "-at_install")
class TestCompanies(CompaniesMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._company("Shop of Vienna")
        cls.both = cls._agent_of((cls.company, cls.other), "agent_of_both")
        cls.here = cls._billed_in(cls.company, 9)
        cls.there = cls._billed_in(cls.other, 9)

    def _claims(self, quantity=2, **vals):
        """A claim in each company."""
        here = self._claim(self.here, quantity, **vals)
        return here | self._claim(self.there, quantity, **vals)

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

    def _plain(self, order):
        """A claim that nobody needs to look at."""
        claim = self._claim(order, 1)
        claim._add_evidence([("photo.png", PHOTO)], source="customer")
        return claim

    def test_claims_of_both_are_listed_and_approved_together(self):
        claims = self._as(self.both, self._plain(self.here) | self._plain(self.there))
        listed = claims.search([("id", "in", claims.ids)])
        self.assertEqual(listed, claims)
        # Only one of the companies is ticked.
        here = self._as(self.both, claims, self.company)
        self.assertEqual(here.search([("id", "in", claims.ids)]), claims[:1])
        with self.assertRaises(AccessError):
            here.preview_mass_approval()
        preview = claims.preview_mass_approval()
        self.assertEqual([row["id"] for row in preview["approve"]], claims.ids)
        results = claims.approve_reviewed(
            [{"id": row["id"], "amount": row["amount"]} for row in preview["approve"]]
        )
        self.assertEqual([row["result"] for row in results], ["done"] * 2)
        self._acknowledge(claims.sudo(), 1)
        self.assertEqual(claims.sudo().refund_ids.company_id, self.company | self.other)
        self.assertBooksBalance(claims)

    def test_each_company_has_its_own_limit_and_days(self):
        self.other.write({"aftersales_approval_limit": 50, "aftersales_return_days": 3})
        claims = self._as(self.both, self._claims(1))
        for claim in claims:
            claim.line_ids.write({"decision": "granted"})
        here, there = claims
        here.action_approve()
        self.assertFalse(here.is_above_limit)
        self.assertTrue(there.is_above_limit)
        with self.assertRefused("Ask an after-sales manager", AccessError):
            there.action_approve()
        there.sudo().action_approve()
        ends = [claim.sudo().picking_ids.aftersales_ship_by for claim in claims]
        self.assertLess(ends[1], ends[0])
        self.assertBooksBalance(claims)

    def test_a_supplier_of_both_takes_returns_where_each_agreed(self):
        address = self.env["res.partner"].create(
            {"name": "Depot", "street": "Ring 1", "city": "Wien"}
        )
        self.supplier.write({"street": "1 Factory Road", "city": "Kiel"})
        self.env["aftersales.supplier.terms"].create(
            {
                "partner_id": self.supplier.id,
                "company_id": self.other.id,
                "return_partner_id": address.id,
                "shown_name": "Returns of Vienna",
                "credits_every_return": False,
            }
        )
        # Nobody's fault but the customer's: only terms decide who pays.
        claims = self._claims(1, reason=self.changed_mind, goods_status="unopened")
        claims = self._as(self.both, claims)
        for claim in claims:
            self._grant(claim, return_to="supplier")
        here, there = (
            claim.picking_ids._aftersales_return_address() for claim in claims
        )
        self.assertIn("1 Factory Road", here["lines"])
        self.assertEqual(there["name"], "Returns of Vienna")
        self.assertIn("Ring 1", there["lines"])
        self.assertEqual(claims.mapped("case_ids.expected_amount"), [60.0, 0.0])
        self._acknowledge(claims.sudo(), 1)
        self.assertBooksBalance(claims)

    def test_a_new_company_gets_its_own_numbers_and_returns(self):
        company = self._company("Brand new", chart=False)
        returns = self.env["stock.picking.type"].search(
            [("company_id", "=", company.id), ("is_aftersales_return", "=", True)]
        )
        self.assertEqual(len(returns), 1)
        self.assertEqual(returns.sequence_id.company_id, company)
        deliveries = self.env["stock.picking.type"].search(
            [
                ("company_id", "=", company.id),
                ("return_picking_type_id", "=", returns.id),
            ]
        )
        self.assertEqual(deliveries.code, "dropship")
        codes = ("aftersales.claim", "aftersales.supplier.case")
        numbers = self.env["ir.sequence"].search(
            [("company_id", "=", company.id), ("code", "in", codes)]
        )
        self.assertEqual(set(numbers.mapped("code")), set(codes))

    def test_numbers_are_taken_from_the_claims_company(self):
        last = {}
        for claim in self._as(self.both, self._claims(1), self.company, self.other):
            last[claim.company_id] = int(claim.name.rsplit("/", 1)[1])
        again = self._as(self.both, self._claims(1))[1]
        self.assertEqual(int(again.name.rsplit("/", 1)[1]), last[self.other] + 1)

    def test_without_a_chart_of_accounts_goods_come_back_and_the_money_waits(self):
        bare = self._company("No books yet", chart=False)
        with self._working_in(bare):
            self.lamp.seller_ids.company_id = False
            order = self._delivered((self.lamp.with_env(self.env), 2))
            claim = self._grant(self._claim(order, 1), return_to="supplier")
            self._acknowledge(claim, 1)
        self.assertEqual(claim.remedy_ids.settled_qty, 1)
        # Nothing was invoiced: nothing is credited, and one is left to invoice.
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(order.order_line.qty_to_invoice, 1)
        self.assertBooksBalance(claim)

    def test_a_journal_that_is_gone_is_named_and_nothing_is_lost(self):
        journal = self.there.invoice_ids.journal_id
        journal.active = False
        claim = self._grant(self._claim(self.there, 1), return_to="supplier")
        self._acknowledge(claim, 1)
        self.assertEqual(claim.picking_ids.state, "done")
        self.assertEqual(claim.state, "approved")
        self.assertIn("No journal could be found", claim._stuck_activities().note)
        journal.active = True
        claim._advance()
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim._stuck_activities())
        self.assertBooksBalance(claim)

    def test_an_order_of_a_branch_is_credited_in_the_books_of_its_parent(self):
        branch = self._company("Branch of Linz", parent_id=self.other.id)
        order = self._billed_in(branch)
        self.assertEqual(order.company_id, branch)
        agent = self._agent_of((branch,), "agent_of_branch")
        claim = self._as(agent, self._claim(order, 2))
        claim.line_ids.write({"decision": "granted"})
        claim.action_approve()
        self._acknowledge(claim.sudo(), 2)
        claim = claim.sudo()
        self.assertEqual(claim.state, "resolved")
        documents = claim.refund_ids | claim.case_ids.refund_ids
        self.assertEqual(len(documents), 2)
        self.assertEqual(documents.company_id, branch)
        self.assertEqual(documents.journal_id.company_id, self.other)
        self.assertEqual(claim.picking_ids.picking_type_id.company_id, branch)
        self.assertBooksBalance(claim)
