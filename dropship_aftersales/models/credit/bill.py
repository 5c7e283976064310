"""What one invoice bills, or what one order still has to bill."""

from dataclasses import dataclass

from .billed_line import CARD, DISCOUNT, UNITS, BilledLine
from .money import Money


@dataclass
class Portion:
    """Part of a billed line that one demand credits; ``units`` is 0 for mere money.

    ``points`` are those that a gift card or eWallet gets back.
    """

    billed: BilledLine
    money: Money
    units: float = 0.0
    percent: float = 100.0
    points: float = 0.0


class Bill:
    """The lines of one document, by order line. ``invoice`` is empty when unbilled."""

    def __init__(self, invoice, currency, company):
        self.invoice = invoice
        self.currency = currency
        self.company = company
        self.lines = {}
        self._weights = {}

    def line(self, order_line):
        """The billed line of ``order_line``, made when it is new here."""
        if order_line not in self.lines:
            self.lines[order_line] = BilledLine(
                order_line, self.currency, self.company.currency_id
            )
        return self.lines[order_line]

    def open_units(self, order_line):
        billed = self.lines.get(order_line)
        return billed.open_units if billed and billed.role == UNITS else 0.0

    def credit(self, order_line, units, percent, in_parts=False):
        """Credit ``units`` of ``order_line`` with their share of its discounts, and of
        that give back first what a card paid.

        :param bool in_parts: the money of ``units`` is for parts of them
        :return: list of :class:`Portion`; those of a card are payments
        """
        billed = self.lines[order_line]
        billed.has_parts |= in_parts
        before = {
            discount: self._mark(weights) for discount, weights in self._shares(billed)
        }
        portions = [Portion(billed, billed.take_units(units, percent), units, percent)]
        for discount, weights in self._shares(billed):
            money = discount.portion(before[discount], self._mark(weights), percent)
            discount.credit(0.0, money)
            portions.append(Portion(discount, money))
        due = sum(portion.money.total for portion in portions)
        for card in self._of_order(order_line, CARD):
            given = min(due, -card.open_money.total)
            if self.currency.compare_amounts(given, 0.0) > 0:
                money, points = card.take_payment(given)
                portions.append(Portion(card, money, points=points))
                due -= given
        return portions

    def has_open_card(self, order_line):
        return any(
            not self.currency.is_zero(card.open_money.total)
            for card in self._of_order(order_line, CARD)
        )

    def _of_order(self, order_line, role):
        return [
            billed
            for other, billed in self.lines.items()
            if billed.role == role and other.order_id == order_line.order_id
        ]

    def _shares(self, billed):
        """The discounts that lowered the price of ``billed``, with their weights."""
        order_line = billed.order_line
        if order_line._name != "sale.order.line":
            return []
        order = order_line.order_id
        if order not in self._weights:
            self._weights[order] = self._weigh(order_line)
        return [
            (discount, weights)
            for discount, weights in self._weights[order]
            if weights.get(billed)
        ]

    def _weigh(self, order_line):
        """How the discounts of an order are spread over its units on this bill.

        Discounts on few lines come first: those on the whole order are spread by what
        they left.

        :return: list of (discount, {billed line: part of its net price})
        """
        sold = self._of_order(order_line, UNITS)
        net = {billed: billed.money.base for billed in sold}
        result = []
        discounts = self._of_order(order_line, DISCOUNT)
        for narrow in (True, False):
            left = dict(net)
            for discount in discounts:
                if _is_narrow(discount.order_line) is not narrow:
                    continue
                lines = _discounted(discount, sold)
                weights = {billed: max(0.0, net[billed]) for billed in lines}
                if not sum(weights.values()):
                    weights = dict.fromkeys(lines, 1.0)
                total = sum(weights.values())
                for billed, weight in weights.items():
                    left[billed] += discount.money.base * weight / total
                result.append((discount, weights))
            net = left
        return result

    @staticmethod
    def _mark(weights):
        """How much of the discounted lines is credited, from 0 to 1."""
        done = sum(
            weight * min(1.0, billed.credited_units / billed.units)
            for billed, weight in weights.items()
            if billed.units
        )
        total = sum(weight for billed, weight in weights.items() if billed.units)
        return done / total if total else 0.0


def _is_narrow(discount_line):
    reward = discount_line.reward_id
    return bool(reward) and reward.discount_applicability != "order"


def _discounted(discount, sold):
    """The lines of ``sold`` whose price ``discount`` lowered, by reward and by tax."""
    order_line = discount.order_line
    lines = sold
    if _is_narrow(order_line):
        reward = order_line.reward_id
        order = order_line.order_id
        if reward.discount_applicability == "cheapest":
            wanted = order._cheapest_line(reward) or order_line.browse()
        else:
            wanted = order._get_specific_discountable_lines(reward)
        lines = [billed for billed in sold if billed.order_line in wanted] or sold
    taxes = _discountable_taxes(order_line)
    same_tax = [
        billed for billed in lines if _discountable_taxes(billed.order_line) == taxes
    ]
    return same_tax or lines


def _discountable_taxes(order_line):
    taxes = order_line.tax_ids.flatten_taxes_hierarchy()
    return taxes.filtered(lambda tax: tax._can_be_discounted())
