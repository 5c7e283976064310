import doctest

from odoo.tests import BaseCase

from odoo.addons.dropship_aftersales.models.settlements import settlement_arithmetic
from odoo.addons.dropship_aftersales.models.settlements.settlement_arithmetic import (
    Settlement,
)


class TestSettlementArithmetic(BaseCase):
    def _figures(self, **vals):
        settlement = Settlement(**vals)
        return settlement.to_invoice, settlement.to_credit

    def test_examples_in_the_documentation_hold(self):
        self.assertEqual(doctest.testmod(settlement_arithmetic).failed, 0)

    def test_line_without_claims_is_as_odoo_sees_it(self):
        for billed in (0, 2, 3, 5):
            self.assertEqual(self._figures(due=3, billed=billed), (3 - billed, 0))

    def test_partial_invoice_absorbs_what_it_can(self):
        self.assertEqual(self._figures(due=3, billed=2, settled=2, locked=1), (0, 1))

    def test_pending_credit_is_not_set_off_against_a_later_delivery(self):
        self.assertEqual(self._figures(due=5, billed=3, settled=2, locked=2), (2, 2))
        self.assertEqual(self._figures(due=5, billed=3, settled=2), (0, 0))

    def test_over_credited_units_are_shown_and_never_invoiced_again(self):
        self.assertEqual(self._figures(due=3, billed=3, settled=1, credited=2), (0, -1))

    def test_units_never_shipped_do_not_swallow_the_kept_one(self):
        unshipped = {"settled": 2, "unshipped": 2}
        self.assertEqual(self._figures(due=0, billed=0, **unshipped), (0, 0))
        self.assertEqual(self._figures(due=1, billed=0, **unshipped), (1, 0))

    def test_units_never_shipped_of_a_prepaid_order(self):
        prepaid = {"billed": 3, "settled": 2, "unshipped": 2, "locked": 2}
        self.assertEqual(self._figures(due=0, **prepaid), (-1, 2))
        self.assertEqual(self._figures(due=1, credited=2, **prepaid), (0, 0))

    def test_units_stopped_count_only_once_they_are_given_back(self):
        self.assertEqual(self._figures(due=1, billed=3, unshipped=2), (-2, 0))

    def test_units_stopped_are_free_of_lock_when_nothing_was_invoiced(self):
        self.assertEqual(Settlement(due=0, billed=0, unshipped=2).lock_for(2), 0)
        self.assertEqual(Settlement(due=0, billed=3, unshipped=2).lock_for(2), 2)

    def test_noise_of_a_unit_conversion_is_nothing(self):
        # 0.92 dozen were invoiced of a dozen: 11.04 pieces, one given back.
        dozen = {"due": 12, "billed": 11.04, "settled": 1}
        self.assertEqual(Settlement(**dozen, tolerance=0.12).to_credit, 0)
        self.assertNotEqual(Settlement(**dozen).to_credit, 0)
        billed = {"due": 11.96, "billed": 12, "settled": 1, "locked": 1}
        self.assertEqual(Settlement(**billed, tolerance=0.12).to_credit, 1)

    def test_adoption_never_exceeds_the_gap(self):
        self.assertEqual(Settlement(due=3, billed=1, settled=2).adoptable, 2)
        self.assertEqual(Settlement(due=3, billed=0, settled=2).adoptable, 2)
        # Four were invoiced of three, and a clerk credited the one too many.
        self.assertEqual(Settlement(due=3, billed=3, settled=1).adoptable, 0)
