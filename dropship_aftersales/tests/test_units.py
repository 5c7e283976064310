from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import AftersalesCase
from .units_common import UnitsMixin


@tagged("post_install", "-at_install")
class TestUnits(UnitsMixin, AftersalesCase):
    """Sold in one unit, bought in another, claimed in the product's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_units()

    def _gone_back(self, order, quantity):
        """A claim whose ``quantity`` pieces came back to the supplier."""
        claim = self._grant(self._claim(order, quantity), return_to="supplier")
        self._acknowledge(claim, quantity)
        return claim

    def assertNothingLeft(self, order):
        """Neither side finds anything more to invoice, to bill or to credit."""
        lines = order.order_line
        for line in (*lines, *lines.purchase_line_ids):
            self.assertEqual(line.qty_to_invoice, 0.0, line.display_name)
            self.assertEqual(line.aftersales_to_credit_qty, 0.0, line.display_name)

    def test_sold_by_the_dozen_bought_by_the_piece(self):
        glass = self._bought_in(self.piece, cost=6.0)
        order = self._sold_in(self.dozen, glass, 2)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 24)
        claim = self._gone_back(order, 3)
        # A quarter of a dozen at 120.00, and three pieces at 6.00.
        self.assertEqual(claim.refund_ids.amount_total, 30.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 18.0)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 21)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_sold_by_the_piece_bought_by_the_dozen(self):
        glass = self._bought_in(self.dozen, cost=60.0)
        order = self._sold_in(self.piece, glass, 24, price=10.0)
        self.assertEqual(order.order_line.purchase_line_ids.product_uom_id, self.dozen)
        claim = self._gone_back(order, 3)
        self.assertEqual(claim.refund_ids.amount_total, 30.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 15.0)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_all_pieces_of_two_dozen_one_after_the_other_cost_what_was_paid(self):
        glass = self._bought_in(self.dozen, cost=70.0)
        order = self._sold_in(self.dozen, glass, 1, price=100.0)
        claims = self.env["aftersales.claim"]
        for quantity in (1, 1, 3, 7):
            claims |= self._gone_back(order, quantity)
            self.assertNothingLeft(order)
        self.assertEqual(
            claims.mapped("refund_ids.amount_total"), [8.33, 8.34, 25.0, 58.33]
        )
        self.assertEqual(sum(claims.case_ids.refund_ids.mapped("amount_total")), 70.0)
        invoice = order.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice"
        )
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertBooksBalance(claims)

    def test_pieces_of_a_dozen_that_came_in_part(self):
        """23 of 24 pieces are 1.92 dozen, which is 23.04 pieces."""
        glass = self._bought_in(self.piece, cost=6.0)
        order = self._order(
            (glass, 2, {"product_uom_id": self.dozen.id, "price_unit": 120.0})
        )
        self._ship(order, 23)
        invoice = self._invoice(order)
        bill = self._bill(order)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 23)
        claim = self._gone_back(order, 23)
        self.assertEqual(claim.refund_ids.amount_total, invoice.amount_total)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, bill.amount_total)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_the_only_piece_that_came_can_be_claimed(self):
        """One piece is 0.08 dozen, which is 0.96 pieces."""
        glass = self._bought_in(self.piece, cost=6.0)
        order = self._order(
            (glass, 1, {"product_uom_id": self.dozen.id, "price_unit": 120.0})
        )
        self._ship(order, 1)
        invoice = self._invoice(order)
        self._bill(order)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 1)
        claim = self._gone_back(order, 1)
        self.assertEqual(claim.refund_ids.amount_total, invoice.amount_total)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_refunded_before_the_invoice_only_the_rest_is_invoiced(self):
        glass = self._bought_in(self.piece, cost=6.0)
        order = self._delivered(
            (glass, 1, {"product_uom_id": self.dozen.id, "price_unit": 120.0})
        )
        claim = self._gone_back(order, 3)
        self.assertFalse(claim.refund_ids)
        self.assertEqual(self._invoice(order).amount_total, 90.0)
        self.assertEqual(self._bill(order).amount_total, 54.0)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_half_a_kilo_of_what_is_bought_by_the_gram(self):
        tea = self._bought_in(
            self.gram, "Tea", cost=0.02, uom_id=self.kilo.id, list_price=40.0
        )
        order = self._sold_in(self.kilo, tea, 2.5, price=40.0)
        claim = self._gone_back(order, 0.5)
        self.assertEqual(claim.refund_ids.amount_total, 20.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 10.0)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 2)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    def test_metres_cut_to_the_centimetre(self):
        cable = self._bought_in(
            self.metre, "Cable", cost=1.5, uom_id=self.metre.id, list_price=3.0
        )
        order = self._sold_in(self.metre, cable, 12.35, price=3.0)
        claim = self._gone_back(order, 2.45)
        self.assertEqual(claim.refund_ids.amount_total, 7.35)
        rest = self._gone_back(order, 9.9)
        self.assertEqual(rest.refund_ids.amount_total, 29.7)
        self.assertAlmostEqual(
            sum(order.invoice_ids.mapped("amount_total_signed")), 0.0
        )
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim | rest)

    def test_a_product_kept_by_the_dozen_and_sold_by_the_piece(self):
        """The piece is 0.08 of the product's own unit; what cannot be said exactly
        there is not refunded, and the rest of it can still be."""
        wine = self._bought_in(self.piece, "Wine", cost=6.0, uom_id=self.dozen.id)
        order = self._sold_in(self.piece, wine, 12, price=10.0)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 1)
        quarter = self._gone_back(order, 0.25)
        self.assertEqual(quarter.refund_ids.amount_total, 30.0)
        rest = self._gone_back(order, 0.75)
        self.assertEqual(rest.refund_ids.amount_total, 90.0)
        self.assertNothingLeft(order)
        self.assertBooksBalance(quarter | rest)

    def test_short_in_the_unit_of_the_supplier(self):
        """Two dozen expected, 23 pieces came."""
        glass = self._bought_in(self.dozen, cost=60.0)
        order = self._sold_in(self.dozen, glass, 2)
        claim = self._grant(self._claim(order, 24), return_to="supplier")
        self._acknowledge(claim, 23)
        claim.remedy_ids.action_settle_received()
        self.assertEqual(claim.refund_ids.amount_total, 230.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 115.0)
        self.assertNothingLeft(order)
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ as it is said

    def _asked(self, glass, quantity=24):
        """A case of 24 pieces bought by the dozen, before anything arrived."""
        order = self._sold_in(self.dozen, glass, 3)
        claim = self._grant(self._claim(order, quantity), return_to="supplier")
        return claim.case_ids.line_ids

    def test_the_supplier_reads_his_own_unit(self):
        glass = self._bought_in(self.dozen)
        line = self._asked(glass)
        self.assertEqual(line._supplier_item_words(), "2 Dozens × Glass")
        self.assertEqual(line._supplier_words(23), "23 Units")
        self.assertEqual(line.display_name, "24 × Glass")
        (item,) = (line.case_id.picking_ids.move_ids._prepare_aftersales_slip_item(),)
        self.assertEqual((item["quantity"], item["unit"]), ("2", "Dozens"))
        three = self._asked(glass, 3)
        self.assertEqual(three._supplier_item_words(), "3 × Glass")

    def test_the_supplier_counts_in_the_unit_he_names(self):
        line = self._asked(self._bought_in(self.dozen))
        case = line.case_id
        for unit in ("Fortnight", self.kilo.id, "kg", True, [1]):
            with (
                self.subTest(unit),
                self.assertRefused("uom: send the name or id", ValidationError),
            ):
                case.acknowledge(
                    [{"case_line_id": line.id, "received": 2, "uom": unit}]
                )
        report = {"case_line_id": line.id, "received": 1.92, "uom": "Dozens"}
        case.acknowledge([{**report, "damaged": 0.08}])
        self.assertRecordValues(line, [{"received": 23, "damaged": 1}])
        case.acknowledge([{**report, "received": 2, "uom": self.dozen.id}])
        self.assertEqual(line.received, 24)
        self.assertBooksBalance(case.claim_id)

    def test_what_follows_from_a_receipt_is_said_in_his_unit(self):
        line = self._asked(self._bought_in(self.dozen))
        words = line.case_id._receipt_outlook(
            [{"case_line_id": line.id, "received": 23, "damaged": 11, "outcome": "ok"}]
        )
        self.assertIn("In good order: 1 Dozens.", words[0])
        self.assertIn("Damaged: 11 Units.", words[1])
        self.assertIn("Still missing: 1 Units.", words[2])

    def test_agents_enter_what_arrived_in_either_unit(self):
        line = self._asked(self._bought_in(self.dozen))
        case = line.case_id.with_user(self.agent)
        receipt = self.env["aftersales.receipt"].browse(
            case.action_open_receipt()["res_id"]
        )
        self.assertRecordValues(
            receipt.line_ids,
            [{"received": 2, "uom_id": self.dozen.id, "expected": "2 Dozens"}],
        )
        receipt.line_ids.write({"received": 23, "uom_id": self.piece.id})
        receipt.with_user(self.agent).action_confirm()
        self.assertEqual(line.received, 23)

    def test_customers_read_what_they_can_claim_in_pieces(self):
        glass = self._bought_in(self.piece, cost=6.0)
        order = self._sold_in(self.dozen, glass, 2)
        (offer,) = order._aftersales_offer()
        self.assertEqual(offer["hint"], "Up to 24 Units")
        tea = self._bought_in(self.gram, "Tea", cost=0.02, uom_id=self.kilo.id)
        claim = self._claim(self._sold_in(self.kilo, tea, 2.5), 0.5)
        self.assertEqual(claim.line_ids._item_words(), "0.5 kg × Tea")
        self.assertEqual(claim.line_ids.display_name, "0.5 kg × Tea")
