from odoo import models
from odoo.exceptions import UserError


class AftersalesRemedy(models.Model):
    """What agents may do with a remedy, and what its routes set off."""

    _inherit = "aftersales.remedy"

    def action_cancel(self):
        """Take the remedy back with what it started.

        :raise UserError: it has given something already
        """
        self._act("cancel")
        self.sudo().claim_id._advance()
        return True

    def action_pay_out(self):
        """Pay the open posted credit notes of these remedies to the customer.

        :raise UserError: there is nothing to pay, or no bank journal to pay from
        """
        self.claim_id._check_agent()
        # Agents pay what was granted; they need no accounting rights for it.
        credits_sudo = self.sudo().credit_line_ids.move_id
        open_credits = credits_sudo.filtered(
            lambda move: (
                move.state == "posted"
                and not move._aftersales_is_settled()
                and move.move_type == "out_refund"
            )
        )
        if not open_credits:
            raise UserError(
                self.env._("There is no open credit note to pay out. Reload the page.")
            )
        open_credits._aftersales_pay_out()
        self.sudo().claim_id._advance()
        return True

    def action_leave_as_credit(self):
        """Settle by leaving the credit notes on the customer's account, as he chose.

        :raise UserError: a remedy was cancelled, or has not started
        """
        self.claim_id._check_agent()
        if self.filtered(lambda remedy: remedy.state not in ("running", "done")):
            raise UserError(
                self.env._("This remedy is not running any more. Reload the page.")
            )
        # Remedies that share a credit note share what becomes of it.
        remedies_sudo = self.sudo()
        remedies_sudo |= remedies_sudo.credit_line_ids.move_id.invoice_line_ids.mapped(
            "aftersales_remedy_id"
        )
        remedies_sudo._write_engine({"left_as_credit": True})
        remedies_sudo.claim_id._advance()
        return True

    def action_refund_in_full(self):
        """Give the whole quantity although not everything arrived as expected."""
        self.claim_id._check_agent()
        self._check_running()
        if self.filtered(lambda remedy: remedy.sudo()._units_to_stop()):
            raise UserError(
                self.env._(
                    "The supplier has not confirmed yet that it will not ship. Write "
                    "its case off first if you pay all the same."
                )
            )
        self.sudo()._write_engine({"refund_in_full": True})
        self.sudo().claim_id._advance()
        return True

    def action_settle_received(self):
        """Give what arrived in good order and expect no more.

        :raise UserError: nothing arrived in good order: cancel the remedy instead
        """
        self.claim_id._check_agent()
        self._check_running()
        for strategy, remedies_sudo in self.sudo()._by_strategy():
            strategy._settle_received(remedies_sudo)
        self.sudo().claim_id._advance()
        return True

    def action_expect_no_more(self):
        """Give up what has not come back of goods that are settled without it.

        :raise UserError: the customer's money still waits for these goods
        """
        self.claim_id._check_agent()
        # Cancelling the rest of a transfer needs no stock rights of the agent.
        remedies_sudo = self.sudo()
        for remedy in remedies_sudo:
            if remedy.uom_id.compare(remedy.settled_qty, remedy.quantity) < 0:
                raise UserError(
                    self.env._(
                        "%(remedy)s waits for these goods. Settle what arrived, or "
                        "refund it in full.",
                        remedy=remedy.display_name,
                    )
                )
        remedies_sudo._cancel_open_moves()
        remedies_sudo.case_line_ids.filtered("awaits_goods")._expect_no_more()
        remedies_sudo.claim_id._advance()
        return True

    def _check_running(self):
        if self.filtered(lambda remedy: remedy.state != "running"):
            raise UserError(
                self.env._("This remedy is not running any more. Reload the page.")
            )

    def _check_start(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._check(remedies)

    def _after_start(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._start(remedies)

    def _check_cancel(self, actor):
        if final := self.filtered(lambda remedy: remedy._is_final()):
            raise UserError(
                self.env._(
                    "This was given already and cannot be taken back: %(remedies)s.",
                    remedies=", ".join(final.mapped("display_name")),
                )
            )

    def _after_cancel(self, actor):
        for strategy, remedies in self._by_strategy():
            strategy._cancel(remedies)
        decided = self.line_id.filtered(
            lambda line: line.claim_state in ("approved", "resolved")
        )
        decided._match_grant_to_remedies()
        (self.line_id - decided)._update_hold()
