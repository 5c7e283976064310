"""Many credit notes of claims are set off against their invoices in one go."""

from odoo import models

OPEN_ITEMS = ("asset_receivable", "liability_payable")
# Whatever Odoo itself would reconcile although the account does not say so.
MONEY = ("asset_cash", "liability_credit_card")


class AccountMove(models.Model):
    _inherit = "account.move"

    def _reconcile_reversed_moves(self, reverse_moves, move_reverse_cancel):
        """Reconcile these invoices with their ``reverse_moves``, pair by pair.

        Odoo plans a reconciliation for each pair, which costs twenty queries; claims
        post in batches, so that theirs share one plan. What is not a plain set-off in
        the company's currency is left to Odoo.
        """
        pairs = list(zip(self, reverse_moves, strict=False))
        plan, plain = [], []
        if len(pairs) == len(reverse_moves) > 1:
            for invoice, credit in pairs:
                if items := invoice._aftersales_plain_set_off(credit):
                    plan.append(items)
                    plain.append(credit)
        if len(plan) < 2:
            return super()._reconcile_reversed_moves(reverse_moves, move_reverse_cancel)
        self.env["account.move.line"].with_context(
            move_reverse_cancel=move_reverse_cancel
        )._reconcile_plan(plan)
        rest = reverse_moves - self.union(*plain)
        super(AccountMove, rest.reversed_entry_id)._reconcile_reversed_moves(
            rest, move_reverse_cancel
        )
        return reverse_moves

    def _aftersales_plain_set_off(self, credit):
        """The open items of this invoice and its ``credit``, when they are all that
        Odoo would reconcile; empty otherwise."""
        self.ensure_one()
        none = self.env["account.move.line"]
        if not (credit.aftersales_claim_id or credit.aftersales_case_id):
            return none
        found = (self.line_ids + credit.line_ids).filtered(
            lambda line: (
                not line.reconciled
                and (line.account_id.reconcile or line.account_id.account_type in MONEY)
            )
        )
        is_plain = (
            len(found.account_id) == 1
            and found.account_id.account_type in OPEN_ITEMS
            and found.currency_id == found.company_currency_id
        )
        return found if is_plain else none
