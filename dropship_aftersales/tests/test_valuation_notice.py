"""The settings warn of what Odoo gets wrong, where it applies."""

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from .queries import counted
from .valuation_common import ValuationCase


@tagged("post_install", "-at_install")
class TestValuationNotice(ValuationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Demo data has products of its own.
        cls.env["product.template"].search([]).route_ids -= cls.dropship_route
        cls.perpetual = cls._valued("real_time", "standard")
        cls.average = cls._valued("periodic", "average")
        cls._valued("periodic", "standard")
        cls._valued("real_time", "average", dropship=False)

    def _settings(self, company=None):
        settings = self.env["res.config.settings"]
        return settings.create({"company_id": (company or self.company).id})

    def _listed(self, action):
        return self.env[action["res_model"]].search(action["domain"])

    def test_products_it_applies_to_are_counted_and_listed(self):
        settings = self._settings()
        self.assertEqual(settings.aftersales_perpetual_count, 1)
        self.assertEqual(settings.aftersales_average_count, 1)
        self.assertEqual(
            self._listed(settings.action_aftersales_perpetual_products()),
            self.perpetual.product_tmpl_id,
        )
        self.assertEqual(
            self._listed(settings.action_aftersales_average_products()),
            self.average.product_tmpl_id,
        )

    def test_a_category_may_dropship_its_products(self):
        (self.perpetual | self.average).route_ids = [Command.clear()]
        self.assertFalse(self._settings().aftersales_perpetual_count)
        self.perpetual.categ_id.route_ids = self.dropship_route
        self.assertEqual(self._settings().aftersales_perpetual_count, 1)

    def test_categories_without_a_word_follow_the_company(self):
        self.perpetual.categ_id.property_valuation = False
        self.assertFalse(self._settings().aftersales_perpetual_count)
        self.company.inventory_valuation = "real_time"
        self.average.categ_id.property_valuation = "periodic"
        self.assertEqual(
            self._listed(self._settings().action_aftersales_perpetual_products())
            & (self.perpetual | self.average).product_tmpl_id,
            self.perpetual.product_tmpl_id,
        )

    def test_another_companys_products_are_not_counted(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.perpetual.company_id = other
        self.assertFalse(self._settings().aftersales_perpetual_count)

    def test_it_costs_the_same_for_many_products(self):
        def queries():
            settings = self._settings()
            with counted(self.env) as spent:
                self.assertTrue(settings.aftersales_perpetual_count)
            return spent.queries

        queries()
        self._valued("real_time", "average")
        few = queries()
        for _time in range(4):
            self._valued("real_time", "average")
        self.assertLessEqual(queries(), few)
        self.assertLess(few, 20)

    def test_nothing_is_shown_where_it_does_not_apply(self):
        arch = etree.fromstring(self._settings().get_view(view_type="form")["arch"])
        for name in ("perpetual", "average"):
            (setting,) = arch.iterfind(f".//setting[@id='aftersales_{name}']")
            self.assertEqual(setting.get("invisible"), f"not aftersales_{name}_count")
