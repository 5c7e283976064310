from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .lots_common import PhonesCase


@tagged("post_install", "-at_install")
class TestLotsReceipt(PhonesCase):
    """Suppliers say which numbers arrived, and documents say it after them."""

    # ------------------------------------------------------------------ reports

    def test_another_unit_of_the_order_came(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._grant(self._claim_lots(order, "A1"), return_to="supplier")
        self._report(claim, 1, "A3")
        self.assertEqual(self._back(claim), (["A3"], []))
        self.assertEqual(claim.case_ids.line_ids.lot_ids.mapped("name"), ["A3"])
        notes = " ".join(claim.case_ids.message_ids.mapped("body"))
        self.assertIn("A3 is another unit", notes)
        self.assertEqual(claim.case_ids.state, "settled")
        # The customer still has the one he complained about.
        again = self._claim_lots(order, "A1")
        with self.assertRefused("A3 came back already"):
            self._claim_lots(order, "A3")
        self.assertBooksBalance(claim | again)

    def test_a_foreign_number_is_a_wrong_item(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._grant(self._claim_lots(order, "A1", "A2"), return_to="supplier")
        self._report(claim, 2, "A1", "X9")
        line = claim.case_ids.line_ids
        self.assertRecordValues(line, [{"received": 1, "outcome": "wrong"}])
        self.assertIn("X9", line.note)
        self.assertEqual(self._back(claim), (["A1"], ["A2"]))
        self._report(claim, 2, "A1", "A2")
        self.assertEqual(self._back(claim), (["A1", "A2"], []))
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_only_a_foreign_number_came(self):
        order = self._phones("A1", "A2")
        claim = self._grant(self._claim_lots(order, "A1"), return_to="supplier")
        self._report(claim, 1, "X9")
        self.assertRecordValues(
            claim.case_ids.line_ids, [{"received": 0, "outcome": "wrong"}]
        )
        self.assertEqual(claim.waiting_for, "us")
        self.assertEqual(self._back(claim), ([], ["A1"]))
        claim.remedy_ids.action_refund_in_full()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_reports_that_make_no_sense_are_refused(self):
        order = self._phones("A1", "A2", "A3", "A4")
        claim = self._grant(self._claim_lots(order, "A1", "A2"), return_to="supplier")
        other = self._grant(self._claim_lots(order, "A3"), return_to="supplier")
        for names, words in (
            (("A1", "A1"), "A1 is named twice"),
            (("A1",), "as many serial numbers as arrived"),
            (("A1", "A3"), f"A3 belongs to {other.case_ids.name}"),
        ):
            with self.subTest(names), self.assertRefused(words, ValidationError):
                self._report(claim, 2, *names)
        self._report(claim, 1, "A1")
        self._report(claim, 2, "A1", "A2")
        # A replay of the first report changes nothing.
        self._report(claim, 1, "A1")
        self.assertEqual(self._back(claim), (["A1", "A2"], []))
        self.assertBooksBalance(claim | other)

    # ------------------------------------------------------------------ documents

    def _printed(self, move):
        return [
            (values["lot_name"], values["quantity"])
            for values in move._get_invoiced_lot_values()
        ]

    def test_credit_notes_list_what_came_back(self):
        order = self._phones("A1", "A2", "A3")
        invoice = order.invoice_ids
        claim = self._grant(self._claim_lots(order, "A3", "A2"), return_to="supplier")
        self._report(claim, 1, "A3")
        first = claim.refund_ids
        self._report(claim, 2, "A3", "A2")
        second = claim.refund_ids - first
        self.assertEqual(self._printed(first), [("A3", "1")])
        self.assertEqual(self._printed(second), [("A2", "1")])
        refunds = claim.case_ids.refund_ids.sorted("id")
        self.assertEqual(
            [self._printed(refund) for refund in refunds],
            [[("A3", "1")], [("A2", "1")]],
        )
        names = [name for name, _quantity in self._printed(invoice)]
        self.assertEqual(sorted(names), ["A1", "A2", "A3"])
        self.assertBooksBalance(claim)

    def test_the_credit_note_of_what_is_kept_lists_what_was_claimed(self):
        order = self._phones("A1", "A2")
        claim = self._grant(self._claim_lots(order, "A2"), return_to="none")
        self.assertEqual(self._printed(claim.refund_ids), [("A2", "1")])
        self.assertBooksBalance(claim)

    def test_the_slip_names_what_was_claimed_and_nothing_at_random(self):
        order = self._phones("A1", "A2", "A3")
        named = self._grant(self._claim_lots(order, "A2"), return_to="supplier")
        nameless = self._grant(self._claim(order, 1), return_to="supplier")
        for claim, serials in ((named, "A2"), (nameless, "")):
            move = claim.picking_ids.move_ids
            item = move._prepare_aftersales_slip_item()
            self.assertEqual(item["serials"], serials)
