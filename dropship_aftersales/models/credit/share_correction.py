"""Vendor refunds brought in line with a share that was agreed after they were made."""

from odoo import api, models
from odoo.fields import Command

from .bill import Portion
from .ledger import Ledger


class AftersalesCredit(models.AbstractModel):
    _inherit = "aftersales.credit"

    @api.model
    def _create_share_corrections(self, case_lines):
        """Draft what makes up the difference between what was credited of the lines
        and their share of it by now.

        Each document credits the units anew at the new share and takes back what was
        credited of them: their quantity stays, their money moves. More than was billed
        is never credited. What the supplier credited too much he bills again.

        :param case_lines: ``aftersales.supplier.case.line`` with posted credits
        :return: draft vendor refunds, and bills that undo a part of one
        """
        # Agents have no rights in accounting; whoever calls checked the case.
        lines_sudo = case_lines.sudo()
        ledger = Ledger(lines_sudo.purchase_line_id)
        vals_list = []
        for line_sudo in lines_sudo:
            for bill, units, old, new in self._share_differences(ledger, line_sudo):
                vals_list.append(
                    self._prepare_correction_vals(line_sudo, bill, units, old, new)
                )
        moves_sudo = self.env["account.move"].sudo()
        created = moves_sudo.browse()
        for line_vals in vals_list:
            company = moves_sudo.browse(line_vals["reversed_entry_id"]).company_id
            created += moves_sudo.with_company(company).create(line_vals)
        created._aftersales_log_reversal()
        return created.sudo(False)

    def _share_differences(self, ledger, line):
        """What is credited of ``line`` on each bill, and what should be.

        :return: list of (:class:`Bill`, units, :class:`Money` credited, new money)
        """
        order_line = line.purchase_line_id
        bills = {bill.invoice: bill for bill in ledger.bills_of(order_line)}
        if not bills:
            return []
        credited = {}
        for credit in line.credit_line_ids:
            if credit.parent_state != "posted":
                continue
            bill = bills.get(_bill_of(credit), next(iter(bills.values())))
            units, money = credited.get(bill, (0.0, None))
            sign = -credit._aftersales_sign()
            signed = ledger.money_of(credit).scaled(sign)
            credited[bill] = (
                units + sign * credit._aftersales_effective_units(),
                money + signed if money else signed,
            )
        differences = []
        for bill, (units, old) in credited.items():
            billed = bill.line(order_line)
            if not billed.units or not units:
                continue
            share = units / billed.units * line._credit_percent() / 100
            missing = billed.money.scaled(share) - old
            if bill.currency.compare_amounts(missing.total, 0.0) > 0:
                missing = missing.within(billed.open_money)
            if not bill.currency.is_zero(missing.total):
                differences.append((bill, units, old, old + missing))
        return differences

    def _prepare_correction_vals(self, line, bill, units, old, new):
        """Values of the document about ``units`` of ``line`` that moves ``old`` money
        to ``new``."""
        is_more = new.total > old.total
        origin = bill.invoice
        if not is_more:
            origin = line.credit_line_ids.move_id.filtered(
                lambda move: move.state == "posted" and move.move_type == "in_refund"
            ).sorted("amount_total")[-1:]
        billed = bill.line(line.purchase_line_id)
        portions = [(new, 1), (old, -1)] if is_more else [(old, 1), (new, -1)]
        case = line.case_id
        return {
            **origin._aftersales_prepare_reversal_vals(),
            "move_type": "in_refund" if is_more else "in_invoice",
            "reversed_entry_id": origin.id,
            "aftersales_claim_id": case.claim_id.id,
            "aftersales_case_id": case.id,
            "ref": case.supplier_reference or case.name,
            "invoice_line_ids": [
                Command.create(
                    self._prepare_correction_line_vals(line, bill, billed, units, *each)
                )
                for each in portions
            ],
        }

    def _prepare_correction_line_vals(self, line, bill, billed, units, money, sign):
        full = billed.money.base * units / billed.units
        percent = 100.0 * money.base / full if full else 0.0
        price_vals = self._prepare_units_vals(Portion(billed, money, units, percent))
        price_vals["quantity"] *= sign
        return {
            **self._prepare_billed_line_vals(
                bill.invoice, billed, price_vals, money.scaled(sign)
            ),
            # Both lines together are no units: Odoo's own count stays.
            "aftersales_units": 0.0,
            "aftersales_amount_only": False,
            "aftersales_part_units": 0.0,
            "aftersales_case_line_id": line.id,
        }


def _bill_of(credit):
    """The bill that a credit line, or one that takes it back, is about."""
    origin = credit.move_id.reversed_entry_id
    if credit.move_id.move_type == "in_invoice":
        origin = origin.reversed_entry_id
    return origin
