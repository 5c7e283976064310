from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitConditions(KitCase):
    """Less than the price for kits and their parts, and what we bear of them."""

    def _reduced(self, claim, quantity):
        """A refund of four fifths less a tenth, as it was promised."""
        claim.line_ids.write({"decision": "granted", "granted_quantity": quantity})
        remedy = self._propose(claim, quantity)
        remedy.write({"refund_percent": 80, "fee_percent": 10})
        promised = remedy._money_parts()
        claim.action_approve()
        return remedy, promised

    def test_a_part_is_credited_as_it_was_previewed(self):
        order = self._sold()
        claim = self._part_claim(order, self.leg, 2)
        _remedy, promised = self._reduced(claim, 2)
        self.assertEqual(
            {name: promised[name] for name in ("gross", "reduction", "fee", "total")},
            {"gross": 20, "reduction": 4, "fee": 1.6, "total": 14.4},
        )
        line = claim.refund_ids.invoice_line_ids
        self.assertEqual(line.price_total, 14.4)
        self.assertRegex(line.name, r"Leg \(of Table\)\nRefunded: 80 %\n")
        self.assertIn("Restocking fee: 10 %", line.name)
        # Two legs are given once, whatever was paid for them.
        with self.assertRefused("Only"):
            self._part_claim(order, self.leg, 99)
        self.assertBooksBalance(claim)

    def test_a_kit_is_credited_as_it_was_previewed(self):
        order = self._sold()
        claim = self._claim(order, 1)
        _remedy, promised = self._reduced(claim, 1)
        self.assertEqual(claim.refund_ids.amount_total, promised["total"])
        self.assertAlmostEqual(promised["total"], promised["gross"] * 0.72)
        self.assertBooksBalance(claim)

    def test_a_kit_exposes_us_to_the_gap_of_its_parts(self):
        order = self._sold()
        for claim in (self._claim(order, 1), self._part_claim(order, self.leg, 2)):
            with self.subTest(item=claim.line_ids.display_name):
                before = claim.exposure
                self.assertAlmostEqual(before, max(0.0, claim._money()["ours"]), 2)
                self._grant(claim)
                self.assertAlmostEqual(claim.exposure, before, 2)
                suppliers = claim.line_ids.supplier_ids.commercial_partner_id
                self.assertLessEqual(
                    set(map(str, suppliers.ids)), set(claim.line_ids.supplier_terms)
                )
