from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .queries import counted
from .terms_common import BilledTermsCase, TermsCase


@tagged("post_install", "-at_install")
class TestSupplierTerms(BilledTermsCase):
    """What suppliers promise is written down on the item when a claim is sent."""

    # ------------------------------------------------------------------ which apply

    def test_the_narrowest_category_counts(self):
        general = self._terms(window_days=90)
        broad = self._terms(category_id=self.category.id, window_days=30)
        narrow = self._terms(category_id=self.narrow.id, window_days=7)
        chair = self._product("Chair")
        self.lamp.categ_id = self.narrow
        torch = self._product("Torch", categ_id=self.category.id)
        for product, terms in ((chair, general), (torch, broad), (self.lamp, narrow)):
            with self.subTest(product=product.name):
                self.assertEqual(
                    general._of(self.supplier, self.company, product), terms
                )

    def test_a_supplier_has_one_set_of_terms_per_category_and_company(self):
        self._terms()
        self._terms(category_id=self.category.id)
        other = self.env["res.company"].create({"name": "Other Shop"})
        self._terms(company_id=other.id)
        for vals in ({}, {"category_id": self.category.id}):
            with (
                self.subTest(vals=vals),
                self.assertRefused("partner_company_unique", IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._terms(**vals)
                self.env.flush_all()

    def test_terms_that_make_no_sense_are_refused(self):
        for vals in (
            {"window_days": -1},
            {"answer_hours": -1},
            {"restocking_percent": 101},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(IntegrityError),
                mute_logger("odoo.sql_db"),
                self.env.cr.savepoint(),
            ):
                self._terms(**vals)
                self.env.flush_all()

    def test_terms_of_another_company_promise_us_nothing(self):
        other = self.env["res.company"].create({"name": "Other Shop"})
        self._terms(company_id=other.id, credits_every_return=False, window_days=1)
        claim = self._claim(self._billed(2), 1)
        self.assertEqual(claim.line_ids._terms_of(self.supplier), {})

    # ------------------------------------------------------------------ written down

    def test_terms_edited_after_the_claim_change_nothing_of_it(self):
        terms = self._terms(
            credits_every_return=True, restocking_percent=20, answer_hours=24
        )
        claim = self._claim(self._billed(3), 1, reason=self.changed_mind)
        terms.write(
            {
                "credits_every_return": False,
                "restocking_percent": 50,
                "answer_hours": 1,
                "settlement": "month",
                "window_days": 1,
            }
        )
        frozen = claim.line_ids._terms_of(self.supplier)
        self.assertEqual(frozen["restocking_percent"], 20)
        self.assertEqual(frozen["settlement"], "claim")
        self._grant(claim, "supplier")
        case = claim.case_ids
        self.assertEqual(case._answer_hours(), 24)
        # He keeps a fifth of what comes back without his fault.
        self.assertEqual(case.expected_amount, 48.0)
        self._acknowledge(claim, 1)
        self.assertEqual(case.refund_ids.amount_total, 48.0)
        self.assertEqual(case.state, "settled")
        later = self._claim(claim.order_id, 1, reason=self.changed_mind)
        self.assertEqual(later.line_ids._terms_of(self.supplier)["answer_hours"], 1)
        self.assertBooksBalance(claim | later)

    def test_an_item_added_during_the_review_gets_the_terms_of_that_day(self):
        terms = self._terms(answer_hours=24)
        order, _other = self._two_suppliers()
        claim = self._claim(order, 1)
        terms.answer_hours = 8
        claim.line_ids[0].copy({"sale_line_id": order.order_line[0].id})
        hours = [
            line._terms_of(self.supplier)["answer_hours"] for line in claim.line_ids
        ]
        self.assertEqual(hours, [24, 8])

    def test_a_draft_shows_the_terms_of_today(self):
        terms = self._terms(answer_hours=24)
        claim = self._claim(self._billed(2), 1, submit=False)
        line = claim.line_ids
        self.assertFalse(line.supplier_terms)
        self.assertEqual(line._terms_of(self.supplier)["answer_hours"], 24)
        terms.answer_hours = 8
        self.assertEqual(line._terms_of(self.supplier)["answer_hours"], 8)

    def test_nobody_writes_what_was_promised(self):
        self._terms()
        claim = self._claim(self._billed(2), 1)
        for vals in ({"supplier_terms": {}}, {"exposure": 0}):
            with self.assertRefused("follows from it"):
                claim.line_ids.with_user(self.manager).write(vals)

    def test_deleted_terms_stay_promised(self):
        terms = self._terms(restocking_percent=50)
        claim = self._claim(self._billed(2), 1, reason=self.changed_mind)
        terms.unlink()
        self._grant(claim, "supplier")
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
        self._acknowledge(claim, 1)
        self.assertBooksBalance(claim)

    def test_an_item_bought_from_two_suppliers_has_the_terms_of_both(self):
        other = self.env["res.partner"].create({"name": "Olga Other"})
        self._terms(answer_hours=24)
        self._terms(other, answer_hours=48, window_days=10)
        order = self._order((self.lamp, 4))
        purchase = self._purchase(order)
        purchase.order_line.product_qty = 2
        second = purchase.copy({"partner_id": other.id})
        second.order_line.write(
            {"product_qty": 2, "sale_line_id": order.order_line.id, "price_unit": 40}
        )
        claim = self._claim(order, 1, submit=False)
        line = claim.line_ids
        line._freeze_contracts()
        self.assertEqual(
            set(line.supplier_terms), {str(self.supplier.id), str(other.id)}
        )
        self.assertEqual(line._terms_of(other)["answer_hours"], 48)
        self.assertEqual(line._terms_of(self.supplier)["answer_hours"], 24)

    def test_two_suppliers_are_held_to_their_own_terms(self):
        order, other = self._two_suppliers()
        self._terms(restocking_percent=10, answer_hours=24)
        self._terms(other, credits_every_return=False, answer_hours=48)
        claim = self._claim_on_all(order, reason=self.changed_mind)
        self._grant(claim, "supplier")
        lamps = claim.case_ids.filtered(lambda case: case.partner_id == self.supplier)
        chairs = claim.case_ids - lamps
        self.assertEqual((lamps.expected_amount, chairs.expected_amount), (54.0, 0.0))
        self.assertEqual((lamps._answer_hours(), chairs._answer_hours()), (24, 48))
        self._acknowledge(claim, 1)
        self.assertEqual(lamps.refund_ids.amount_total, 54.0)
        self.assertFalse(chairs.refund_ids)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ restocking

    def test_restocking_is_kept_of_what_is_not_his_fault(self):
        self._terms(restocking_percent=20)
        order = self._billed(9)
        for supplier_percent, expected in ((100, 60.0), (50, 54.0), (0, 48.0)):
            with self.subTest(supplier_percent=supplier_percent):
                claim = self._claim(order, 1)
                claim.line_ids.write(
                    {
                        "supplier_percent": supplier_percent,
                        "seller_percent": 100 - supplier_percent,
                        "carrier_percent": 0,
                        "customer_percent": 0,
                    }
                )
                self._grant(claim, "supplier")
                self.assertEqual(claim.case_ids.expected_amount, expected)
                self._acknowledge(claim, 1)
                self.assertEqual(claim.case_ids.refund_ids.amount_total, expected)
                self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ batches

    def test_many_items_are_written_down_with_a_constant_number_of_queries(self):
        self._terms(window_days=30, shown_name="Returns")
        counts = []
        for size in (2, 6):
            claims = self.env["aftersales.claim"]
            for _number in range(size):
                # Each of an order of its own.
                order = TermsCase._billed(self, 1)
                claims |= self._claim(order, 1, submit=False)
            with counted(self.env) as spent:
                claims.line_ids._freeze_contracts()
            counts.append(spent.queries)
        self.assertLessEqual(counts[1], counts[0] + 2)

    # ------------------------------------------------------------------ merged

    def test_what_a_merged_supplier_promised_is_still_owed(self):
        self._terms(restocking_percent=50)
        claim = self._claim(self._billed(2), 1, reason=self.changed_mind)
        kept = self.env["res.partner"].create({"name": "Sam Ltd"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((kept | self.supplier).ids, kept)
        self._grant(claim, "supplier")
        self.assertEqual(claim.case_ids.partner_id, kept)
        self.assertEqual(claim.case_ids.expected_amount, 30.0)
