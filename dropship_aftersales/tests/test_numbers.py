"""No door lets in what is no number, and each says what to do."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..models.workflow.numbers import is_number
from .common import AftersalesCase

NO_NUMBERS = (float("nan"), float("inf"), -float("inf"), "abc", "nan", 1e300, 10**400)
NUMBERS = ("float", "monetary", "integer")


@tagged("post_install", "-at_install")
class TestNumbers(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 5))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _number_fields(self):
        """``(model, fields that people fill in with numbers)`` of everything ours."""
        for name, model_class in self.env.registry.items():
            model = self.env[name].with_user(self.manager)
            if not name.startswith("aftersales.") or model_class._abstract:
                continue
            if not model.has_access("create") and not model.has_access("write"):
                continue
            fields = [
                field.name
                for field in model._fields.values()
                if field.type in NUMBERS and not field.readonly
            ]
            if fields:
                yield model, fields

    def assertNoNumber(self, words, work):
        for value in NO_NUMBERS:
            with self.subTest(value=str(value)[:9]), self.assertRefused(words):
                work(value)

    def _call_doors(self, model, name, bad):
        """Every way in which a window or another program brings in a value."""
        vals = {name: bad}
        context = {f"default_{name}": bad}
        for method, args, kwargs in (
            ("create", [vals], {}),
            ("write", [[], vals], {}),
            ("onchange", [[], vals, [name], {name: {}}], {}),
            ("default_get", [[name]], {"context": context}),
        ):
            with (
                self.subTest(model=model._name, field=name, method=method),
                self.assertRefused("is no number that can be used"),
            ):
                call_kw(model, method, args, kwargs)

    def test_no_field_takes_what_is_no_number(self):
        found = {}
        for model, fields in self._number_fields():
            found[model._name] = fields
            for name in fields:
                self._call_doors(model, name, "abc")
        lines = self.env["aftersales.claim.line"].with_user(self.agent)
        for bad in NO_NUMBERS:
            for name in ("quantity", "supplier_percent"):
                self._call_doors(lines, name, bad)
        # Wherever amounts, percents and quantities are entered.
        for name, field in (
            ("aftersales.claim.line", "quantity"),
            ("aftersales.remedy", "fee_percent"),
            ("aftersales.supplier.case.line", "percent"),
            ("aftersales.decide.line", "refund_percent"),
            ("aftersales.offer.answer", "counter_amount"),
            ("aftersales.case.answer", "percent"),
            ("aftersales.rule.line", "percent"),
            ("aftersales.receipt.line", "damaged"),
            ("aftersales.policy", "auto_amount"),
            ("aftersales.policy.remedy", "refund_percent"),
            ("aftersales.policy.try", "quantity"),
            ("aftersales.reason", "supplier_percent"),
            ("aftersales.supplier.terms", "restocking_percent"),
        ):
            self.assertIn(field, found[name])

    def test_lines_of_a_dialog_are_looked_at_while_they_are_typed(self):
        dialogs = self.env["aftersales.decide"].with_user(self.agent)
        self.assertNoNumber(
            "Quantity: .* is no number",
            lambda bad: call_kw(
                dialogs,
                "onchange",
                [
                    [],
                    {"line_ids": [Command.create({"quantity": bad})]},
                    ["line_ids"],
                    {"line_ids": {}},
                ],
                {},
            ),
        )

    def test_no_method_takes_what_is_no_number(self):
        claim = self._claim(self.order, 1)
        self._propose(claim, 1).refund_percent = 60.0
        claim.with_user(self.agent).action_offer()
        reviewed = self._claim(self.order, 1)
        granted = self._grant(self._claim(self.order, 1), return_to="supplier")
        case = granted.case_ids.with_user(self.agent)
        claim.write({"external_ref": "SHOP-7", "channel": "api"})
        app = self.env["aftersales.claim"].with_user(self.agent)
        item = {
            "order_line_id": self.order.order_line.id,
            "reason": "defect",
        }
        for words, work in (
            (
                r"lines\[1\].quantity: a number above 0",
                lambda bad: app.api_submit(
                    {
                        "order": self.order.name,
                        "external_ref": "SHOP-8",
                        "lines": [{**item, "quantity": bad}],
                    }
                ),
            ),
            (
                "amount: a number above 0",
                lambda bad: app.api_answer_offer(
                    {
                        "external_ref": "SHOP-7",
                        "answer": "counter",
                        "wish": "refund",
                        "amount": bad,
                    }
                ),
            ),
            (
                "received: enter a number of units",
                lambda bad: case.acknowledge(
                    [{"case_line_id": case.line_ids.id, "received": bad}]
                ),
            ),
            (
                "damaged: enter a number of units",
                lambda bad: case.acknowledge(
                    [{"case_line_id": case.line_ids.id, "received": 1, "damaged": bad}]
                ),
            ),
            (
                "which amount was shown, as a number",
                lambda bad: reviewed.with_user(self.agent).action_approve_seen(bad),
            ),
            (
                "as numbers. Open the review again",
                lambda bad: app.approve_reviewed([{"id": reviewed.id, "amount": bad}]),
            ),
            (
                "as numbers. Open the review again",
                lambda bad: app.reject_reviewed([{"id": bad}]),
            ),
            (
                "A share is a number from 0 to 100",
                lambda bad: case._rule_on(dict.fromkeys(case.line_ids, bad), "Why"),
            ),
            (
                "A share is a number from 0 to 100",
                lambda bad: case._answer_for_supplier("partly", "Why", percent=bad),
            ),
        ):
            with self.subTest(words=words):
                self.assertNoNumber(words, work)
        self.assertEqual((claim.state, reviewed.state), ("offer", "review"))
        self.assertEqual((case.state, case.line_ids.received), ("asked", 0.0))
        self.assertFalse(app.api_status("SHOP-8"))
        for each in (claim, reviewed, granted):
            self.assertBooksBalance(each)

    def test_what_can_be_meant_is_taken(self):
        claim = self._claim(self.order, 1, submit=False)
        for value in (2, 2.0, "2", "2.0"):
            call_kw(
                claim.with_user(self.agent).line_ids,
                "write",
                [claim.line_ids.ids, {"quantity": value}],
                {},
            )
            self.assertEqual(claim.line_ids.quantity, 2.0)
        with self.assertRaises(UserError):
            claim.line_ids.write({"quantity": "2,0"})

    def test_whole_numbers_have_no_decimals(self):
        types = self.env["aftersales.evidence.type"].with_user(self.manager)
        for bad in ("2.5", "2.0", "1e3"):
            self._call_doors(types, "sequence", bad)
        call_kw(
            types, "onchange", [[], {"id": "virtual_1", "name": "A"}, ["name"], {}], {}
        )

    def test_yes_and_no_are_no_numbers(self):
        for value in (True, False, None, "1", [], {}):
            self.assertFalse(is_number(value))
        self.assertTrue(is_number(0) and is_number(-1.5) and is_number(100, 0, 100))
        self.assertFalse(is_number(100.1, 0, 100))
