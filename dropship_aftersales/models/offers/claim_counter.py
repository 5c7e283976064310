"""What the customer suggests instead of our offer, and what may be suggested."""

from odoo import models
from odoo.exceptions import UserError

# Wishes that an amount can be suggested for.
MONEY_WISHES = ("refund", "compensation")


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _open_counter(self):
        """The customer's suggestion that waits for our answer; empty when none does."""
        self.ensure_one()
        last = self._last_offer()
        waits = self.state in ("review", "supplier") and last.state == "countered"
        return last if waits else last.browse()

    def _checked_counter(self, wish=None, amount=None, text=""):
        """Values of the offer's row for a suggestion.

        :param float amount: claim currency, tax included; nothing leaves it to us
        :raise UserError: the wish cannot be had, or the amount is not within the limits
        """
        self.ensure_one()
        if wish not in self._counter_wishes():
            raise UserError(self.env._("Choose what you would like instead."))
        if wish not in MONEY_WISHES or amount is None:
            return {"counter_wish": wish, "counter_amount": 0.0}
        limit = self._counter_limit()
        if (
            self.currency_id.compare_amounts(amount, 0.0) <= 0
            or self.currency_id.compare_amounts(amount, limit) > 0
        ):
            raise UserError(
                self.env._(
                    "Suggest an amount above %(zero)s and up to %(limit)s.",
                    zero=self.currency_id.format(0.0),
                    limit=self.currency_id.format(limit),
                )
            )
        return {
            "counter_wish": wish,
            "counter_amount": self.currency_id.round(amount),
        }

    def _counter_wishes(self):
        """What may be suggested for all items of this claim, the most common first."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line._has_open_units())
        allowed = [line._allowed_wishes() for line in lines]
        return tuple(
            wish
            for wish in dict.fromkeys(wish for wishes in allowed for wish in wishes)
            if all(wish in wishes for wishes in allowed)
        )

    def _counter_limit(self):
        """What the items that nothing was given for are worth, tax included."""
        self.ensure_one()
        remedies = self.env["aftersales.remedy"]
        # Invoices say it; whoever asks reads the sum.
        for line_sudo in self.sudo().line_ids:
            if line_sudo._has_open_units():
                remedies |= remedies.sudo().new(line_sudo._prepare_full_refund_vals())
        parts = remedies._money_parts_by_remedy()
        return self.currency_id.round(sum(part["total"] for part in parts.values()))
