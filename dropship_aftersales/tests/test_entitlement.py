from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestEntitlement(AftersalesCase):
    def test_only_delivered_units_can_be_claimed(self):
        order = self._order((self.lamp, 5))
        self.assertEqual(order.order_line.aftersales_claimable_qty, 0)
        self._ship(order, 3)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        with self.assertRefused("Only 3"):
            self._claim(order, 4)

    def test_units_not_received_are_claimed_from_what_was_ordered(self):
        order = self._order((self.lamp, 5))
        self._ship(order, 3)
        claim = self._claim(order, 2, goods_status="not_received")
        self.assertEqual(claim.state, "review")
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        with self.assertRefused("Only 3"):
            self._claim(order, 4, goods_status="not_received")
        self.assertBooksBalance(claim)

    def test_a_draft_reserves_nothing_and_a_submitted_claim_does(self):
        order = self._delivered((self.lamp, 5))
        line = order.order_line
        claim = self._claim(order, 2, submit=False)
        self.assertEqual(
            (line.aftersales_claimed_qty, line.aftersales_claimable_qty), (0, 5)
        )
        claim.action_submit()
        self.assertEqual(
            (line.aftersales_claimed_qty, line.aftersales_claimable_qty), (2, 3)
        )
        self.assertBooksBalance(claim)

    def test_the_same_units_are_not_claimed_twice(self):
        order = self._delivered((self.lamp, 5))
        self._claim(order, 4)
        with self.assertRefused("Only 1"):
            self._claim(order, 2)

    def test_two_lines_of_one_claim_share_what_is_left(self):
        order = self._delivered((self.lamp, 3))
        claim = self._claim(order, 2, submit=False)
        claim.line_ids.copy({"quantity": 2})
        with self.assertRefused("Only 3"):
            claim.action_submit()

    def test_rejected_withdrawn_and_refused_units_are_free_again(self):
        order = self._delivered((self.lamp, 5))
        line = order.order_line
        rejected = self._claim(order, 2)
        rejected.action_reject()
        self.assertEqual(line.aftersales_claimable_qty, 5)
        withdrawn = self._claim(order, 2)
        withdrawn.action_cancel()
        self.assertEqual(line.aftersales_claimable_qty, 5)
        partly = self._claim(order, 3)
        self._grant(partly, quantity=1)
        self.assertEqual(line.aftersales_claimable_qty, 4)
        self.assertBooksBalance(rejected | withdrawn | partly)

    def test_refunded_units_stay_taken(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._grant(self._claim(order, 2), return_to="none")
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        self.assertBooksBalance(claim)

    def test_reopening_needs_the_units_again(self):
        order = self._delivered((self.lamp, 2))
        first = self._claim(order, 2)
        first.action_reject()
        second = self._claim(order, 1)
        with self.assertRefused("Only 1"):
            first.action_reopen()
        second.action_cancel()
        first.action_reopen()
        self.assertEqual(order.order_line.aftersales_claimable_qty, 0)
        self.assertBooksBalance(first | second)

    def test_an_appeal_asks_for_the_refused_units_only(self):
        order = self._delivered((self.lamp, 5))
        self._invoice(order)
        claim = self._claim(order, 3)
        self._grant(claim, return_to="none", quantity=1)
        self.assertEqual(claim.state, "resolved")
        claim.action_appeal()
        self.assertEqual(order.order_line.aftersales_claimable_qty, 2)
        self.assertRecordValues(
            claim.line_ids, [{"decision": "pending", "granted_quantity": 1}]
        )
        with self.assertRaises(UserError):
            claim.action_reject()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 3})
        self.env["aftersales.remedy"].create(
            {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 2}
        )
        claim.action_approve()
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 300.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_services_discounts_and_foreign_lines_are_refused_in_words(self):
        service = self.env["product.product"].create(
            {"name": "Setup", "type": "service", "taxes_id": []}
        )
        order = self._delivered((self.lamp, 1), (service, 1))
        with self.assertRefused("Services cannot be returned"):
            self._claim(order, 1, line=order.order_line[1])
        other = self._delivered((self.lamp, 1))
        with self.assertRefused("not on order", ValidationError):
            self._claim(order, 1, line=other.order_line)

    def test_pieces_of_a_dozen_can_be_claimed(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self._delivered((self.lamp, 1, {"product_uom_id": dozen.id}))
        self.assertEqual(order.order_line.aftersales_claimable_qty, 12)
        claim = self._claim(order, 5)
        self.assertEqual(order.order_line.aftersales_claimable_qty, 7)
        self.assertBooksBalance(claim)

    def test_a_second_open_claim_on_the_line_is_pointed_out(self):
        order = self._delivered((self.lamp, 5))
        first = self._claim(order, 1)
        second = self._claim(order, 1)
        self.assertEqual(second.duplicate_ids, first)

    def test_counters_cannot_be_written(self):
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 1)
        for user in (self.agent, self.manager):
            with self.assertRaises(UserError):
                claim.line_ids.with_user(user).write({"held_quantity": 0})
        with self.assertRaises(UserError):
            self.env["aftersales.claim"].create(
                {
                    "order_id": order.id,
                    "line_ids": [
                        Command.create(
                            {
                                "sale_line_id": order.order_line.id,
                                "reason_id": self.defect.id,
                                "held_quantity": 9,
                            }
                        )
                    ],
                }
            )

    def test_changing_the_quantity_in_review_changes_what_is_held(self):
        order = self._delivered((self.lamp, 5))
        claim = self._claim(order, 2)
        claim.line_ids.quantity = 4
        self.assertEqual(order.order_line.aftersales_claimable_qty, 1)
        with self.assertRefused("Only"):
            claim.line_ids.quantity = 6
        self.assertBooksBalance(claim)
