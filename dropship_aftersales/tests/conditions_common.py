"""Refunds of a part, and what is kept of them for a fee."""

from odoo import Command

from .common import AftersalesCase


class ConditionsCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["loyalty.program"].search([]).action_archive()
        cls.included = cls.env["account.tax"].create(
            {
                "name": "19 % included",
                "amount": 19.0,
                "type_tax_use": "sale",
                "price_include_override": "tax_included",
            }
        )

    def _sold(self, quantity=3, price=33.33, taxes=None, **vals):
        order = self._delivered(
            (
                self.lamp,
                quantity,
                {
                    "price_unit": price,
                    "tax_ids": [Command.set(taxes.ids if taxes else [])],
                    **vals.pop("line", {}),
                },
            ),
            **vals,
        )
        self._invoice(order)
        return order

    def _reduce(self, claim, refund_percent, fee_percent, quantity=None):
        """Grant the claim with a refund, kept goods, on these conditions."""
        line = claim.line_ids
        line.write(
            {"decision": "granted", "granted_quantity": quantity or line.quantity}
        )
        remedy = self._propose(claim, line.granted_quantity)
        remedy.write({"refund_percent": refund_percent, "fee_percent": fee_percent})
        promised = remedy._money_parts()
        self.assertEqual(remedy.amount, promised["total"])
        self.assertEqual(
            claim.currency_id.compare_amounts(
                promised["gross"] - promised["reduction"] - promised["fee"],
                promised["total"],
            ),
            0,
        )
        claim.action_approve()
        return remedy, promised

    def _credited_lines(self, remedy):
        """Its lines of posted credit notes, without what cards got back."""
        return remedy.credit_line_ids.filtered(
            lambda line: line.parent_state == "posted" and not line.aftersales_points
        )

    def assertBooked(self, remedy, promised):
        """What was previewed is on the credit notes, to the cent and with its tax."""
        lines = self._credited_lines(remedy)
        total = sum(lines.mapped("price_total"))
        self.assertEqual(
            (
                remedy.currency_id.compare_amounts(total, promised["total"]),
                remedy.currency_id.compare_amounts(
                    total - sum(lines.mapped("price_subtotal")), promised["tax"]
                ),
            ),
            (0, 0),
            f"{promised} booked as {total}",
        )
        self.assertEqual(remedy._money_parts()["total"], promised["total"])
        self.assertEqual(sum(lines.mapped("aftersales_units")), remedy.quantity)
        self.assertEqual(remedy.sale_line_id.aftersales_to_credit_qty, 0)
