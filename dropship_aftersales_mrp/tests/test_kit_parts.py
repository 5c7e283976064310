from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .kits_common import KitCase


@tagged("post_install", "-at_install")
class TestKitParts(KitCase):
    """Claims on a single part of a kit."""

    def test_two_damaged_legs_are_the_business_of_their_supplier_alone(self):
        order = self._sold()
        claim = self._part_claim(order, self.leg, 2)
        self.assertEqual(claim.line_ids.uom_id, self.leg.uom_id)
        self.assertEqual(claim.line_ids.supplier_ids, self.other_supplier)
        self.assertRegex(
            claim.line_ids.display_name, r"^2.* × \[LEG\] Leg \(of Table\)$"
        )
        self._grant(claim)
        self.assertEqual(claim.remedy_ids.amount, 20)
        self.assertEqual(claim.case_ids.partner_id, self.other_supplier)

        self._take_back(claim.case_ids)
        self.assertEqual(claim.state, "resolved")
        self.assertRecordValues(
            claim.refund_ids.invoice_line_ids,
            [
                {
                    "price_subtotal": 20,
                    "aftersales_amount_only": True,
                    "sale_line_ids": order.order_line.ids,
                }
            ],
        )
        self.assertIn("Leg (of Table)", claim.refund_ids.invoice_line_ids.name)
        self.assertEqual(claim.case_ids.refund_ids.amount_untaxed, 10)
        self.assertRecordValues(
            order.order_line,
            [{"aftersales_settled_qty": 0, "aftersales_claimed_qty": 0}],
        )
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_no_part_and_none_of_its_money_is_given_twice(self):
        order = self._sold()
        line = order.order_line
        claims = self._grant(self._part_claim(order, self.leg, 2))
        self.assertEqual(line.aftersales_claimable_qty, 4)
        with self.assertRefused("Only 4 Units of Table"):
            self._claim(order, 5)
        claims |= self._grant(self._claim(order, 4))
        with self.assertRefused(r"Only 2 Units of \[LEG\] Leg"):
            self._part_claim(order, self.leg, 3)
        with self.assertRefused("Only 0 Units of Table"):
            self._claim(order, 1)
        claims |= self._grant(self._part_claim(order, self.leg, 2))
        claims |= self._grant(self._part_claim(order, self.top, 1))
        for case in claims.case_ids:
            self._take_back(case)
        self.assertEqual(set(claims.mapped("state")), {"resolved"})
        self.assertEqual(sum(claims.refund_ids.mapped("amount_untaxed")), 500)
        self.assertEqual(sum(claims.case_ids.refund_ids.mapped("amount_untaxed")), 250)
        self.assertSold(order)
        self.assertBooksBalance(claims)

    def test_all_parts_together_are_worth_the_kit_to_the_cent(self):
        third = self._product("Third", price=1.0)
        other = self._product("Other Third", price=1.0)
        last = self._product("Last Third", price=1.0)
        kit = self._kit("Thirds", (third, 1), (other, 1), (last, 1), price=99.99)
        order = self._sold(
            2, kit=kit, tax_ids=self.tax.ids, discount=10.0, price_unit=33.35
        )
        invoice = order.invoice_ids
        claims = self.env["aftersales.claim"]
        for part in (third, other, last):
            claims |= self._grant(self._part_claim(order, part), return_to="none")
        claims |= self._grant(self._claim(order, 1), return_to="none")
        self.assertEqual(
            invoice.currency_id.round(sum(claims.refund_ids.mapped("amount_total"))),
            invoice.amount_total,
        )
        self.assertEqual(
            invoice.currency_id.round(sum(claims.refund_ids.mapped("amount_tax"))),
            invoice.amount_tax,
        )
        self.assertEqual(invoice.amount_residual, 0)
        self.assertSold(order, kits=2)
        self.assertBooksBalance(claims)

    def test_money_for_a_part_waits_for_the_invoice(self):
        order = self._delivered((self.table, 5))
        claim = self._grant(self._part_claim(order, self.leg, 1))
        self._take_back(claim.case_ids)
        self.assertEqual((claim.state, len(claim.refund_ids)), ("approved", 0))
        self.assertIn("not invoiced yet", claim._next_move("agent")["headline"])
        self.assertIn("off your invoice", claim._next_move("customer")["headline"])
        self.assertIn("as soon as it is invoiced", claim.uninvoiced_note)
        self.assertEqual(order.order_line.qty_to_invoice, 5)
        self.assertBooksBalance(claim)

        self.assertEqual(self._invoice(order).amount_untaxed, 500)
        self.assertTrue(order.order_line._aftersales_has_parts_to_credit())
        claim._advance()
        self.assertEqual(claim.refund_ids.amount_untaxed, 10)
        self.assertEqual(claim.state, "resolved")
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_nobody_waits_for_an_invoice_that_never_comes(self):
        order = self._delivered((self.table, 5))
        claim = self._grant(self._part_claim(order, self.leg), return_to="none")
        self.assertTrue(claim.remedy_ids.may_settle_without_invoice)
        claim.with_user(self.agent).remedy_ids.action_settle_without_invoice()
        self.assertEqual((claim.state, len(claim.refund_ids)), ("resolved", 0))
        with self.assertRefused("nothing waits for one"):
            claim.remedy_ids.action_settle_without_invoice()
        self.assertBooksBalance(claim)

    def test_a_part_for_our_warehouse(self):
        order = self._sold()
        claim = self._part_claim(order, self.top)
        self._grant(claim, return_to="warehouse")
        self.assertEqual(claim.picking_ids.move_ids.product_id, self.top)
        self._receive_here(claim)
        self.assertEqual(claim.refund_ids.amount_untaxed, 60)
        self.assertEqual(self.top.qty_available, 1)
        self.assertSold(order)
        self.assertBooksBalance(claim)

    def test_the_claimed_number_of_a_part_goes_back(self):
        self.top.tracking = "serial"
        order = self._order((self.table, 2))
        for picking in self._purchase(order).picking_ids:
            for index, line in enumerate(picking.move_line_ids):
                if line.product_id == self.top:
                    line.lot_name = f"TOP-{index}"
            picking.move_ids.picked = True
            picking.button_validate()
        self._invoice(order)
        self._bill(order)
        lots = order.picking_ids.move_line_ids.lot_id.sorted("name")
        claim = self._part_claim(order, self.top, submit=False)
        self.assertEqual(claim.line_ids.available_lot_ids, lots)
        claim.line_ids.lot_ids = lots[1]
        claim.action_submit()
        self._grant(claim)
        self.assertEqual(claim.picking_ids.move_line_ids.lot_id, lots[1])
        self._take_back(claim.case_ids)
        self.assertEqual(claim.state, "resolved")

        whole = self._grant(self._claim(order, 1))
        tops = whole.picking_ids.move_ids.filtered(
            lambda move: move.product_id == self.top
        )
        self.assertEqual(tops.lot_ids, lots[0], "the other one is back already")
        self.assertBooksBalance(claim | whole)

    def test_an_agent_chooses_the_part(self):
        order = self._sold()
        plain = self._delivered((self.lamp, 1))
        form = Form(self.env["aftersales.claim"].with_user(self.agent))
        form.order_id = order
        with form.line_ids.new() as line:
            line.sale_line_id = order.order_line
            self.assertEqual(line.left_quantity, 5)
            line.component_id = self.leg
            self.assertEqual((line.left_quantity, line.product_id), (20, self.leg))
            line.quantity = 21
            self.assertIn("Only 20 Units were sold", line.quantity_warning)
            line.quantity = 2
            line.reason_id = self.defect
        claim = form.save()
        claim.action_submit()
        self.assertEqual(claim.line_ids.product_id, self.leg)
        with self.assertRefused("stay what they are"):
            claim.line_ids.component_id = False
        other = self._claim(plain, submit=False)
        self.assertEqual((claim.has_kits, other.has_kits), (True, False))
        with self.assertRefused("is no part of Lamp", ValidationError):
            other.line_ids.component_id = self.leg
        self.assertBooksBalance(claim)

    def test_a_shop_names_the_part_by_its_code(self):
        order = self._sold()
        claims = self.env["aftersales.claim"].with_user(self.agent)

        def submit(reference, **line):
            result = claims.api_submit(
                {
                    "order": order.name,
                    "lines": [{"quantity": 1, "reason": "defect", **line}],
                    "external_ref": reference,
                }
            )
            return self.env["aftersales.claim"].browse(result["id"]).line_ids

        line_id = order.order_line.id
        self.assertEqual(submit("A1", default_code="LEG").component_id, self.leg)
        self.assertFalse(submit("A2", order_line_id=line_id).component_id)
        self.assertEqual(
            submit("A3", order_line_id=line_id, default_code="TOP").component_id,
            self.top,
        )
        with self.assertRefused(r"lines\[1\].default_code", ValidationError):
            submit("A4", order_line_id=line_id, default_code="NONE")
        order.order_line.create(
            {"order_id": order.id, "product_id": self.leg.id, "product_uom_qty": 1}
        )
        with self.assertRefused("not exactly one line", ValidationError):
            submit("A5", default_code="LEG")

    def test_what_a_kit_consists_of_is_nothing_for_visitors(self):
        for model, names in {
            "sale.order.line": ["aftersales_kit"],
            "aftersales.claim": ["has_kits"],
            "aftersales.remedy": ["unshipped_goods", "is_left_uncredited"],
        }.items():
            for name in names:
                field = self.env[model]._fields[name]
                self.assertEqual(field.groups, "base.group_user", name)
