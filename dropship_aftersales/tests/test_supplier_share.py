from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestSupplierShare(AftersalesCase):
    """Who bears the cost is agreed, ruled or written off."""

    def test_vendor_refunds_can_wait_for_the_suppliers_number(self):
        self.company.aftersales_refund_needs_number = True
        claim = self._sent_back(2)
        self._acknowledge(claim, 2)
        case = claim.case_ids
        self.assertEqual((case.refund_ids.state, case.state), ("draft", "accepted"))
        self.assertEqual(case.received_amount, 0.0)
        case.supplier_reference = "GS-77"
        self.assertRecordValues(case.refund_ids, [{"state": "posted", "ref": "GS-77"}])
        claim._advance()
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_a_shared_fault_is_credited_by_its_share(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2)
        claim.line_ids.write({"supplier_percent": 60, "seller_percent": 40})
        self._grant(claim, "none")
        case = claim.case_ids
        self.assertEqual(case.expected_amount, 72.0)
        case.action_accept()
        self.assertEqual(case.refund_ids.amount_total, 72.0)
        self.assertEqual(case.state, "settled")
        seller = case.cost_ids.filtered(lambda cost: cost.bearer == "seller")
        self.assertEqual(seller.expected_amount, 48.0)
        self.assertBooksBalance(claim)

    def test_terms_decide_whether_a_change_of_mind_is_credited(self):
        self.env["aftersales.supplier.terms"].create(
            {"partner_id": self.supplier.id, "credits_every_return": False}
        )
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._claim(order, 2, reason=self.changed_mind))
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.case_ids.expected_amount, 0.0)
        self.assertFalse(claim.case_ids.refund_ids)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_two_suppliers_have_a_case_each(self):
        other = self.env["res.partner"].create({"name": "Olga Other"})
        chair = self._product("Chair", price=50.0, cost=30.0, supplier=other)
        order = self._delivered((self.lamp, 5), (chair, 5))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.case_ids.partner_id, self.supplier | other)
        self.assertEqual(len(claim.picking_ids), 2)
        for case in claim.case_ids:
            case.acknowledge(
                [{"case_line_id": line.id, "received": 2} for line in case.line_ids]
            )
            self.assertBooksBalance(claim)
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(set(claim.case_ids.mapped("state")), {"settled"})

    def test_a_supplier_who_refuses_is_written_off(self):
        claim = self._sent_back(2)
        case = claim.case_ids
        case.action_dispute()
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        with self.assertRefused("Write down why"):
            case.with_user(self.agent).action_write_off()
        case.write_off_reason = "Not worth the quarrel."
        case.action_write_off()
        self.assertFalse(case.refund_ids)
        self.assertEqual(case.cost_ids.written_off_amount, 120.0)
        self.assertBooksBalance(claim)

    def test_a_ruling_executes_like_an_agreement(self):
        claim = self._sent_back(2)
        claim.case_ids.action_dispute()
        self._acknowledge(claim, 2)
        claim.case_ids.action_rule()
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)
