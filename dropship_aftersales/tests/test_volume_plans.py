from odoo.tests import tagged
from odoo.tools import SQL

from ..models.claim_screens.claim_counters import EXPOSED
from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestVolumePlans(AftersalesCase):
    """What is looked at every day is found by an index, however long the history is.

    Tables of tests are small: the planner is told not to read or to sort them whole,
    which it only does after all when no index is of use.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 9))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _plan(self, model, domain, order=None, limit=None, user=None):
        """The plan of a search as ``user``, by default the agent."""
        records = self.env[model].with_user(user or self.agent)
        query = records._search(domain, order=order, limit=limit)
        self.env.flush_all()
        # Of a few rows, all of one company, that index is as good as any.
        self.env.cr.execute("DROP INDEX IF EXISTS aftersales_claim__company_id_index")
        for name in ("seqscan", "bitmapscan", "sort"):
            self.env.cr.execute(SQL("SET LOCAL enable_%s = off", SQL(name)))
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row for (row,) in self.env.cr.fetchall())

    def assertFoundBy(self, index, plan):
        self.assertIn(index, plan)
        self.assertNotIn("Seq Scan", plan)
        self.assertNotIn("Sort", plan)

    def test_the_list_is_read_in_the_order_of_an_index(self):
        plan = self._plan("aftersales.claim", [], "deadline, id", 80)
        self.assertFoundBy("aftersales_claim_deadline_index", plan)

    def test_what_is_overdue_is_counted_by_an_index(self):
        plan = self._plan("aftersales.claim", [("is_overdue", "=", True)])
        self.assertFoundBy("aftersales_claim_deadline_index", plan)

    def test_what_we_bear_is_added_up_over_open_claims_only(self):
        plan = self._plan("aftersales.claim", EXPOSED)
        self.assertFoundBy("aftersales_claim_open_exposure_index", plan)

    def test_a_suppliers_newest_cases_are_read_in_the_order_of_an_index(self):
        visitor = self.env.ref("base.public_user")
        cases = self.env["aftersales.supplier.case"].with_user(visitor).sudo()
        over = cases._portal_domain(self.supplier, "over")
        system = self.env.ref("base.user_root")
        plan = self._plan(cases._name, over, "id desc", 40, system)
        self.assertFoundBy("aftersales_supplier_case_partner_index", plan)

    def test_each_search_for_what_is_due_uses_indexes(self):
        system = self.env.ref("base.user_root")
        for domain in self.env["aftersales.claim"]._advance_domains():
            with self.subTest(domain=domain):
                plan = self._plan("aftersales.claim", domain, user=system)
                self.assertNotIn("Seq Scan", plan)

    def test_what_is_over_is_not_advanced_again(self):
        claims = self.env["aftersales.claim"]

        def found():
            return claims.union(
                *(claims.search(domain) for domain in claims._advance_domains())
            )

        under_way = self._grant(self._claim(self.order, 2), return_to="supplier")
        cancelled = self._claim(self.order, 1)
        cancelled.action_cancel()
        rejected = self._claim(self.order, 1)
        rejected.action_reject()
        self.assertIn(under_way, found())
        self.assertNotIn(cancelled, found())
        self.assertNotIn(rejected, found())
        rejected._write_engine({"deadline": "2020-01-01 12:00:00"})
        self.assertIn(rejected, found())
        rejected._advance()
        self.assertEqual(rejected.state, "closed")
        self.assertNotIn(rejected, found())
