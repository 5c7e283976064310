from datetime import timedelta

from psycopg2.errors import CheckViolation, RestrictViolation

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .policy_common import PolicyCase
from .queries import counted


@tagged("post_install", "-at_install")
class TestPolicyMatch(PolicyCase):
    """Each criterion by itself, their order, and what matching costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tag = cls.env["res.partner.category"].create({"name": "Gold"})
        cls.team = cls.env["crm.team"].create({"name": "Web"})
        cls.lights = cls.env["product.category"].create({"name": "Lights"})
        cls.lamp.categ_id = cls.env["product.category"].create(
            {"name": "Desk lights", "parent_id": cls.lights.id}
        )
        cls.belgium = cls.env.ref("base.be")
        cls.address = cls.env["res.partner"].create(
            {
                "name": "Cara's office",
                "type": "delivery",
                "parent_id": cls.customer.id,
                "country_id": cls.belgium.id,
            }
        )
        cls.order = cls._delivered(
            (cls.lamp, 4, {"tax_ids": [Command.set(cls.tax.ids)]}),
            partner_shipping_id=cls.address.id,
            team_id=cls.team.id,
        )
        cls.claim = cls._claim(cls.order, 2, submit=False)
        cls.line = cls.claim.line_ids

    def _finding(self, line=None):
        line = line or self.line
        return self.env["aftersales.policy"]._match_lines(line)[line]

    def test_every_criterion_fits_or_does_not(self):
        today = self.order.date_order.date()
        other_company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        chair = self._product("Chair")
        other_category = self.env["product.category"].create({"name": "Chairs"})
        self.customer.category_id = self.tag
        for criterion, fitting, misfitting in (
            ("company", {"company_id": self.company.id}, {"company_id": other_company}),
            ("product", {"product_ids": self.lamp}, {"product_ids": chair}),
            (
                "category",
                {"category_ids": self.lights},
                {"category_ids": other_category},
            ),
            ("supplier", {"supplier_ids": self.supplier}, {"supplier_ids": stranger}),
            ("reason", {"reason_ids": self.defect}, {"reason_ids": self.changed_mind}),
            (
                "goods_status",
                {"for_opened": True},
                {"for_opened": False, "for_used": True},
            ),
            ("tag", {"tag_ids": self.tag}, {"tag_ids": self.tag.copy()}),
            (
                "country",
                {"country_ids": self.belgium},
                {"country_ids": self.env.ref("base.cn")},
            ),
            ("team", {"team_ids": self.team}, {"team_ids": self.team.copy()}),
            (
                "ordered_from",
                {"ordered_from": today},
                {"ordered_from": today + timedelta(1)},
            ),
            (
                "ordered_until",
                {"ordered_until": today},
                {"ordered_until": today - timedelta(1)},
            ),
            # Two of them, 15 % tax included.
            ("amount_min", {"amount_min": 230.0}, {"amount_min": 230.01}),
            ("amount_max", {"amount_max": 230.0}, {"amount_max": 229.99}),
        ):
            with self.subTest(criterion=criterion):
                policy = self._policy(**self._as_vals(fitting))
                self.assertEqual(self._finding().policy, policy)
                policy.write(self._as_vals(misfitting))
                finding = self._finding()
                policy.active = False
                self.assertFalse(finding.policy)
                # Of other companies nobody tries any.
                missed = () if criterion == "company" else ((policy, criterion),)
                self.assertEqual(finding.missed, missed)

    def _as_vals(self, criteria):
        return {
            name: value
            if not hasattr(value, "ids")
            else (value.id if name == "company_id" else [Command.set(value.ids)])
            for name, value in criteria.items()
        }

    def test_an_empty_policy_fits_everything(self):
        policy = self._policy()
        self.assertEqual(self._finding().policy, policy)

    def test_several_goods_statuses_are_alternatives(self):
        policy = self._policy(for_unopened=True, for_opened=True)
        self.assertEqual(self._finding().policy, policy)
        self.line.goods_status = "used"
        self.assertFalse(self._finding().policy)

    def test_the_tag_of_his_company_counts_for_a_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Carl", "parent_id": self.customer.id}
        )
        self.claim.partner_id = contact
        policy = self._policy(tag_ids=[Command.set(self.tag.ids)])
        self.assertFalse(self._finding().policy)
        self.customer.category_id = self.tag
        self.assertEqual(self._finding().policy, policy)

    def test_amounts_are_compared_in_the_companys_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        currency = (
            euro if self.company.currency_id != euro else self.env.ref("base.USD")
        )
        currency.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": currency.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 2.0,
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": currency.id}
        )
        order = self._delivered(
            (self.lamp, 1, {"price_unit": 100.0}), pricelist_id=pricelist.id
        )
        line = self._claim(order, submit=False).line_ids
        policy = self._policy(amount_min=50.0, amount_max=50.0)
        self.assertEqual(self._finding(line).policy, policy)

    def test_the_first_by_sequence_and_then_by_age_wins(self):
        second = self._policy("Second", sequence=20)
        third = self._policy("Third", sequence=20)
        self.assertEqual(self._finding().policy, second)
        first = self._policy("First", sequence=5)
        self.assertEqual(self._finding().policy, first)
        (first | second).active = False
        self.assertEqual(self._finding().policy, third)

    def test_an_archived_product_is_a_criterion_still(self):
        chair = self._product("Chair")
        self._policy(product_ids=[Command.set(chair.ids)])
        chair.active = False
        self.assertFalse(self._finding().policy)

    def test_what_a_policy_names_is_not_deleted_under_it(self):
        chair = self._product("Chair")
        self._policy(product_ids=[Command.set(chair.ids)])
        with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"):
            chair.unlink()

    def test_nonsense_is_refused_in_words(self):
        for vals in (
            {"window_days": -1},
            {"amount_min": 10, "amount_max": 5},
            {"ordered_from": "2026-02-01", "ordered_until": "2026-01-01"},
            {"auto_amount": -1},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(CheckViolation),
                mute_logger("odoo.sql_db"),
            ):
                self._policy(**vals)

    def test_two_hundred_policies_and_many_lines_cost_no_more_queries(self):
        product = self._product("Chair")
        few = [
            self._policy(
                f"P{n}",
                product_ids=[Command.set(product.ids)],
                **self._offers("refund"),
                **self._wants(),
            )
            for n in range(2)
        ]
        lines = self.line
        for _copy in range(5):
            lines |= self.line.copy()

        def cost(lines):
            with counted(self.env) as spent:
                findings = self.env["aftersales.policy"]._match_lines(lines)
                self.assertFalse(any(finding.policy for finding in findings.values()))
            return spent.queries

        cost(self.line)
        alone = cost(self.line)
        self.assertLessEqual(cost(lines), alone + 2)
        for number in range(200 - len(few)):
            few[0].copy({"name": f"Copy {number}"})
        self.assertLessEqual(cost(lines), alone + 2)
        self.assertLessEqual(alone, 45)

    def test_terms_name_the_reason_of_each_policy_before(self):
        passed = self._policy("Chairs", for_used=True)
        found = self._policy("All")
        terms = self.line.current_terms
        self.assertEqual(terms["policy"], found.id)
        self.assertEqual(terms["missed"], [[passed.id, "goods_status"]])

    def test_nobody_writes_what_the_policy_says(self):
        self.claim.action_submit()
        for vals in (
            {"policy_outcome": "grant"},
            {"policy_terms": {"effect": "grant"}},
            {"exception_reason": "A friend"},
        ):
            with self.subTest(vals=vals), self.assertRefused("written down when"):
                self.line.with_user(self.manager).write(vals)
        with self.assertRefused("changes only by its own actions"):
            self.claim.with_user(self.manager).write({"policy_outcome": "grant"})

    def test_the_window_is_counted_from_the_first_day_of_the_claim(self):
        self._policy(window_days=3)
        self.claim.action_submit()
        self.assertEqual(self.line.policy_outcome, "grant")
        self.assertEqual(self.line.policy_reason["params"]["days"], 0)
        self.assertEqual(
            self.line.policy_terms["window_start"],
            fields.Date.to_string(self.line.sale_line_id.move_ids.date.date()),
        )
