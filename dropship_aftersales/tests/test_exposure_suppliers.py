"""What is exposed says the same before a decision and after it, whoever supplied the
units and whoever was asked about them."""

from odoo.tests import tagged

from .common import AftersalesCase
from .lamps_common import LampsMixin
from .policy_common import PolicyMixin


class ExposureMixin:
    def assertExposed(self, claim, amount, message=None):
        self.env.flush_all()
        self.assertAlmostEqual(claim.exposure, amount, 2, message)


@tagged("post_install", "-at_install")
class TestExposureOfStops(ExposureMixin, AftersalesCase):
    """Nobody pays a supplier for what he never ships. Lamps: price 100, cost 60."""

    def assertExposed(self, claim, amount, message=None):
        super().assertExposed(claim, amount, message)
        self.assertEqual(claim.sudo()._money()["ours"], amount, message)

    def _open(self, quantity=1, **vals):
        """Ordered from the supplier, not shipped, paid by the customer."""
        self.lamp.write({"invoice_policy": "order", **vals})
        order = self._order((self.lamp, quantity))
        self._purchase(order)
        self._pay(self._invoice(order))
        return order

    def test_a_stop_costs_our_margin_at_every_step(self):
        claim = self._not_received(self._open())
        steps = {
            "submitted": lambda: None,
            "asked": claim.action_ask_supplier,
            "granted": claim.action_grant_all,
            "approved": claim.action_approve,
            "confirmed": lambda: claim.case_ids.action_accept(),
        }
        for name, step in steps.items():
            step()
            self.assertExposed(claim, 40.0, name)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)

    def test_the_agent_reads_what_is_not_paid_for(self):
        claim = self._not_received(self._open(2))
        claim.line_ids.quantity = 1
        rows = claim.with_user(self.agent).get_money()["rows"]
        labels = [(row["label"], row["amount"]) for row in rows]
        self.assertIn(("Not paid to suppliers", claim.currency_id.format(60)), labels)
        preview = claim.sudo()._decision_money(
            [
                remedy._convert_to_write(remedy._cache)
                for remedy in claim.line_ids._missing_default_remedies()
            ]
        )
        self.assertEqual((preview["spared"], preview["ours"]), (60.0, 40.0))
        shipped = self._claim(self._delivered((self.lamp, 1)), 1)
        names = [row["name"] for row in shipped.get_money()["rows"]]
        self.assertNotIn("spared", names)

    def test_a_second_decision_spares_its_own_units_alone(self):
        claim = self._grant(self._not_received(self._open(3), 3), "none", quantity=1)
        claim.action_appeal()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 3})
        rest = claim.line_ids._missing_default_remedies()
        preview = claim.sudo()._decision_money(
            [remedy._convert_to_write(remedy._cache) for remedy in rest]
        )
        self.assertEqual(
            (preview["customer"], preview["spared"], preview["ours"]),
            (200.0, 120.0, 80.0),
        )
        claim.action_approve()
        self.assertExposed(claim, 120.0)
        self.assertBooksBalance(claim)

    def test_what_was_billed_in_advance_is_credited(self):
        order = self._open(purchase_method="purchase")
        self._bill(order)
        claim = self._not_received(order)
        self.assertExposed(claim, 40.0)
        self._grant(claim)
        self.assertExposed(claim, 40.0)
        claim.case_ids.action_accept()
        self.assertEqual(claim.case_ids.received_amount, 60.0)
        self.assertExposed(claim, 40.0)
        self.assertBooksBalance(claim)

    def test_a_request_that_no_supplier_confirmed_is_asked_of_nobody(self):
        self.lamp.invoice_policy = "order"
        order = self._order((self.lamp, 2))
        self._invoice(order)
        claim = self._not_received(order)
        self.assertExposed(claim, 40.0)
        self._grant(claim)
        self.assertFalse(claim.case_ids)
        self.assertExposed(claim, 40.0)
        self.assertBooksBalance(claim)

    def test_a_stop_that_is_given_up_is_paid_for(self):
        claim = self._grant(self._not_received(self._open()))
        case = claim.case_ids
        case.dispute_reason = "It left yesterday."
        case.action_dispute()
        self.assertExposed(claim, 40.0)
        case.write_off_reason = "It left yesterday."
        case.action_write_off()
        self.assertExposed(claim, 100.0)

    def test_a_stop_that_came_too_late_is_a_share_like_any_other(self):
        order = self._open()
        claim = self._not_received(order)
        claim.line_ids.write({"supplier_percent": 50, "carrier_percent": 0})
        claim.line_ids.write({"seller_percent": 50})
        self._propose(claim, 1)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self.assertExposed(claim, 40.0)
        self._ship(order)
        self._grant(claim)
        self.assertFalse(claim.case_ids.line_ids.filtered("is_stop"))
        self.assertExposed(claim, 70.0)
        self.assertBooksBalance(claim)


@tagged("post_install", "-at_install")
class TestExposureOfTwoSuppliers(ExposureMixin, AftersalesCase):
    """Lamps at 100: Sam shipped three at 60, and then Olga two at 50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.olga = cls.env["res.partner"].create({"name": "Olga Other"})
        cls.order = cls._order((cls.lamp, 3))
        cls._purchase(cls.order)
        cls.lamp.seller_ids = [
            (5, 0, 0),
            (0, 0, {"partner_id": cls.olga.id, "price": 50.0}),
        ]
        cls.order.order_line.product_uom_qty = 5
        cls._purchase(cls.order)
        sam, olga = cls.order.order_line.purchase_line_ids.sorted("id")
        for line, day in ((sam, "2026-02-01"), (olga, "2026-02-02")):
            line.order_id.picking_ids.move_ids.picked = True
            line.order_id.picking_ids.button_validate()
            line.move_ids.date = day
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _case(self, claim, supplier):
        return claim.case_ids.filtered(lambda case: case.partner_id == supplier)

    def test_each_answers_for_the_units_he_shipped(self):
        # Of the latest delivery first: two at 50, then those at 60; one was given.
        for quantity, exposure, asks in ((1, 50.0, False), (3, 130.0, True)):
            claim = self._claim(self.order, quantity)
            self.assertExposed(claim, exposure, "submitted")
            if asks:
                claim.action_ask_supplier()
                self.assertExposed(claim, exposure, "asked")
            self._grant(claim, "none")
            self.assertExposed(claim, exposure, "approved")
            self.assertBooksBalance(claim)

    def test_whom_only_a_part_is_asked_of_is_not_asked_twice(self):
        claim = self._claim(self.order, 3)
        claim.ask_partner_ids = self.olga
        claim.action_ask_supplier()
        self.assertEqual(claim.case_ids.partner_id, self.olga)
        self.assertExposed(claim, 140.0)
        claim.case_ids.action_accept()
        self.assertExposed(claim, 140.0)
        self._grant(claim, "none")
        self.assertExposed(claim, 140.0)
        self.assertBooksBalance(claim)

    def test_suppliers_who_turn_out_to_be_one_answer_for_both(self):
        claim = self._claim(self.order, 3)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.supplier | self.olga).ids, self.supplier)
        self.env.add_to_compute(claim.line_ids._fields["exposure"], claim.line_ids)
        self.assertExposed(claim, 140.0)
        self._grant(claim, "none")
        self.assertExposed(claim, 140.0)
        self.assertBooksBalance(claim)

    def test_who_supplied_since_is_held_to_what_he_promises(self):
        self.env["aftersales.supplier.terms"].create(
            [
                {"partner_id": supplier.id, "restocking_percent": percent}
                for supplier, percent in ((self.supplier, 10), (self.olga, 20))
            ]
        )
        order = self._delivered((self.lamp, 2))
        claim = self._claim(order, 1, reason=self.changed_mind)
        self.lamp.seller_ids.partner_id = self.supplier
        order.order_line.product_uom_qty = 4
        self._ship(order)
        self._invoice(order)
        self._bill(order)
        claim.line_ids.with_user(self.agent).quantity = 3
        terms = claim.line_ids._terms_of(self.supplier)
        self.assertEqual(terms.get("restocking_percent"), 10)
        # Two of his at 50 less 10 %, one of Olga's at 50 less 20 %.
        self.assertExposed(claim, 300.0 - 90.0 - 40.0)
        self._grant(claim, "supplier")
        self.assertExposed(claim, 170.0)
        self.assertBooksBalance(claim)

    def test_whatever_agents_change_is_counted_with_its_suppliers(self):
        claim = self._claim(self.order, 2)
        claim.line_ids.with_user(self.agent).supplier_ids = self.supplier
        self.assertExposed(claim, 80.0)
        claim.line_ids.with_user(self.agent).supplier_ids |= self.olga
        claim.line_ids.with_user(self.agent).quantity = 4
        self.assertExposed(claim, 180.0)
        self._grant(claim, "none")
        self.assertExposed(claim, 180.0)
        self.assertBooksBalance(claim)


@tagged("post_install", "-at_install")
class TestExposureBesideCases(PolicyMixin, ExposureMixin, LampsMixin, AftersalesCase):
    """A supplier who was asked about some units is still to be asked about others."""

    def test_an_appeal_counts_what_the_supplier_owes_for_the_other_units(self):
        claim = self._grant(self._claim(self.order, 3), "none", quantity=1)
        self.assertExposed(claim, 40.0)
        claim.action_appeal()
        claim.line_ids.write({"decision": "granted", "granted_quantity": 3})
        self.assertExposed(claim, 120.0)
        remedy = self._propose(claim, 2)
        self.assertExposed(claim, 120.0)
        remedy.refund_percent = 50
        self.assertExposed(claim, 80.0)
        claim.action_approve()
        self.assertExposed(claim, 80.0)
        self.assertBooksBalance(claim)

    def test_only_the_units_that_are_given_count_of_a_question(self):
        claim = self._claim(self.order, 3)
        claim.action_ask_supplier()
        self.assertExposed(claim, 120.0)
        self._propose(claim, 1)
        claim.line_ids.write({"decision": "granted", "granted_quantity": 1})
        self.assertExposed(claim, 40.0)
        claim.case_ids.action_accept()
        self.assertExposed(claim, 40.0)
        claim.action_approve()
        self.assertExposed(claim, 40.0)
        self.assertBooksBalance(claim)

    def test_units_above_an_answer_are_counted_beside_it(self):
        claim = self._claim(self.order, 3)
        remedy = self._propose(claim, 1)
        claim.action_ask_supplier()
        claim.case_ids.line_ids.percent = 50
        claim.case_ids.action_accept()
        self.assertExposed(claim, 150.0)
        remedy.quantity = 2
        self.assertExposed(claim, 150.0)
        claim.action_grant_all()
        claim.action_approve()
        self.assertExposed(claim, 150.0)
        self.assertBooksBalance(claim)

    def test_a_question_is_asked_anew_when_the_goods_go_back(self):
        claim = self._claim(self.order, 1, reason=self.changed_mind)
        claim.line_ids.write({"supplier_percent": 50, "customer_percent": 50})
        claim.action_ask_supplier()
        self._propose(claim, 1, "supplier")
        self.assertExposed(claim, 40.0)
        claim.action_grant_all()
        claim.action_approve()
        self.assertExposed(claim, 40.0)
        self._acknowledge(claim, 1)
        self.assertBooksBalance(claim)
