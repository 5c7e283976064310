"""What the customer would like, and what it is worth."""

from odoo import models

# Nothing is broken: there is nothing to repair.
NOT_REPAIRABLE = frozenset({"wrong_item", "missing_parts", "not_as_described"})


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _possible_wishes(self):
        """The wishes that make sense for this item, the most common first."""
        self.ensure_one()
        if (
            self.goods_status == "not_received"
            or self.reason_id.customer_percent == 100
        ):
            return ("refund", "replacement")
        if self.reason_id.code in NOT_REPAIRABLE:
            return ("refund", "replacement", "compensation")
        return ("refund", "replacement", "compensation", "repair")

    def _drop_impossible_wishes(self):
        """What no longer goes with reason and goods becomes the first that does."""
        for line in self:
            possible = line._possible_wishes()
            if line.wish not in possible:
                line.wish = possible[0]

    def _refund_worth(self):
        """What money back for these lines would be, as it would be booked now.

        :return: {line: amount, tax included, in the currency of the claim}
        """
        demands = [line._credit_demand(line.quantity) for line in self]
        amounts = self.env["aftersales.credit"]._refund_amounts(demands)
        return dict(zip(self, amounts, strict=True))

    def _wish_label(self, wish):
        """What ``wish`` is called for this item."""
        self.ensure_one()
        if wish == "replacement" and self.goods_status == "not_received":
            return self.env._("Send it again")
        if wish == "replacement" and self.reason_id.code == "missing_parts":
            return self.env._("Send what is missing")
        return dict(self._fields["wish"]._description_selection(self.env))[wish]

    def _wish_text(self, wish):
        """What ``wish`` means for the customer of this item."""
        self.ensure_one()
        if wish == "replacement":
            return {
                "not_received": self.env._("The same once more."),
                "missing_parts": self.env._("You keep what you have."),
                "wrong_size": self.env._("Write below which size or colour."),
            }.get(self.reason_id.code, self.env._("The same, in good order."))
        if wish == "compensation":
            return self.env._("We make you an offer.")
        if wish == "repair":
            return self.env._("You get the same item back, repaired.")
        return {
            "not_received": self.env._("Nothing to send back."),
            "sent_back": self.env._("When your parcel has arrived here."),
        }.get(self.goods_status, self.env._("You send it back first."))


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _wish_groups(self):
        """The wishes to choose from: once for all items, or item by item.

        :return: list of dicts with ``key`` (name of the form's field), ``lines``,
            ``value`` (what is chosen) and ``options``: dicts with ``value``,
            ``label``, ``text`` and ``amount`` (formatted, may be empty)
        """
        self.ensure_one()
        worth = self.line_ids._refund_worth()
        kinds = {
            (line._possible_wishes(), line.reason_id, line.goods_status, line.wish)
            for line in self.line_ids
        }
        if len(kinds) == 1:
            groups = [("wish", self.line_ids)]
        else:
            groups = [(f"wish_{line.id}", line) for line in self.line_ids]
        return [self._prepare_wish_group(key, lines, worth) for key, lines in groups]

    def _prepare_wish_group(self, key, lines, worth):
        first = lines[0]
        amount = sum(worth[line] for line in lines)
        return {
            "key": key,
            "lines": lines,
            "value": first.wish,
            "options": [
                {
                    "value": wish,
                    "label": first._wish_label(wish),
                    "text": first._wish_text(wish),
                    "amount": self.currency_id.format(amount)
                    if wish == "refund" and amount
                    else "",
                }
                for wish in first._possible_wishes()
            ],
        }

    def _save_wishes(self, typed):
        """Keep the wishes of the form; what cannot be wished is left as it was."""
        for group in self._wish_groups():
            wish = typed.get(group["key"])
            if wish in [option["value"] for option in group["options"]]:
                group["lines"].write({"wish": wish})
