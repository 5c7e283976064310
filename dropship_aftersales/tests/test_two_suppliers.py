from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestTwoSuppliers(AftersalesCase):
    """One order line, 3 units bought from Sam and then 2 from Olga."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.olga = cls.env["res.partner"].create({"name": "Olga Other"})

    def _ordered(self, first=3, second=2):
        """Ordered from Sam, then more of it when Olga had become our supplier."""
        order = self._order((self.lamp, first))
        self._purchase(order)
        self.lamp.seller_ids = [
            (5, 0, 0),
            (0, 0, {"partner_id": self.olga.id, "price": 50.0}),
        ]
        order.order_line.product_uom_qty = first + second
        self._purchase(order)
        return order

    def _bought(self, billed=True):
        order = self._ordered()
        sam, olga = order.order_line.purchase_line_ids.sorted("id")
        self.assertEqual(olga.order_id.partner_id, self.olga)
        for line in (sam, olga):
            line.order_id.picking_ids.move_ids.picked = True
            line.order_id.picking_ids.button_validate()
        olga.move_ids.date = "2026-02-02"
        sam.move_ids.date = "2026-02-01"
        if billed:
            self._invoice(order)
            self._bill(order)
        return order

    def _case(self, claim, supplier):
        return claim.case_ids.filtered(lambda case: case.partner_id == supplier)

    def test_a_whole_claim_has_a_case_a_parcel_and_a_refund_each(self):
        order = self._bought()
        claim = self._grant(self._claim(order, 5))
        sam, olga = self._case(claim, self.supplier), self._case(claim, self.olga)
        self.assertEqual((sam.line_ids.quantity, olga.line_ids.quantity), (3, 2))
        self.assertEqual((sam.expected_amount, olga.expected_amount), (180.0, 100.0))
        self.assertEqual(len(claim.remedy_ids), 1)
        self.assertEqual(len(claim.picking_ids), 2)
        self.assertEqual(sam.picking_ids.move_ids.product_qty, 3)
        self.assertEqual(olga.picking_ids.move_ids.product_qty, 2)
        olga.acknowledge([{"case_line_id": olga.line_ids.id, "received": 2}])
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual((olga.state, sam.state), ("settled", "asked"))
        self.assertEqual(olga.refund_ids.amount_total, 100.0)
        self.assertBooksBalance(claim)
        sam.acknowledge([{"case_line_id": sam.line_ids.id, "received": 3}])
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 500.0)
        self.assertEqual(sam.refund_ids.amount_total, 180.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_part_is_asked_of_the_latest_delivery_first(self):
        order = self._bought()
        first = self._grant(self._claim(order, 1))
        self.assertEqual(first.case_ids.partner_id, self.olga)
        second = self._grant(self._claim(order, 2))
        self.assertEqual(self._case(second, self.olga).line_ids.quantity, 1)
        self.assertEqual(self._case(second, self.supplier).line_ids.quantity, 1)
        third = self._grant(self._claim(order, 2))
        self.assertEqual(third.case_ids.partner_id, self.supplier)
        with self.assertRefused("Only 0"):
            self._claim(order, 1)
        for claim in first | second | third:
            for case in claim.case_ids:
                line = case.line_ids
                case.acknowledge([{"case_line_id": line.id, "received": line.quantity}])
        self.assertEqual(set((first | second | third).mapped("state")), {"resolved"})
        self.assertEqual(sum(order.invoice_ids.mapped("amount_total_signed")), 0.0)
        self.assertBooksBalance(first | second | third)

    def test_the_agent_says_whose_units_they_are(self):
        claim = self._claim(self._bought(), 2)
        claim.line_ids.with_user(self.agent).supplier_ids = self.supplier
        self._grant(claim)
        self.assertEqual(claim.case_ids.partner_id, self.supplier)
        self.assertEqual(claim.case_ids.line_ids.quantity, 2)
        self.assertEqual(
            claim.picking_ids.move_ids.purchase_line_id.order_id.partner_id,
            self.supplier,
        )
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_what_the_chosen_supplier_did_not_ship_comes_to_us(self):
        claim = self._claim(self._bought(), 3)
        claim.line_ids.supplier_ids = self.olga
        self._grant(claim)
        self.assertEqual(
            [(remedy.return_to, remedy.quantity) for remedy in claim.remedy_ids],
            [("supplier", 2), ("warehouse", 1)],
        )
        self._acknowledge(claim, 2)
        self._receive_here(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_choosing_all_suppliers_again_is_no_choice(self):
        claim = self._claim(self._bought(), 2)
        line = claim.line_ids
        line.supplier_ids = self.supplier
        line.supplier_ids = self.supplier | self.olga
        self.assertFalse(line.has_chosen_suppliers)
        self._grant(claim)
        self.assertEqual(claim.case_ids.partner_id, self.olga)

    def test_one_accepts_and_one_disputes(self):
        claim = self._claim(self._bought(), 5)
        claim.action_ask_supplier()
        sam, olga = self._case(claim, self.supplier), self._case(claim, self.olga)
        sam.dispute_reason = "Not ours."
        sam.action_dispute()
        self.assertEqual(claim.state, "supplier")
        olga.action_accept()
        self.assertEqual(claim.state, "review")
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertEqual((olga.state, sam.state), ("settled", "disputed"))
        self.assertEqual(olga.refund_ids.amount_total, 100.0)
        self.assertFalse(sam.refund_ids)
        self.assertBooksBalance(claim)
        sam.action_rule()
        self.assertEqual((sam.state, sam.refund_ids.amount_total), ("settled", 180.0))
        self.assertBooksBalance(claim)

    def test_each_of_them_is_ruled_on_apart(self):
        claim = self._claim(self._bought(), 5)
        claim.action_ask_supplier()
        sam, olga = self._case(claim, self.supplier), self._case(claim, self.olga)
        olga._give_opinion(
            "partly", "supplier", self.olga, shares=dict.fromkeys(olga.line_ids, 50.0)
        )
        self.assertEqual(claim.state, "supplier")
        sam._give_opinion("dispute", "supplier", self.supplier, "Not ours.")
        self.assertEqual(claim.state, "review")
        self.assertEqual(
            claim.line_ids.supplier_opinion,
            "Olga Other: 50 % · Sam Supplier: 0 %",
        )
        self._grant(claim, "none")
        olga.with_user(self.agent).action_agree()
        self.assertRecordValues(
            olga | sam,
            [
                {"state": "settled", "received_amount": 50},
                {"state": "disputed", "received_amount": 0},
            ],
        )
        sam.with_user(self.agent)._rule_on({sam.line_ids: 20.0}, "A fifth.")
        self.assertRecordValues(sam, [{"state": "settled", "received_amount": 36}])
        # Both answer for one item: our own opinion of it stays.
        self.assertEqual(claim.line_ids.supplier_percent, 100)
        self.assertBooksBalance(claim)

    def test_a_short_parcel_to_one_of_them(self):
        claim = self._grant(self._claim(self._bought(), 5))
        sam, olga = self._case(claim, self.supplier), self._case(claim, self.olga)
        olga.acknowledge([{"case_line_id": olga.line_ids.id, "received": 2}])
        sam.acknowledge([{"case_line_id": sam.line_ids.id, "received": 1}])
        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertEqual(sum(claim.case_ids.refund_ids.mapped("amount_total")), 160.0)
        self.assertBooksBalance(claim)

    def test_units_that_one_of_them_has_not_shipped(self):
        order = self._ordered()
        sam, olga = order.order_line.purchase_line_ids.sorted("id")
        sam.order_id.picking_ids.move_ids.picked = True
        sam.order_id.picking_ids.button_validate()
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.case_ids.partner_id, self.olga)
        self.assertTrue(claim.case_ids.line_ids.is_stop)
        claim.case_ids.action_accept()
        self.assertEqual(olga.product_qty, 0)
        self.assertEqual(sam.product_qty, 3)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(self._invoice(order).amount_total, 300.0)
        self.assertBooksBalance(claim)
