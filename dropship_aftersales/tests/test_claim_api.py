import base64

from odoo.exceptions import (
    AccessError,
    ConcurrencyError,
    UserError,
    ValidationError,
)
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestClaimApi(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lamp.default_code = "LAMP"
        cls.order = cls._delivered((cls.lamp, 5))

    def _values(self, **changes):
        return {
            "order": self.order.name,
            "lines": [{"default_code": "LAMP", "quantity": 2, "reason": "defect"}],
            "description": "It does not light up.",
            "external_ref": "SHOP-1",
            **changes,
        }

    def _submit(self, user=None, **changes):
        claims = self.env["aftersales.claim"].with_user(user or self.agent)
        return claims.api_submit(self._values(**changes))

    def test_a_shop_opens_and_submits_a_claim(self):
        photo = {"name": "lamp.png", "content": base64.b64encode(PHOTO).decode()}
        result = self._submit(evidence=[photo])
        claim = self.env["aftersales.claim"].browse(result["id"])
        self.assertEqual(
            result,
            {
                "id": claim.id,
                "name": claim.name,
                "state": "review",
                "url": claim.get_base_url() + claim.get_portal_url(),
            },
        )
        self.assertRecordValues(
            claim,
            [
                {
                    "order_id": self.order.id,
                    "channel": "api",
                    "external_ref": "SHOP-1",
                    "description": "It does not light up.",
                }
            ],
        )
        self.assertEqual(claim.evidence_ids.mapped("kind"), ["photo"])
        self.assertEqual(self.order.order_line.aftersales_claimable_qty, 3)
        self.assertBooksBalance(claim)

    def test_a_replay_returns_the_same_claim(self):
        first = self._submit()
        self.assertEqual(self._submit(), first)
        self.assertEqual(self.order.order_line.aftersales_claimed_qty, 2)

    def test_the_loser_of_a_race_is_tried_again(self):
        self._submit()
        claims = self.env["aftersales.claim"].with_user(self.agent)
        # The winner commits between our look and our insert; we cannot see it yet.
        self.patch(type(claims), "_api_find", lambda self, *identity: self.browse())
        with self.assertRaises(ConcurrencyError):
            claims.api_submit(self._values())

    def test_the_wrong_key_is_named(self):
        line = {"default_code": "LAMP", "quantity": 1, "reason": "defect"}
        cases = {
            "order": {"order": "S99999999"},
            "external_ref": {"external_ref": " "},
            "channel": {"channel": "pigeon"},
            "lines:": {"lines": []},
            r"lines\[1\]\.quantity": {"lines": [{**line, "quantity": -1}]},
            r"lines\[2\]\.quantity": {"lines": [line, {**line, "quantity": "2"}]},
            r"lines\[1\]\.reason": {"lines": [{**line, "reason": "bad"}]},
            r"lines\[1\]\.goods_status": {"lines": [{**line, "goods_status": "x"}]},
            r"lines\[1\]\.default_code": {"lines": [{**line, "default_code": "NO"}]},
            r"lines\[1\]\.lots": {"lines": [{**line, "lots": ["SN1"]}]},
            r"lines\[1\]\.price": {"lines": [{**line, "price": 1}]},
            "partner_id": {"partner_id": 1},
            r"evidence\[1\]": {"evidence": [{"name": "a", "content": "§"}]},
        }
        for words, changes in cases.items():
            with self.subTest(key=words), self.assertRefused(words, ValidationError):
                self._submit(**changes)
        self.assertEqual(self.order.order_line.aftersales_claimed_qty, 0)

    def test_a_line_of_another_order_is_refused(self):
        other = self._delivered((self.lamp, 1))
        line = {"order_line_id": other.order_line.id, "quantity": 1, "reason": "defect"}
        with self.assertRefused("order_line_id", ValidationError):
            self._submit(lines=[line])

    def test_an_ambiguous_code_is_refused(self):
        order = self._delivered((self.lamp, 1), (self.lamp, 1))
        with self.assertRefused("default_code", ValidationError):
            self._submit(order=order.id)

    def test_too_many_units_are_refused_and_leave_no_claim(self):
        line = {"default_code": "LAMP", "quantity": 6, "reason": "defect"}
        with self.assertRefused("Only 5", UserError):
            self._submit(lines=[line])
        self.assertFalse(
            self.env["aftersales.claim"].search([("external_ref", "=", "SHOP-1")])
        )

    def test_files_that_are_no_evidence_are_refused(self):
        for content in (b"<svg/>", b"MZ\x90", b"<html></html>", b""):
            file = {"name": "a.jpg", "content": base64.b64encode(content).decode()}
            with self.subTest(content=content), self.assertRaises(ValidationError):
                self._submit(evidence=[file])

    def test_only_agents_use_it(self):
        with self.assertRaises(AccessError):
            self._submit(user=self.env.ref("base.public_user"))

    def test_status_tells_where_a_request_stands(self):
        result = self._submit()
        (status,) = (
            self.env["aftersales.claim"].with_user(self.agent).api_status("SHOP-1")
        )
        claim = self.env["aftersales.claim"].browse(result["id"])
        self.assertEqual(
            status, {**result, "deadline": claim.deadline or None, "offer": None}
        )
        self.assertEqual(self.env["aftersales.claim"].api_status("unknown"), [])
