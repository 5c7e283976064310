"""Refunds of units that no invoice holds and none ever will: nothing waits for ever."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    may_settle_without_invoice = fields.Boolean(
        compute="_compute_may_settle_without_invoice",
        help="Units wait for a credit note, and there is no invoice to credit.",
    )

    @api.depends("state", "settled_qty", "sale_line_id.aftersales_to_credit_qty")
    def _compute_may_settle_without_invoice(self):
        for remedy in self:
            # Agents see what is left to credit without rights on orders.
            remedy.may_settle_without_invoice = (
                remedy.sudo()._waits_for_missing_invoice()
            )

    def _waits_for_missing_invoice(self):
        """Whether units are to be credited and no invoice, draft or posted, has any."""
        self.ensure_one()
        line = self.sale_line_id
        if (
            self.state not in ("running", "done")
            or self.uom_id.compare(line.aftersales_to_credit_qty, 0.0) <= 0
            or self.uom_id.compare(self.settled_qty, self._credited_quantity()) <= 0
        ):
            return False
        settlement = line._aftersales_settlements()[line]
        left = settlement.billed - settlement.credited
        return self.uom_id.compare(left, 0.0) <= 0

    def action_settle_without_invoice(self):
        """Say that no invoice will come for these units: they are left out of it.

        :raise UserError: nothing waits for an invoice, or there is one to credit
        """
        self.claim_id._check_agent()
        # The engine's figures; who may decide was checked above.
        remedies_sudo = self.sudo()
        remedies_sudo._check_settle_without_invoice()
        remedies_sudo._lock_rows()
        for remedy in remedies_sudo:
            remedy._write_engine({"locked_qty": remedy._credited_quantity()})
        remedies_sudo.claim_id._advance()
        return True

    def _check_settle_without_invoice(self):
        if wrong := self.filtered(
            lambda remedy: not remedy._waits_for_missing_invoice()
        ):
            raise UserError(
                self.env._(
                    "%(remedies)s: there is an invoice to credit, or nothing waits for "
                    "one. Reload the page.",
                    remedies=", ".join(wrong.mapped("display_name")),
                )
            )
