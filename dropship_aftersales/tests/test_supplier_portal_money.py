from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalMoney(SupplierPortalCase):
    """What is due now, and the number of the supplier's credit note."""

    def test_the_number_posts_what_waited_for_it(self):
        self.company.aftersales_refund_needs_number = True
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        early = self.post(f"{self.url}/reference", {"reference": "CN-7"})
        self.assertPage(early, "A credit note is not expected now")
        self.post(f"{self.url}/receipt", self.report(2))
        self.assertEqual(self.case.refund_ids.state, "draft")
        self.assertPage(
            self.get(self.url), "Number of your credit note", 'data-stage="credit"'
        )
        self.assertPage(
            self.post(f"{self.url}/reference", {"reference": " "}), "Enter the number"
        )
        for _click in range(2):
            response = self.post(f"{self.url}/reference", {"reference": "CN-7"})
            self.assertLeadsTo(response, "done=reference")
        self.assertRecordValues(
            self.case.refund_ids, [{"state": "posted", "ref": "CN-7"}]
        )
        self.assertBooksBalance(self.claim)

    def test_a_late_number_reaches_the_posted_refund(self):
        self.sign_in(self.supplier_user)
        self.post(f"{self.url}/receipt", self.report(2))
        self.assertEqual(self.case.refund_ids.ref, self.case.name)
        before = self.case.refund_ids.line_ids.mapped("balance")
        self.assertPage(self.get(self.url), "Number of your credit note")
        response = self.post(f"{self.url}/reference", {"reference": "CN-8"})
        self.assertLeadsTo(response, "done=reference")
        self.assertRecordValues(
            self.case.refund_ids, [{"state": "posted", "ref": "CN-8"}]
        )
        self.assertEqual(self.case.refund_ids.line_ids.mapped("balance"), before)
        # Once it is on a posted document it is an accountant's to change.
        again = self.post(f"{self.url}/reference", {"reference": "CN-9"})
        self.assertPage(again, "A credit note is not expected now")
        self.assertEqual(self.case.refund_ids.ref, "CN-8")
        self.assertBooksBalance(self.claim)

    def test_a_number_an_accountant_gave_stays(self):
        self.case.action_accept()
        self._acknowledge(self.claim, 2)
        self.case.refund_ids.ref = "By hand"
        self.case.with_user(self.agent).supplier_reference = "CN-8"
        self.assertEqual(self.case.refund_ids.ref, "By hand")

    def test_the_amount_asked_for_is_what_arrived_in_good_order(self):
        self.company.aftersales_refund_needs_number = True
        self._acknowledge(self.claim, 2, damaged=1)
        self.assertRecordValues(
            self.case, [{"supplier_stage": "credit", "due_amount": 60}]
        )
        words = self.case._next_move("supplier")
        self.assertIn("60.00", words["text"])
        self.line.action_credit_damage()
        self.assertEqual(self.case.due_amount, 120)

    def test_what_was_never_billed_is_left_out_of_the_bill(self):
        order = self._delivered((self.lamp, 2))
        self._invoice(order)
        claim = self._claim(order, 1)
        self._grant(claim, return_to="supplier")
        case = claim.case_ids
        self.assertIn("when the goods are back", case._accept_words())
        self._acknowledge(claim, 1)
        self.assertEqual(case.supplier_stage, "credit")
        words = case._next_move("supplier")
        self.assertEqual(words["headline"], "Leave it out of your bill")
        self.assertIn("60.00", words["text"])
        self._bill(order)
        claim._advance()
        self.assertEqual(case.supplier_stage, "settled")
        self.assertBooksBalance(claim)
