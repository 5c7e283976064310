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
        """What no longer goes with reason, goods and policy becomes the first that
        does."""
        for line in self:
            possible = line._allowed_wishes()
            if line.wish not in possible:
                line.wish = possible[0]

    def _refund_worth(self):
        """What money back for these lines would be, as it would be booked now.

        :return: ``{line: (total, fee)}``: what he gets, and what of the price is
            withheld as a fee; tax included, in the currency of the claim
        """
        remedies = self._missing_default_remedies()
        parts = remedies._money_parts_by_remedy()
        worth = dict.fromkeys(self, (0.0, 0.0))
        for remedy in remedies:
            total, fee = worth[remedy.line_id]
            money = parts[remedy]
            worth[remedy.line_id] = (total + money["total"], fee + money["fee"])
        return worth

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
        conditions = self._conditions(wish)
        words = [self._wish_meaning(wish, conditions)]
        if conditions["return_to"] != "none" and conditions["freight_payer"] == (
            "customer"
        ):
            words.append(self.env._("You pay for the parcel."))
        return " ".join(words)

    def _wish_meaning(self, wish, conditions):
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
        if self.goods_status == "not_received":
            return self.env._("Nothing to send back.")
        if conditions["return_to"] == "none":
            return self.env._("You keep the item.")
        if self.goods_status == "sent_back":
            return self.env._("When your parcel has arrived here.")
        return self.env._("You send it back first.")

    def _wish_kind(self):
        """Lines that are equal here are asked what they wish at once."""
        self.ensure_one()
        wishes = self._allowed_wishes()
        texts = tuple(self._wish_text(wish) for wish in wishes)
        return wishes, texts, self.reason_id, self.goods_status, self.wish


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _wish_groups(self):
        """The wishes to choose from: once for all items, or item by item.

        :return: list of dicts with ``key`` (name of the form's field), ``lines``,
            ``value`` (what is chosen) and ``options``: dicts with ``value``,
            ``label``, ``text``, ``amount`` and ``fee`` (formatted, may be empty)
        """
        self.ensure_one()
        worth = self.line_ids._refund_worth()
        kinds = {line._wish_kind() for line in self.line_ids}
        if len(kinds) == 1:
            groups = [("wish", self.line_ids)]
        else:
            groups = [(f"wish_{line.id}", line) for line in self.line_ids]
        return [self._prepare_wish_group(key, lines, worth) for key, lines in groups]

    def _prepare_wish_group(self, key, lines, worth):
        first = lines[0]
        return {
            "key": key,
            "lines": lines,
            "value": first.wish,
            "options": [
                {
                    "value": wish,
                    "label": first._wish_label(wish),
                    "text": first._wish_text(wish),
                    **self._prepare_wish_amounts(wish, lines, worth),
                }
                for wish in first._allowed_wishes()
            ],
        }

    def _prepare_wish_amounts(self, wish, lines, worth):
        """``amount`` and ``fee`` of a wish as texts, empty where nobody knows yet."""
        total, fee = (sum(worth[line][index] for line in lines) for index in (0, 1))
        amount = fee_text = ""
        if wish == "refund" and total:
            amount = self.currency_id.format(total)
            if fee:
                fee_text = self.env._("after a fee of %s", self.currency_id.format(fee))
        return {"amount": amount, "fee": fee_text}

    def _save_wishes(self, typed):
        """Keep the wishes of the form; what cannot be wished is left as it was."""
        for group in self._wish_groups():
            wish = typed.get(group["key"])
            if wish in [option["value"] for option in group["options"]]:
                group["lines"].write({"wish": wish})
