"""One order line on one invoice: what was billed and what is credited of it."""

from odoo.tools import float_compare

from .money import Money

UNITS = "units"
DISCOUNT = "discount"
CARD = "card"


def role_of(order_line):
    """Whether an order line sells units, is a discount on others, or a payment by card.

    :return: one of the three, or None: a section, a note, a down payment
    """
    if order_line.display_type or order_line.is_downpayment:
        return None
    if order_line._name != "sale.order.line":
        return UNITS
    if order_line.reward_id.program_id.is_payment_program:
        return CARD
    if order_line._is_discount_line() or order_line._is_global_discount():
        return DISCOUNT
    return UNITS


def unit_of(order_line):
    """The product's own unit; a down payment may have no product."""
    return order_line.product_id.uom_id or order_line.product_uom_id


def compare_parts(left, right):
    """Compare numbers of units that parts of units add up to."""
    return float_compare(left, right, precision_digits=9)


class BilledLine:
    """Money and units of one order line on one bill; units in the product's unit."""

    def __init__(self, order_line, currency, company_currency):
        self.order_line = order_line
        self.role = role_of(order_line)
        self.sources = []
        self.units = 0.0
        self.money = Money(currency, company_currency)
        self.credited_units = 0.0
        self.credited = Money(currency, company_currency)
        self.credits = 0
        # Whether parts of units were credited: what is left are no even units.
        self.has_parts = False

    @property
    def uom(self):
        return unit_of(self.order_line)

    @property
    def open_units(self):
        left = max(0.0, self.units - self.credited_units)
        return left if self.has_parts else self.uom.round(left)

    @property
    def open_money(self):
        return self.money - self.credited

    def bill(self, source, units, money):
        self.sources.append(source)
        self.units += units
        self.money += money

    def credit(self, units, money):
        self.credited_units += units
        self.credited += money
        self.credits += 1

    def portion(self, before, after, percent=100.0):
        """The money between two marks of this line, both from 0 to 1.

        Marks are taken on the whole line, so that any row of portions adds up to it.
        Cents that credits of others left over go to the last portion, and no portion
        is more than what is still open.
        """
        before, after = _snapped(before), _snapped(after)
        part = percent / 100.0
        money = self.money.scaled(after * part) - self.money.scaled(before * part)
        rest = self.open_money
        if after == 1.0 and percent == 100.0 and rest.is_near(money, self.credits + 1):
            return rest
        return money.within(rest)

    def take_units(self, units, percent):
        """Credit ``units`` and return their money."""
        done = self.credited_units
        money = self.portion(done / self.units, (done + units) / self.units, percent)
        self.credit(units, money)
        return money

    def take_payment(self, total):
        """Give back ``total`` (positive, tax included) of what a card paid.

        :return: the money and the points of the card
        """
        before = self.credited.total / self.money.total
        if self.money.currency.compare_amounts(total, -self.open_money.total) >= 0:
            money = self.open_money
        else:
            money = self.money.scaled(-total / self.money.total).with_total(-total)
        self.credit(0.0, money)
        after = _snapped(self.credited.total / self.money.total)
        return money, points_between(self.order_line, before, after)


def points_between(payment, before, after):
    """Points of its card that ``payment``, an order line, cost between two marks."""
    card, cost = payment.coupon_id, payment.points_cost
    return rounded_points(
        card, rounded_points(card, cost * after) - rounded_points(card, cost * before)
    )


def rounded_points(card, points):
    return card.currency_id.round(points) if card.currency_id else round(points, 2)


def _snapped(mark):
    return 1.0 if abs(mark - 1.0) < 1e-9 else mark
