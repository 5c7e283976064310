from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .terms_common import TermsCase


@tagged("post_install", "-at_install")
class TestSupplierTerms(TermsCase):
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

    # ------------------------------------------------------------------ window

    def test_the_window_ends_with_its_last_day_where_the_supplier_is(self):
        self.supplier.tz = "Asia/Shanghai"
        self._terms(window_days=10)
        order = self._billed(3)
        delivered = order.picking_ids.move_ids.date
        line = self._claim(order, 1).line_ids
        terms = line._terms_of(self.supplier)
        self.assertFalse(terms["window_over"])
        ends = fields.Datetime.to_datetime(terms["window_ends"])
        self.assertEqual((ends.hour, ends.minute, ends.second), (15, 59, 59))
        self.assertGreater(ends, delivered + timedelta(days=9))
        with freeze_time(ends):
            last = self._claim(order, 1).line_ids._terms_of(self.supplier)
        with freeze_time(ends + timedelta(seconds=1)):
            late = self._claim(order, 1).line_ids._terms_of(self.supplier)
        self.assertEqual((last["window_over"], late["window_over"]), (False, True))

    def test_who_is_too_late_to_ask_owes_nothing(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            self.assertEqual(claim.exposure, 100.0)
            self._grant(claim, "none")
            # The customer keeps it: nobody is asked for what is not owed.
            self.assertFalse(claim.case_ids)
            self.assertEqual(claim.exposure, 100.0)
            self.assertBooksBalance(claim)

    def test_what_was_claimed_before_terms_were_kept_is_not_late_by_them(self):
        order = self._billed(2)
        claim = self._claim(order, 1)
        # As claims were before promises were written down.
        claim.line_ids._write_engine({"supplier_terms": False})
        self._terms(window_days=14)
        with self._days_later(20):
            self.assertFalse(claim.line_ids._terms_of(self.supplier)["window_over"])
            self._grant(claim, "none")
            self.assertFalse(claim.case_ids.line_ids.is_late)
            self.assertEqual(claim.case_ids.expected_amount, 60.0)
        self.assertBooksBalance(claim)

    def test_a_supplier_may_agree_although_his_window_is_over(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            claim.action_ask_supplier()
            case = claim.case_ids
            self.assertEqual((case.expected_amount, case._asked_amount()), (0, 60))
            self.assertIn("60", case._next_move("supplier")["text"])
            self.assertEqual(claim.exposure, 100.0)
            case.action_accept()
            self.assertEqual((case.expected_amount, case.agreed_amount), (60, 60))
            self.assertEqual(claim.exposure, 40.0)
            self._grant(claim, "none")
            self.assertEqual(case.refund_ids.amount_total, 60.0)
            self.assertEqual(case.state, "settled")
            self.assertBooksBalance(claim)

    def test_silence_is_no_consent_to_what_is_not_owed(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._claim(order, 1)
            claim.action_ask_supplier()
            claim.case_ids._follow("accept", "system")
            self.assertEqual(claim.case_ids.agreed_amount, 0.0)
            self._grant(claim, "none")
            self.assertFalse(claim.case_ids.refund_ids)
            self.assertEqual(claim.exposure, 100.0)
            self.assertBooksBalance(claim)

    def test_late_goods_that_go_back_are_credited_only_by_consent(self):
        self._terms(window_days=10)
        order = self._billed(3)
        with self._days_later(20):
            claim = self._grant(self._claim(order, 1), "supplier")
            case = claim.case_ids
            self.assertEqual((case.expected_amount, claim.exposure), (0.0, 100.0))
            case.dispute_reason = "Too late"
            case.action_dispute()
            self.assertEqual(claim.exposure, 100.0)
            self._acknowledge(claim, 1)
            self.assertEqual(claim.state, "resolved")
            case.write_off_reason = "He is right"
            case.action_write_off()
            self.assertEqual(sum(case.cost_ids.mapped("written_off_amount")), 0.0)
            self.assertFalse(case.refund_ids)
            self.assertBooksBalance(claim)

    def test_goods_that_never_came_have_no_window(self):
        self._terms(window_days=1)
        order = self._order((self.lamp, 2))
        self._purchase(order)
        self._invoice_prepaid(order)
        with self._days_later(30):
            claim = self._not_received(order, 1)
            self.assertFalse(claim.line_ids._terms_of(self.supplier)["window_over"])
            self._grant(claim, "none")
            self.assertEqual(claim.case_ids.line_ids.percent, 100)
            self.assertFalse(claim.case_ids.line_ids.is_late)

    def _invoice_prepaid(self, order):
        self.lamp.invoice_policy = "order"
        self._invoice(order)

    # ------------------------------------------------------------------ batches

    def test_many_items_are_written_down_with_a_constant_number_of_queries(self):
        self._terms(window_days=30, shown_name="Returns")
        counts = []
        for size in (2, 6):
            claims = self.env["aftersales.claim"]
            for _number in range(size):
                claims |= self._claim(self._billed(1), 1, submit=False)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            claims.line_ids._freeze_contracts()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
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

    # ------------------------------------------------------------------ address book

    def test_parcels_go_to_the_first_address_that_fits(self):
        terms = self._terms(shown_name="Returns")
        germany, france = self.env.ref("base.de"), self.env.ref("base.fr")
        south = self._address(
            terms,
            "South",
            country_ids=[Command.set(france.ids)],
            shown_name="Retours Sud",
        )
        lights = self._address(
            terms, "Lights", category_ids=[Command.set(self.category.ids)]
        )
        everything = self._address(terms, "Main", sequence=99)
        self.lamp.categ_id = self.narrow
        chair = self._product("Chair")
        for country, product, entry, name in (
            (france, self.lamp, south, "Retours Sud"),
            (germany, self.lamp, lights, "Returns"),
            (germany, chair, everything, "Returns"),
        ):
            with self.subTest(country=country.name, product=product.name):
                customer = self.customer.copy({"country_id": country.id})
                order = self._delivered((product, 2), partner=customer)
                self._invoice(order)
                claim = self._grant(self._claim(order, 1), "supplier")
                address = claim.picking_ids._aftersales_return_address()
                self.assertEqual(address["name"], name)
                self.assertIn(entry.partner_id.street, address["lines"])
                slip = claim._return_slips()[0]
                self.assertEqual(
                    (slip["name"], slip["lines"]), (name, address["lines"])
                )
                self.assertNotIn("Sam Supplier", str(address))
                self.assertBooksBalance(claim)

    def test_two_addresses_of_one_supplier_are_two_parcels(self):
        terms = self._terms()
        self._address(terms, "Lights", category_ids=[Command.set(self.category.ids)])
        self.lamp.categ_id = self.category
        chair = self._product("Chair")
        order = self._delivered((self.lamp, 1), (chair, 1))
        self._invoice(order)
        self._bill(order)
        claim = self._grant(self._claim_on_all(order), "supplier")
        self.assertEqual(len(claim.case_ids), 1)
        self.assertEqual(len(claim.picking_ids), 2)
        places = [
            picking._aftersales_return_address()["lines"]
            for picking in claim.picking_ids
        ]
        self.assertEqual(
            len([place for place in places if "1 Lights Road" in place]), 1
        )
        self._acknowledge(claim, 1)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_address_edited_after_the_claim_is_not_where_its_parcel_goes(self):
        self.supplier.write({"street": "1 Factory Road", "city": "Berlin"})
        terms = self._terms(shown_name="Returns")
        claim = self._claim(self._billed(2), 1)
        entry = self._address(terms, "New")
        terms.shown_name = "Somewhere else"
        self._grant(claim, "supplier")
        address = claim.picking_ids._aftersales_return_address()
        self.assertEqual(address["name"], "Returns")
        self.assertIn("1 Factory Road", address["lines"])
        # Who moves is found all the same.
        later = self._grant(self._claim(claim.order_id, 1), "supplier")
        entry.partner_id.street = "2 New Road"
        self.assertIn(
            "2 New Road", later.picking_ids._aftersales_return_address()["lines"]
        )

    def test_the_shown_name_is_said_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.customer.lang = "de_DE"
        terms = self._terms(shown_name="Returns Centre")
        terms.with_context(lang="de_DE").shown_name = "Retourenzentrum"
        self.supplier.write({"street": "1 Factory Road", "city": "Berlin"})
        claim = self._grant(self._claim(self._billed(2), 1), "supplier")
        self.assertEqual(claim._return_slips()[0]["name"], "Retourenzentrum")
        english = claim.picking_ids._aftersales_return_address()
        self.assertEqual(english["name"], "Returns Centre")
