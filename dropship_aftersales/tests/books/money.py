"""What must always be true of the money of claims: credits, costs, who bears them."""

from odoo.tools import float_round


class BooksMoneyMixin:
    """The part of ``assertBooksBalance`` that counts money."""

    def _assert_never_over_credited(self, claims):
        credits = (claims.refund_ids | claims.case_ids.refund_ids).filtered(
            lambda move: move.state == "posted"
        )
        for invoice in credits.reversed_entry_id:
            # A credit note that was reversed itself credits nothing.
            reversals = invoice.reversal_move_ids.filtered(
                lambda move: (
                    move.state == "posted"
                    and not any(
                        undone.state == "posted" for undone in move.reversal_move_ids
                    )
                )
            )
            # What a deposit paid was invoiced before.
            deposits = invoice.invoice_line_ids.filtered("is_downpayment")
            paid = -sum(deposits.mapped("price_total"))
            paid_tax = paid + sum(deposits.mapped("price_subtotal"))
            self.assertLessEqual(
                invoice.currency_id.round(sum(reversals.mapped("amount_total"))),
                invoice.currency_id.round(invoice.amount_total + paid),
                f"{invoice.name}: credited more than invoiced",
            )
            self.assertLessEqual(
                invoice.currency_id.round(sum(reversals.mapped("amount_tax"))),
                invoice.currency_id.round(invoice.amount_tax + paid_tax),
                f"{invoice.name}: credited more tax than invoiced",
            )
        for move in credits:
            self.assertAlmostEqual(sum(move.line_ids.mapped("balance")), 0.0, 2)
            self.assertTrue(
                move.reversed_entry_id or move.invoice_line_ids.sale_line_ids
            )

    def _assert_withheld(self, remedy):
        """Whoever gets less than the price gets his percentage of it, no more."""
        percent = remedy.refund_percent * (100 - remedy.fee_percent) / 100
        if percent == 100 or remedy.line_id._is_part():
            return
        line = remedy.sale_line_id
        billed = line.invoice_lines.filtered(
            lambda move_line: (
                move_line.parent_state == "posted"
                and move_line.move_type == "out_invoice"
                and move_line.quantity > 0
            )
        )
        prices = [
            move_line.price_total
            / self._in_product_unit(
                move_line.product_uom_id, move_line.quantity, line.product_id.uom_id
            )
            for move_line in billed
        ]
        for credit in remedy.credit_line_ids.filtered("aftersales_units"):
            if credit.parent_state == "posted" and credit.sale_line_ids == line:
                self.assertLessEqual(
                    credit.price_total,
                    max(prices) * credit.aftersales_units * percent / 100 + 0.02,
                    f"{remedy.display_name}: what is withheld was given",
                )

    def _assert_costs(self, claims):
        for case in claims.case_ids:
            costs = case.cost_ids.filtered(lambda cost: cost.bearer == "supplier")
            for name in ("expected", "agreed", "received"):
                self.assertEqual(
                    case.currency_id.compare_amounts(
                        case[f"{name}_amount"], sum(costs.mapped(f"{name}_amount"))
                    ),
                    0,
                    f"{case.name}: {name}",
                )
            for line in case.line_ids.filtered(lambda line: not line.is_stop):
                self.assertEqual(
                    case.currency_id.compare_amounts(
                        sum(line.cost_ids.mapped("expected_amount")),
                        case.currency_id.round(line.quantity * line.price_unit),
                    ),
                    0,
                    f"{case.name} {line.display_name}: the shares make up the cost",
                )
            self._assert_no_gain(case)
            posted = case.refund_ids.filtered(lambda move: move.state == "posted")
            # What he credited too much and bills again.
            undone = posted.reversal_move_ids.filtered(
                lambda move: move.state == "posted" and move.aftersales_case_id
            )
            credited = sum(posted.mapped("amount_untaxed"))
            credited -= sum(undone.mapped("amount_untaxed"))
            self.assertGreaterEqual(
                float_round(case.received_amount - credited, 2),
                0.0,
                f"{case.name}: what was credited counts as received",
            )
            if case.state == "settled":
                self.assertEqual(case.received_amount, case.agreed_amount, case.name)

    def _assert_no_gain(self, case):
        """For goods that a customer keeps at a part of the price, the supplier is asked
        for no more than that part of their cost."""
        for line in case.line_ids:
            remedy = line.remedy_id
            is_kept = (
                remedy.return_to == "none"
                and line.claim_line_id.goods_status != "not_received"
            )
            if line.is_stop or not is_kept:
                continue
            given = remedy.refund_percent * (100 - remedy.fee_percent) / 10000
            costs = line.cost_ids.filtered(lambda cost: cost.bearer == "supplier")
            most = line.quantity * line.price_unit * line.percent / 100 * given
            self.assertLessEqual(
                sum(costs.mapped("expected_amount")),
                most + 2 * case.currency_id.rounding,
                f"{case.name} {line.display_name}: gains by what is kept",
            )
