from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestRemedy(AftersalesCase):
    """What was decided or offered is what happens, whoever writes what."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 9))
        cls._invoice(cls.order)

    def _propose(self, claim, quantity, **vals):
        return self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids[0].id,
                "quantity": quantity,
                **vals,
            }
        )

    def test_a_kind_is_called_as_its_model_is_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        model = self.env["ir.model"]._get("aftersales.remedy.refund")
        model.with_context(lang="zh_CN").name = "退款"
        remedies = self.env["aftersales.remedy"].with_user(self.agent)
        for lang, label in (("en_US", "Refund"), ("zh_CN", "退款")):
            kinds = remedies.with_context(lang=lang).fields_get(["kind"])["kind"]
            self.assertIn(("refund", label), kinds["selection"])

    def test_the_amount_of_a_refund_is_what_its_units_are_worth(self):
        self.company.aftersales_approval_limit = 150.0
        claim = self._claim(self.order, 3)
        remedy = self._propose(claim, 3, amount=1)
        self.assertEqual(remedy.amount, 300.0)
        remedy.with_user(self.agent).amount = 1
        self.assertEqual(remedy.amount, 300.0)
        claim.action_grant_all()
        with self.assertRaises(AccessError):
            claim.with_user(self.agent).action_approve()

    def test_an_offer_is_not_changed_while_the_customer_thinks(self):
        claim = self._claim(self.order, 3)
        remedy = self._propose(claim, 1)
        claim.action_offer()
        with self.assertRefused("offered"):
            remedy.quantity = 3
        with self.assertRefused("offered"):
            self._propose(claim, 1)
        with self.assertRefused("offered"):
            claim.line_ids.quantity = 4
        claim.action_accept()
        self.assertEqual(claim.refund_ids.amount_total, 100.0)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_withdrawn_offer_cannot_be_accepted(self):
        claim = self._claim(self.order, 1)
        remedy = self._propose(claim, 1)
        claim.action_offer()
        remedy.action_cancel()
        with self.assertRefused("does not hold"):
            claim.action_accept()
        claim.action_refuse()
        self.assertEqual(claim.state, "review")
        self.assertBooksBalance(claim)

    def test_nothing_is_proposed_on_a_decided_claim(self):
        claim = self._grant(self._claim(self.order, 1))
        with self.assertRefused("decided"):
            self._propose(claim, 1)

    def test_engine_fields_are_refused_at_creation(self):
        claim = self._claim(self.order, 1)
        for vals in (
            {"refund_in_full": True},
            {"left_as_credit": True},
            {"settled_qty": 1},
            {"deadline": fields.Datetime.now()},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._propose(claim, 1, **vals)
        with self.assertRaises(UserError):
            self.env["aftersales.claim"].create(
                {"order_id": self.order.id, "closed_date": fields.Datetime.now()}
            )

    def test_lines_and_evidence_do_not_move_to_decided_claims(self):
        decided = self._grant(self._claim(self.order, 1), "none")
        draft = self._claim(self.order, 1, submit=False)
        (photo,) = draft._add_evidence([("a.png", PHOTO)], "customer")
        with self.assertRaises(UserError):
            draft.line_ids.claim_id = decided
        with self.assertRaises(UserError):
            photo.claim_id = decided
        with self.assertRaises(UserError):
            decided.line_ids.write({"supplier_percent": 0, "seller_percent": 100})
        with self.assertRaises(UserError):
            decided.remedy_ids.write({"sale_line_id": False})

    def test_the_rest_of_a_partial_appeal_can_be_refused_in_one_click(self):
        claim = self._claim(self.order, 3)
        self._grant(claim, "none", quantity=1)
        claim.action_appeal()
        claim.action_refuse_all()
        claim.action_approve()
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(sum(claim.refund_ids.mapped("amount_total")), 100.0)
        claim.action_appeal()
        claim.action_grant_all()
        claim.action_approve()
        self.assertEqual(sum(claim.remedy_ids.mapped("quantity")), 3)
        self.assertBooksBalance(claim)

    def test_an_appeal_is_possible_until_the_deadline_that_was_told(self):
        claim = self._claim(self.order, 1)
        claim.action_reject()
        with (
            freeze_time(claim.deadline + timedelta(minutes=1)),
            self.assertRefused("is over"),
        ):
            claim.action_appeal()
        with freeze_time(claim.deadline - timedelta(minutes=1)):
            claim.action_appeal()
        self.assertEqual(claim.state, "review")

    def test_money_left_as_credit_is_left_for_all_that_share_the_document(self):
        order = self._delivered((self.lamp, 2))
        self._pay(self._invoice(order))
        claim = self._claim(order, 2)
        first = self._propose(claim, 1)
        second = self._propose(claim, 1)
        claim.action_grant_all()
        claim.action_approve()
        first.action_leave_as_credit()
        self.assertTrue(second.left_as_credit)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_money_of_a_cancelled_remedy_is_nobodys_to_leave_as_credit(self):
        claim = self._claim(self.order, 1)
        remedy = self._propose(claim, 1)
        remedy.action_cancel()
        with self.assertRefused("not running"):
            remedy.action_leave_as_credit()
        self.assertFalse(remedy.left_as_credit)

    def test_one_claim_that_trips_does_not_stop_the_others(self):
        first = self._grant(self._claim(self.order, 1), "warehouse")
        second = self._grant(self._claim(self.order, 1), "warehouse")
        for claim in first | second:
            claim.picking_ids.move_ids.picked = True
            claim.picking_ids.button_validate()
        strategy = self.env.registry["aftersales.remedy.refund"]
        progress = strategy._progress

        def trip(self, remedies):
            if first.remedy_ids & remedies:
                raise KeyError("Lamp & Co “x”")
            return progress(self, remedies)

        with (
            patch.object(strategy, "_progress", trip),
            self.assertLogs("odoo.addons.dropship_aftersales", "ERROR"),
        ):
            (first | second)._advance()
            (first | second)._advance()
        self.assertEqual((first.state, second.state), ("approved", "resolved"))
        self.assertEqual(len(first.activity_ids), 1)
        first._advance()
        self.assertEqual(first.state, "resolved")
        self.assertBooksBalance(first | second)

    def test_evidence_is_counted_at_every_door(self):
        claim = self._claim(self.order, 1)
        with self.assertRaises(UserError):
            claim.write(
                {
                    "evidence_ids": [
                        Command.create({"name": str(number), "content": "bm9uZQ=="})
                        for number in range(21)
                    ]
                }
            )
        (photo,) = claim._add_evidence([("a.png", PHOTO)], "customer")
        with self.assertRaises(UserError):
            photo.source = "supplier"
