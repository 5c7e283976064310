from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .mass_common import MassCase


@tagged("post_install", "-at_install")
class TestMassPolicies(MassCase):
    """What policies say of many claims, when they are decided in a list."""

    def _refused(self, quantity=1, **vals):
        """A claim that the policy refuses, in words for its customer."""
        claim = self._plain(quantity, **vals)
        for line in claim.line_ids:
            line._write_engine(
                {
                    "policy_outcome": "refuse",
                    "policy_reason": {"code": "excluded", "params": {}},
                    "policy_terms": {
                        "effect": "refuse",
                        "name": {"en_US": "No returns"},
                        "refusal_text": {
                            "en_US": "We cannot take it back.",
                            "zh_CN": "无法退货。",
                        },
                    },
                }
            )
        return claim

    def test_what_the_policy_refuses_is_rejected_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        order = self._delivered(
            (self.lamp, 1), partner=self.customer.copy({"lang": "zh_CN"})
        )
        self._invoice(order)
        claim, plain = self._refused(order=order), self._plain()
        preview = self._preview(claim + plain)
        (refused,) = preview["refuse"]
        self.assertEqual(refused["id"], claim.id)
        self.assertIn("No returns", refused["reason"])
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        results = Claim.reject_reviewed(
            [{"id": claim.id, "name": claim.name}, {"id": plain.id, "name": plain.name}]
        )
        self.assertEqual([r["result"] for r in results], ["done", "skipped"])
        self.assertIn("does not refuse it", results[1]["reason"])
        self.assertEqual((claim.state, plain.state), ("rejected", "review"))
        self.assertEqual(claim.rejection_reason, "无法退货。")
        # It is not approved by a list either.
        self.assertEqual(plain.line_ids.decision, "pending")
        self.assertBooksBalance(claim + plain)

    def test_a_person_decides_where_the_policy_refuses_only_some_of_it(self):
        order = self._delivered((self.lamp, 1), (self.lamp, 1))
        self._invoice(order)
        claim = self._plain(order=order, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        claim.line_ids[0]._write_engine({"policy_outcome": "refuse"})
        preview = self._preview(claim)
        self.assertEqual([row["id"] for row in preview["person"]], claim.ids)

    def test_whoever_goes_through_a_list_is_the_person_unless_something_stands_out(
        self,
    ):
        self.env["aftersales.policy"].search([]).active = False
        left = self._plain()
        self.assertEqual(left.line_ids.policy_outcome, "person")
        self.env["aftersales.policy"].create({"name": "One day", "window_days": 1})
        with freeze_time(fields.Datetime.now() + timedelta(days=5)):
            late = self._plain(order=self.order)
        preview = self._preview(left + late)
        self.assertEqual([row["id"] for row in preview["approve"]], left.ids)
        self.assertEqual([row["id"] for row in preview["person"]], late.ids)
