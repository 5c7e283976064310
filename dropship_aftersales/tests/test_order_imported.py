from odoo import Command
from odoo.tests import tagged

from .common import AftersalesCase
from .discounts import discount_order


@tagged("post_install", "-at_install")
class TestOrderImported(AftersalesCase):
    """Orders of another system: delivered by hand, without transfer or purchase."""

    def _imported(self, quantity=3, product=None, **vals):
        """As an import does: a confirmed, locked order that sets nothing in motion."""
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "state": "sale",
                "locked": True,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or self.lamp).id,
                            "product_uom_qty": quantity,
                            "qty_delivered": quantity,
                            "price_unit": 100.0,
                        }
                    )
                ],
                **vals,
            }
        )
        self.assertFalse(order.order_line.move_ids)
        self.assertFalse(order.order_line.purchase_line_ids)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_delivered, quantity)
        return order

    def test_money_back_without_return(self):
        order = self._imported()
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.refund_ids)
        self.assertEqual(order.order_line.qty_to_invoice, 1)
        self.assertBooksBalance(claim)

    def test_what_was_never_invoiced_here_is_said(self):
        claim = self._claim(self._imported(), 2).with_user(self.agent)
        self.assertRegex(claim.uninvoiced_note, "No invoice yet: Lamp.*paid elsewhere")
        self._grant(claim, "none")
        self.assertRegex(claim.uninvoiced_note, "No invoice yet: Lamp")
        self.assertFalse(self._claim(self._billed(3), 2).uninvoiced_note)

    def test_an_invoice_that_comes_later_leaves_them_out(self):
        order = self._imported()
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(self._invoice(order).amount_total, 100.0)
        self.assertBooksBalance(claim)

    def test_the_goods_come_to_our_warehouse(self):
        order = self._imported()
        claim = self._claim(order, 2)
        self.assertFalse(claim.line_ids.supplier_ids)
        self._grant(claim)
        self.assertEqual(claim.remedy_ids.return_to, "warehouse")
        self.assertEqual(claim.picking_ids.move_ids.product_qty, 2)
        self.assertEqual(claim.picking_ids.partner_id, order.partner_shipping_id)
        self.assertEqual(order.order_line.qty_delivered, 3)
        self._receive_here(claim)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.qty_delivered, 3)
        self.assertEqual(self.lamp.qty_available, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertIn(claim.picking_ids, order.aftersales_return_ids)
        self.assertBooksBalance(claim)

    def test_no_more_comes_back_than_was_sold(self):
        order = self._imported()
        self._grant(self._claim(order, 2))
        with self.assertRefused("Only 1"):
            self._claim(order, 2)
        claim = self._grant(self._claim(order, 1))
        self._receive_here(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_serial_numbers_of_another_system_are_asked_for(self):
        phone = self._product("Phone", tracking="serial")
        claim = self._claim(self._imported(2, product=phone), 1)
        with self.assertRefused("lot or serial number.*[Rr]efund without return"):
            self._grant(claim, "warehouse")

    def test_a_parcel_that_never_came(self):
        order = self._imported()
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.remedy_ids.unshipped_qty, 0)
        self.assertBooksBalance(claim)

    def test_an_invoice_by_hand_is_credited(self):
        order = self._imported()
        self._invoice(order)
        claim = self._grant(self._claim(order, 2), "none")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_discount_that_is_never_invoiced_keeps_nothing_waiting(self):
        order = self._imported()
        order.action_unlock()
        discount_order(order, discount_percentage=0.1)
        claim = self._grant(self._claim(order, 2), "none")
        remedy = claim.remedy_ids
        if remedy.state == "running":
            self.assertTrue(remedy.may_settle_without_invoice)
            remedy.with_user(self.agent).action_settle_without_invoice()
        self.assertEqual(claim.state, "resolved")
        with self.assertRefused("nothing waits for one"):
            remedy.action_settle_without_invoice()
        self.assertBooksBalance(claim)

    def test_units_that_another_system_never_shipped(self):
        order = self._imported()
        order.order_line.qty_delivered = 1
        claim = self._grant(self._not_received(order, 2))
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)
