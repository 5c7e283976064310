"""Offers in words: what is offered, and who said what when."""

from odoo import fields, models
from odoo.tools.misc import formatLang


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _offer_rows(self):
        """What these remedies offer, frozen; see ``aftersales.offer``."""
        parts = self._money_parts_by_remedy()
        return [remedy._prepare_offer_row(parts[remedy]) for remedy in self]

    def _prepare_offer_row(self, parts):
        self.ensure_one()
        return {
            "line_id": self.line_id.id,
            "item": self._item_words(),
            "kind": self.kind,
            "quantity": self.quantity,
            "goods_status": self.line_id.goods_status,
            "refund_percent": self.refund_percent,
            "fee_percent": self.fee_percent,
            "gross": parts["gross"],
            "reduction": parts["reduction"],
            "fee": parts["fee"],
            "amount": parts["total"],
            "return_to": self.return_to,
            "trigger": self.trigger,
            "freight_payer": self.freight_payer,
        }


class AftersalesOffer(models.Model):
    """Says an offer as it was made, in the reader's language."""

    _inherit = "aftersales.offer"

    summary = fields.Text(
        string="What", compute="_compute_words", help="What was offered."
    )
    outcome = fields.Text(
        compute="_compute_words", help="What became of it, and who said so."
    )

    def _compute_words(self):
        for offer in self:
            offer.summary = "\n".join(
                f"{row['item']}: {row['what']}" for row in offer._row_words()
            )
            offer.outcome = offer._outcome_words("agent")

    # ------------------------------------------------------------------ rows

    def _row_words(self):
        """The rows of this offer for its customer.

        :return: list of dicts with ``item``, ``what``, ``notes`` (sentences),
            ``amount`` (before the fee, formatted), ``fee`` and ``fee_label`` (both
            empty without a fee)
        """
        self.ensure_one()
        return [self._words_of_row(row) for row in self.rows or []]

    def _words_of_row(self, row):
        currency = self.currency_id
        fee_percent = self._percent_words(row["fee_percent"])
        return {
            "item": self._item_of_row(row),
            "what": self._what_of_row(row),
            "notes": self._notes_of_row(row),
            "amount": currency.format(row["gross"] - row["reduction"]),
            "fee": currency.format(-row["fee"]) if row["fee"] else "",
            "fee_label": self.env._("Restocking fee (%s %%)", fee_percent)
            if row["fee"]
            else "",
        }

    def _item_of_row(self, row):
        # Lines are not the customer's to read; what they are called is.
        lines_sudo = self.sudo().claim_id.line_ids
        line_sudo = lines_sudo.filtered(lambda line: line.id == row["line_id"])
        if not line_sudo:
            # It was removed meanwhile: as it was called then.
            return row["item"]
        product = line_sudo.product_id.with_context(display_default_code=False)
        return line_sudo.uom_id._aftersales_item_words(
            row["quantity"], product.display_name
        )

    def _what_of_row(self, row):
        percent = row["refund_percent"]
        shown = self._percent_words(percent)
        if row["return_to"] != "none":
            if percent < 100:
                return self.env._("Send it back, %s %% of the price back", shown)
            return self.env._("Return and refund")
        if row["goods_status"] == "not_received":
            if percent < 100:
                return self.env._("%s %% of the price back", shown)
            return self.env._("Refund")
        if percent < 100:
            return self.env._("Keep it, %s %% of the price back", shown)
        return self.env._("Refund, keep it")

    def _notes_of_row(self, row):
        when = {
            "approval": self.env._("You get the money when you have accepted."),
            "shipment": self.env._("You get the money when your parcel is on its way."),
            "receipt": self.env._("You get the money when your parcel has arrived."),
            "inspection": self.env._(
                "You get the money when we have checked your parcel."
            ),
        }[row["trigger"]]
        if row["return_to"] == "none":
            return [when]
        freight = (
            self.env._("You pay for the parcel.")
            if row["freight_payer"] == "customer"
            else self.env._("We pay for the parcel.")
        )
        return [freight, when]

    def _percent_words(self, percent):
        digits = 0 if float(percent).is_integer() else 2
        return formatLang(self.env, percent, digits=digits)

    # ------------------------------------------------------------------ outcome

    def _counter_words(self):
        """What the customer suggested: wish and, if he named one, the amount."""
        self.ensure_one()
        wish = dict(self._selection_wish()).get(self.counter_wish, "")
        if not self.counter_amount:
            return wish
        amount = self.currency_id.format(self.counter_amount)
        return f"{wish}: {amount}"

    def _outcome_words(self, audience):
        """What became of this offer, for customer or agent."""
        self.ensure_one()
        for_agent = audience == "agent"
        if self.state == "open":
            return self.env._("Not answered yet")
        if self.state == "withdrawn":
            return self._withdrawal_words(for_agent)
        if self.state == "expired":
            return self.env._("It ended unanswered.")
        suggested = self._counter_words()
        if for_agent:
            words = {
                "accepted": self.env._("The customer accepted it."),
                "refused": self.env._("The customer declined it."),
                "countered": self.env._("The customer suggested: %s", suggested),
            }
        else:
            words = {
                "accepted": self.env._("You accepted it."),
                "refused": self.env._("You declined it."),
                "countered": self.env._("You suggested: %s", suggested),
            }
        return words[self.state]

    def _withdrawal_words(self, for_agent):
        if self.withdrawal == "taken_back":
            return self.env._("We took it back.")
        if self.withdrawal == "cancelled":
            return self.env._("The request was withdrawn.")
        if for_agent:
            return self.env._(
                "It was not worth any more what had been offered: the order or its "
                "invoice had changed."
            )
        return self.env._("It ended because the order or its invoice had changed.")
