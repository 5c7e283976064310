from odoo import Command
from odoo.tests import tagged

from .cards_common import CardsMixin
from .conditions_common import ConditionsCase


@tagged("post_install", "-at_install")
class TestRemedyConditionsCards(CardsMixin, ConditionsCase):
    """A reduced refund goes back to the card that paid, before money flows."""

    def test_a_gift_card_gets_its_money_back_first(self):
        card, order = self._paid_with("gift_card", 50.0)
        claim = self._claim(order, 1)
        remedy, promised = self._reduce(claim, 100, 10)
        self.assertEqual(promised["total"], 36)
        self.assertBooked(remedy, promised)
        self.assertEqual((card.points, claim.refund_ids.amount_total), (36, 0))
        second = self._claim(order, 1)
        remedy, promised = self._reduce(second, 100, 10)
        self.assertBooked(remedy, promised)
        self.assertEqual((card.points, second.refund_ids.amount_total), (50, 22))
        self.assertBooksBalance(claim | second)

    def test_an_ewallet_gets_its_money_back_first(self):
        card, order = self._paid_with("ewallet", 50.0)
        claim = self._claim(order, 1)
        self.assertBooked(*self._reduce(claim, 50, 0))
        self.assertEqual((card.points, claim.refund_ids.amount_total), (20, 0))
        self.assertBooksBalance(claim)

    def _paid_with(self, program_type, points):
        """An order of two lamps at 40, of which a card paid ``points``."""
        card = self._card(self._program(program_type), points)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.lamp.id,
                            "product_uom_qty": 2,
                            "price_unit": 40,
                        }
                    )
                ],
            }
        )
        self._pay_by_card(order, card)
        order.action_confirm()
        self._ship(order)
        self._invoice(order)
        return card, order
