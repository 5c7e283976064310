from odoo.tests import new_test_user, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestMergedPartners(AftersalesCase):
    """Customers and suppliers that are merged while claims are open."""

    def _merge(self, kept, *others):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        partners = kept.union(*others)
        wizard._merge(partners.ids, kept)
        self.env.invalidate_all()
        self.assertFalse(self.env["res.partner"].union(*others).exists())

    def _partner(self, name, **vals):
        return self.env["res.partner"].create({"name": name, **vals})

    def _visitor(self, login, partner):
        return new_test_user(
            self.env, login, groups="base.group_portal", partner_id=partner.id
        )

    def test_a_merged_customer_sees_his_claims(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        cara = self._partner("Cara C.", email="cara@example.com")
        user = self._visitor("cara_c", cara)
        self._merge(cara, self.customer)
        self.assertEqual(claim.partner_id, cara)
        self.assertEqual(claim.commercial_partner_id, cara)
        self.assertEqual(order.partner_id, cara)
        mine = self.env["aftersales.claim"].with_user(user).search([])
        self.assertIn(claim, mine)
        self._grant(claim)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.refund_ids.partner_id, cara)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_customer_merged_into_a_contact_of_a_company(self):
        company = self._partner("Cara Ltd", is_company=True)
        contact = self._partner("Cara at work", parent_id=company.id)
        user = self._visitor("cara_ltd", company)
        claim = self._claim(self._billed(3), 2)
        self._merge(contact, self.customer)
        self.assertEqual(claim.partner_id, contact)
        self.assertEqual(claim.commercial_partner_id, company)
        mine = self.env["aftersales.claim"].with_user(user).search([])
        self.assertIn(claim, mine)
        self.assertEqual(claim._party_of(user.partner_id), "customer")
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_merged_supplier_answers_for_his_cases(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        claim.action_ask_supplier()
        sam = self._partner("Sam Ltd", is_company=True)
        user = self._visitor("sam_ltd", sam)
        self._merge(sam, self.supplier)
        case = claim.case_ids
        self.assertEqual((case.partner_id, case.commercial_partner_id), (sam, sam))
        self.assertEqual(claim.line_ids.supplier_ids, sam)
        self.assertIn(
            case, self.env["aftersales.supplier.case"].with_user(user).search([])
        )
        case.with_user(user).action_accept()
        self._grant(claim)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.case_ids, case)
        self.assertEqual((case.state, claim.state), ("settled", "resolved"))
        self.assertBooksBalance(claim)

    def test_two_suppliers_of_one_claim_become_one(self):
        olga = self._partner("Olga Other")
        chair = self._product("Chair", price=50.0, cost=30.0, supplier=olga)
        order = self._delivered((self.lamp, 3), (chair, 3))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        claim.action_ask_supplier()
        self.assertEqual(len(claim.case_ids), 2)
        self._merge(self.supplier, olga)
        self.assertEqual(claim.case_ids.partner_id, self.supplier)
        for case in claim.case_ids:
            case.action_accept()
        self.assertEqual(claim.state, "review")
        self._grant(claim)
        self.assertEqual(len(claim.case_ids), 2)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(set(claim.case_ids.mapped("state")), {"settled"})
        self.assertEqual(sum(claim.case_ids.refund_ids.mapped("amount_total")), 180.0)
        self.assertBooksBalance(claim)

    def test_chosen_suppliers_stay_chosen(self):
        claim = self._claim(self._billed(3), 2)
        claim.line_ids.supplier_ids = False
        self.assertTrue(claim.line_ids.has_chosen_suppliers)
        self._merge(self._partner("Sam Ltd"), self.supplier)
        self._grant(claim)
        self.assertFalse(claim.case_ids)
        self.assertEqual(claim.remedy_ids.return_to, "warehouse")

    def test_the_terms_of_the_kept_supplier_count(self):
        sam = self._partner("Sam Ltd", is_company=True)
        other = self.env["res.company"].create({"name": "Other Shop"})
        terms = self.env["aftersales.supplier.terms"]
        kept = terms.create({"partner_id": sam.id, "credits_every_return": False})
        gone = terms.create({"partner_id": self.supplier.id})
        moved = terms.create({"partner_id": self.supplier.id, "company_id": other.id})
        self._merge(sam, self.supplier)
        self.assertFalse(gone.exists())
        self.assertEqual((kept | moved).partner_id, sam)

    def test_one_parcel_is_still_sent_after_the_merge(self):
        claim = self._sent_back(2)
        sam = self._partner("Sam Ltd", street="2 New Road", city="Kiel")
        self._merge(sam, self.supplier)
        picking = claim.picking_ids
        self.assertEqual(picking.aftersales_case_id.partner_id, sam)
        self.assertIn("New Road", str(picking._aftersales_return_address()))
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)
