from odoo.tests import tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitDelivered(KitCase):
    """The delivered quantity of a kit, and what it is made of."""

    def test_an_order_line_keeps_what_its_kit_consists_of(self):
        order = self._delivered((self.table, 5))
        line = order.order_line
        self.assertEqual(line._aftersales_goods(), {self.top: 1.0, self.leg: 4.0})
        bom_line = self.table.bom_ids.bom_line_ids.filtered(
            lambda bom_line: bom_line.product_id == self.leg
        )
        bom_line.product_qty = 6
        self.top.lst_price = 1000
        claim = self._grant(self._claim(order, 1))
        self.assertEqual(self._case(claim, self.other_supplier).line_ids.quantity, 4)
        part = self._part_claim(order, self.leg)
        self._grant(part)
        self.assertEqual(part.remedy_ids.amount, 10)
        self.assertBooksBalance(claim | part)

    def test_kits_sold_before_the_addon_was_there(self):
        orders = self._delivered((self.table, 5)) | self._order((self.table, 2))
        lines = orders.order_line
        known = {line: line.aftersales_kit for line in lines}
        lines.aftersales_kit = False
        plain = self._order((self.lamp, 1)).order_line
        self.env["sale.order.line"]._aftersales_note_earlier_kits()
        for line in lines:
            self.assertEqual(line.aftersales_kit, known[line])
        self.assertFalse(plain.aftersales_kit)

    def test_not_delivered_while_one_supplier_was_not_even_asked(self):
        order = self._order((self.table, 5))
        top_purchase = self._purchase_line(order, self.top).order_id
        top_purchase.button_confirm()
        top_purchase.picking_ids.move_ids.picked = True
        top_purchase.picking_ids.button_validate()
        self.assertEqual(order.order_line.qty_delivered, 0)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 0)
        # A part that did come can be claimed.
        claim = self._grant(self._part_claim(order, self.top, 1))
        self._take_back(claim.case_ids)
        self._ship(order)
        self.assertEqual(order.order_line.qty_delivered, 5)
        self.assertBooksBalance(claim)

    def test_what_is_not_asked_for_any_more_keeps_nothing_waiting(self):
        order = self._order((self.table, 5))
        top_purchase = self._purchase_line(order, self.top).order_id
        top_purchase.button_confirm()
        top_purchase.picking_ids.move_ids.picked = True
        top_purchase.picking_ids.button_validate()
        legs = self._purchase_line(order, self.leg).order_id
        legs.button_cancel()
        self.assertEqual(order.order_line.qty_delivered, 5, "as core has it")
        legs.unlink()
        self.assertEqual(order.order_line.qty_delivered, 5)

    def test_a_kit_that_odoo_takes_back_is_one_kit(self):
        """Core counts no kit as delivered any more, and credits all five."""
        order = self._sold()
        for picking in order.picking_ids:
            wizard = (
                self.env["stock.return.picking"]
                .with_context(active_id=picking.id, active_model="stock.picking")
                .create({})
            )
            for line in wizard.product_return_moves:
                line.quantity = 1 if line.product_id == self.top else 4
            returned = self.env["stock.picking"].browse(
                wizard.action_create_returns()["res_id"]
            )
            returned.move_ids.picked = True
            returned.button_validate()
        line = order.order_line
        self.assertRecordValues(line, [{"qty_delivered": 4, "qty_to_invoice": -1}])
        self.assertEqual(line.aftersales_claimable_qty, 4)
        claim = self._claim(order, 4)
        self.assertBooksBalance(claim)

    def test_lines_that_are_no_kits_cost_next_to_nothing(self):
        def look_for_kits(count):
            order = self._order(*[(self.lamp, 1)] * count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.order_line._aftersales_write_kits_down()
            self.assertFalse(any(order.order_line.mapped("aftersales_kit")))
            return self.env.cr.sql_log_count - before

        few = look_for_kits(2)
        self.assertEqual(look_for_kits(6), few)
