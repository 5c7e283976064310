"""Which units of a claim are given first: of those that nobody shipped, the ones that
approving drops first."""

from odoo.tests import tagged

from .common import AftersalesCase
from .queries import queries_of
from .test_exposure_suppliers import ExposureMixin


@tagged("post_install", "-at_install")
class TestExposureOfRequests(ExposureMixin, AftersalesCase):
    """Lamps at 100, of which only a part is granted."""

    def _grown(self, order, supplier, cost):
        """One more lamp on ``order``, to be bought of ``supplier`` at ``cost``."""
        self.lamp.seller_ids = [
            (5, 0, 0),
            (0, 0, {"partner_id": supplier.id, "price": cost}),
        ]
        order.order_line.product_uom_qty += 1

    def _decide(self, claim, quantity):
        claim.line_ids.write({"decision": "granted", "granted_quantity": quantity})

    def assertExposed(self, claim, amount, message=None):
        super().assertExposed(claim, amount, message)
        self.assertEqual(claim.sudo()._money()["ours"], amount, message)

    def test_requests_are_dropped_before_what_was_shipped(self):
        self.lamp.invoice_policy = "order"
        order = self._delivered((self.lamp, 1))
        self._grown(order, self.supplier, 50.0)
        self._purchase(order)
        self._grown(order, self.supplier, 30.0)
        self._invoice(order)
        claim = self._not_received(order, 3)
        claim.line_ids.write({"supplier_percent": 50, "carrier_percent": 0})
        claim.line_ids.write({"seller_percent": 50})
        # The stop, the request and half of what he lost.
        self.assertExposed(claim, 300.0 - 50.0 - 30.0 - 30.0)
        self._decide(claim, 2)
        self.assertExposed(claim, 120.0)
        claim.action_approve()
        self.assertExposed(claim, 120.0)
        self.assertBooksBalance(claim)

    def test_of_two_requests_the_one_that_is_dropped_counts(self):
        self.lamp.invoice_policy = "order"
        olga = self.env["res.partner"].create({"name": "Olga Other"})
        order = self._order((self.lamp, 1))
        self._grown(order, olga, 20.0)
        self._invoice(order)
        claim = self._not_received(order, 2)
        self.assertExposed(claim, 120.0)
        self._decide(claim, 1)
        self.assertExposed(claim, 80.0)
        claim.action_approve()
        self.assertExposed(claim, 80.0)
        left = order.order_line.purchase_line_ids.filtered("product_qty")
        self.assertEqual(left.mapped("price_unit"), [60.0])
        self.assertBooksBalance(claim)

    def test_what_suppliers_have_to_ship_is_read_for_a_batch_at_once(self):
        self.lamp.invoice_policy = "order"

        def spent(number):
            claims = self.env["aftersales.claim"]
            for _claim in range(number):
                order = self._order((self.lamp, 1))
                self._purchase(order)
                self._invoice(order)
                claims |= self._not_received(order, 1)
            return queries_of(self.env, lambda: claims.line_ids._todays_supply())

        spent(1)
        self.assertEqual(spent(2), spent(5))
