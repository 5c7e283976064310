from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestShareOfNothing(AftersalesCase):
    """Screws at two cents, of which the supplier bears a fifth: 0.004 each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        screw = cls._product("Screw", price=1.0, cost=0.02)
        cls.order = cls._delivered((screw, 20))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _claimed(self, quantity, return_to):
        claim = self._claim(self.order, quantity)
        claim.line_ids.write({"supplier_percent": 20, "seller_percent": 80})
        return self._grant(claim, return_to)

    def test_a_share_below_half_a_cent_is_settled_without_a_document(self):
        claim = self._claimed(1, "none")
        case = claim.case_ids
        case.action_accept()
        self.assertEqual(case.state, "settled")
        self.assertFalse(case.refund_ids)
        self.assertFalse(case.line_ids.purchase_line_id.aftersales_to_credit_qty)
        self.assertEqual(claim.refund_ids.amount_total, 1.0)
        self.assertBooksBalance(claim)

    def test_parcels_are_credited_when_they_add_up_to_a_cent(self):
        self.env["aftersales.supplier.terms"].create(
            {"partner_id": self.supplier.id, "credits_every_return": False}
        )
        claim = self._claimed(3, "supplier")
        case = claim.case_ids
        amounts = []
        for received in (1, 2, 3):
            self._acknowledge(claim, received)
            self.assertBooksBalance(claim)
            amounts.append(case.refund_ids.mapped("amount_total"))
        self.assertEqual(amounts, [[], [0.01], [0.01]])
        self.assertEqual((claim.state, case.state), ("resolved", "settled"))

    def test_a_share_that_grows_later_is_credited(self):
        claim = self._claimed(1, "none")
        case = claim.case_ids
        case.action_accept()
        case.action_reopen()
        case.line_ids.percent = 100
        case.action_accept()
        self.assertEqual((case.state, case.received_amount), ("settled", 0.02))
        self.assertBooksBalance(claim)
