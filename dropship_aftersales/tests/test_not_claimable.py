from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestNotClaimable(AftersalesCase):
    """What is no item is refused in plain words, by whatever door it comes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Demo programs would find their way into our orders.
        cls.env["loyalty.program"].search([]).action_archive()
        cls.assembly = cls.env["product.product"].create(
            {
                "name": "Assembly",
                "default_code": "ASSEMBLY",
                "type": "service",
                "list_price": 40.0,
                "taxes_id": False,
            }
        )
        cls.order = cls._delivered((cls.lamp, 3), (cls.assembly, 1))
        cls.service = cls.order.order_line[1]

    def assertNotClaimable(self, line, words):
        """Refused on the order's page, to agents and to shops."""
        (offer,) = [
            offer
            for offer in line.order_id._aftersales_offer()
            if offer["line"] == line
        ]
        self.assertRegex(offer["refusal"], words)
        self.assertEqual(offer["maximum"], 0)
        self.assertEqual(line.aftersales_claimable_qty, 0)
        with self.assertRefused(words):
            self._claim(line.order_id, 1, line=line)
        with self.assertRefused(words, ValidationError) as caught:
            self._submit_by_api(line)
        return caught

    def _submit_by_api(self, line):
        return (
            self.env["aftersales.claim"]
            .with_user(self.agent)
            .api_submit(
                {
                    "order": line.order_id.name,
                    "external_ref": "SHOP-1",
                    "lines": [
                        {"order_line_id": line.id, "quantity": 1, "reason": "defect"}
                    ],
                }
            )
        )

    def test_services(self):
        self.assertNotClaimable(self.service, "Services cannot be returned.*Write")

    def test_shops_are_told_which_line_it_was(self):
        with self.assertRefused(r"lines\[1\].*Services", ValidationError):
            self._submit_by_api(self.service)
        self.assertFalse(self.order.aftersales_claim_ids)

    def test_agents_are_not_offered_them(self):
        action = self.order.with_user(self.agent).sudo()
        offered = action.action_aftersales_create_claim()["context"]
        self.assertEqual(
            offered["default_offered_sale_line_ids"], self.order.order_line[0].ids
        )

    def test_agents_who_choose_one_read_why_not(self):
        claims = self.env["aftersales.claim"].with_user(self.agent)
        form = Form(claims.with_context(default_order_id=self.order.id))
        with form.line_ids.new() as line:
            line.sale_line_id = self.service
            line.reason_id = self.defect
            self.assertRegex(line.quantity_warning, "Services cannot be returned")

    def test_an_order_of_services_alone_opens_no_claim(self):
        order = self._order((self.assembly, 1))
        with self.assertRefused("Services cannot be returned"):
            order.action_aftersales_create_claim()
        door = order._aftersales_door()
        self.assertFalse(door["open"])
        self.assertRegex(door["refusal"], "Services cannot be returned")

    def test_a_service_is_not_added_to_a_claim_in_review(self):
        claim = self._claim(self.order, 1)
        with self.assertRefused("Services cannot be returned"):
            claim.line_ids.copy({"sale_line_id": self.service.id})
        self.assertBooksBalance(claim)

    def test_sections_and_notes(self):
        order = self._order((self.lamp, 1))
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Light"}),
            Command.create({"display_type": "line_note", "name": "Mind the step"}),
        ]
        for line in order.order_line[1:]:
            self.assertFalse(line.aftersales_claimable_qty)
            with self.assertRefused("not an item"):
                self._claim(order, 1, line=line)
        self.assertEqual(len(order._aftersales_offer()), 1)

    def test_deposits(self):
        order = self._order((self.lamp, 2))
        self.env["sale.advance.payment.inv"].with_context(
            active_model="sale.order", active_ids=order.ids
        ).create(
            {"advance_payment_method": "fixed", "fixed_amount": 50.0}
        )._create_invoices(order)
        deposit = order.order_line.filtered(
            lambda line: line.is_downpayment and not line.display_type
        )
        self.assertEqual(len(deposit), 1)
        with self.assertRefused("deposits are not items"):
            self._claim(order, 1, line=deposit)
        self.assertNotIn(
            deposit, [offer["line"] for offer in order._aftersales_offer()]
        )

    def _program(self, reward, **vals):
        return self.env["loyalty.program"].create(
            {
                "name": "Summer",
                "program_type": "promotion",
                "trigger": "auto",
                "applies_on": "current",
                "rule_ids": [Command.create({"minimum_qty": 1})],
                "reward_ids": [Command.create(reward)],
                **vals,
            }
        )

    def test_discounts(self):
        program = self._program(
            {"reward_type": "discount", "discount": 10, "required_points": 1}
        )
        order = self._order((self.lamp, 1))
        order._update_programs_and_rewards()
        order._apply_program_reward(program.reward_ids, program.coupon_ids[:1])
        reward = order.order_line.filtered("reward_id")
        self._ship(order)
        self.assertNotClaimable(reward, "Discounts and vouchers")

    def test_gifts(self):
        bulb = self._product("Bulb", price=5.0)
        program = self._program(
            {
                "reward_type": "product",
                "reward_product_id": bulb.id,
                "required_points": 1,
            }
        )
        order = self._order((self.lamp, 1))
        order._update_programs_and_rewards()
        order._apply_program_reward(program.reward_ids, program.coupon_ids[:1])
        gift = order.order_line.filtered("reward_id")
        self._ship(order)
        self.assertEqual((gift.qty_delivered, gift.price_total), (1, 0))
        self.assertNotClaimable(gift, "It was free.*the item it came with")

    def test_a_combo_is_claimed_item_by_item(self):
        bulb = self._product("Bulb", price=25.0)
        combos = self.env["product.combo"].create(
            [
                {
                    "name": product.name,
                    "combo_item_ids": [Command.create({"product_id": product.id})],
                }
                for product in (self.lamp, bulb)
            ]
        )
        combo = self.env["product.product"].create(
            {
                "name": "Light set",
                "type": "combo",
                "list_price": 100.0,
                "combo_ids": [Command.set(combos.ids)],
                "taxes_id": False,
            }
        )
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        order.order_line = [
            Command.create({"product_id": combo.id, "product_uom_qty": 2})
        ]
        parent = order.order_line
        order.order_line = [
            Command.create(
                {
                    "product_id": item.combo_item_ids.product_id.id,
                    "product_uom_qty": 2,
                    "combo_item_id": item.combo_item_ids.id,
                    "linked_line_id": parent.id,
                }
            )
            for item in combos
        ]
        order.action_confirm()
        self._ship(order)
        self._invoice(order)
        self.assertEqual(order.order_line.mapped("price_unit"), [0, 80, 20])
        self.assertNotClaimable(parent, "items of this set")
        claim = self._grant(self._claim(order, 1, line=order.order_line[1]))
        self._acknowledge(claim, 1)
        self.assertEqual(claim.refund_ids.amount_total, 80.0)
        self.assertBooksBalance(claim)

    def test_lines_of_nothing(self):
        order = self._order((self.lamp, 0), (self.lamp, 1))
        self.assertNotClaimable(order.order_line[0], "Nothing of it was ordered")

    def test_an_order_that_is_no_order_yet(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.lamp.id})],
            }
        )
        with self.assertRefused("not confirmed"):
            self._claim(order, 1)
