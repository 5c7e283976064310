from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..models.deadlines.sla import MODELS, STAGES
from ..models.workflow.workflow_mixin import SYSTEM
from .sla_common import ClockCase


@tagged("post_install", "-at_install")
class TestSla(ClockCase):
    """Which time is allowed, and what silence may mean."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["aftersales.sla"]

    def _rule(self, **vals):
        return self.rules.create(
            {"sequence": 1, "stage": "case.asked", "hours": 5, **vals}
        )

    def _case_rule(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        return self.clock_of(claim.case_ids).sla_id

    def test_the_first_rule_that_fits_counts(self):
        shipped = self.env.ref("dropship_aftersales.sla_case_asked")
        self.assertEqual(self._case_rule(), shipped)
        own = self._rule(supplier_id=self.supplier.id)
        foreign = self._rule(sequence=0, supplier_id=self.customer.id)
        self.assertEqual(self._case_rule(), own)
        foreign.unlink()
        self._rule(sequence=0)
        self.assertNotEqual(self._case_rule(), own)

    def test_a_rule_of_another_company_does_not_count(self):
        other = self.env["res.company"].create({"name": "Other shop"})
        own = self._rule(company_id=self.company.id, sequence=2)
        self._rule(company_id=other.id, sequence=1)
        self.assertEqual(self._case_rule(), own)

    def test_a_rule_for_a_supplier_counts_for_claims_with_its_goods(self):
        own = self._rule(stage="claim.review", supplier_id=self.supplier.id)
        claim = self._claim(self.order, 1)
        self.assertEqual(self.clock_of(claim).sla_id, own)

    def test_what_no_rule_is_about_has_no_deadline(self):
        self.rules.search([]).active = False
        claim = self._claim(self.order, 1)
        self.assertFalse(claim.deadline)
        self.assertFalse(self.clock_of(claim))

    def test_silence_means_only_what_the_system_may_do_there(self):
        for key, stage in STAGES.items():
            kind, _dot, name = key.partition(".")
            model = self.env[MODELS["claim" if kind == "transfer" else kind]]
            state = "approved" if kind == "transfer" else name
            for verb in stage.verbs:
                with self.subTest(stage=key, verb=verb):
                    self.assertIn(SYSTEM, model._routes[verb].actors)
                    self.assertIn(state, model._routes[verb].sources)
        with self.assertRaisesRegex(ValidationError, "cannot mean that here"):
            self._rule(stage="claim.review", silence_verb="cancel")
        with self.assertRaisesRegex(ValidationError, "how many hours"):
            self._rule(hours=0)
        with self.assertRaisesRegex(ValidationError, "reminder comes after"):
            self._rule(hours=5, remind_hours=5)

    def test_agents_read_deadlines_and_managers_write_them(self):
        rule = self._rule()
        self.assertTrue(rule.with_user(self.agent).hours)
        with self.assertRaises(AccessError):
            rule.with_user(self.agent).hours = 3
        rule.with_user(self.manager).hours = 3

    def test_what_a_clock_says_at_its_start_is_what_counts(self):
        claim = self._claim(self.order, 1)
        due = claim.deadline
        self.env.ref("dropship_aftersales.sla_claim_review").hours = 80
        claim._advance()
        self.assertEqual(claim.deadline, due)


@tagged("post_install", "-at_install")
class TestClocks(ClockCase):
    """Each document that waits has one clock, and claims show the earliest."""

    def test_a_claims_clock_starts_and_stops_with_its_moves(self):
        claim = self._claim(self._billed(), 2)
        review = self.clock_of(claim)
        self.assertEqual((review.stage, review.due), ("claim.review", claim.deadline))
        claim.action_ask_evidence()
        self.assertFalse(review.is_running)
        evidence = self.clock_of(claim)
        week = fields.Datetime.now() + timedelta(days=7)
        self.assertAlmostEqual(evidence.due, week, delta=timedelta(seconds=5))
        self.assertEqual(evidence.remind_date, evidence.due - timedelta(days=2))
        claim.action_cancel()
        self.assertFalse(self.clock_of(claim))
        self.assertFalse(claim.deadline)
        self.assertBooksBalance(claim)

    def test_the_claim_shows_the_earliest_of_its_own_and_its_suppliers(self):
        claim = self._claim(self._billed(), 2)
        claim.action_ask_supplier()
        own, case = self.clock_of(claim), self.clock_of(claim.case_ids)
        self.assertEqual(claim.case_ids.deadline, case.due)
        self.assertEqual(claim.deadline, min(own.due, case.due))
        # The customer was promised our own date, and reads no other.
        self.assertEqual(claim._next_move("customer")["until"], own.due)
        self.assertBooksBalance(claim)

    def test_parcels_have_the_settings_time_until_they_are_declared(self):
        claim = self._sent_back()
        parcel = claim.picking_ids
        clock = self.clock_of(parcel)
        self.assertEqual(clock.due, parcel.aftersales_ship_by)
        self.assertEqual(claim.deadline, min(clock.due, claim.case_ids.deadline))
        parcel.carrier_tracking_ref = "1Z"
        parcel.action_aftersales_ship()
        self.assertFalse(self.clock_of(parcel))
        self.assertEqual(self.clock_of(claim).stage, "claim.travel")
        self._acknowledge(claim, 2)
        self.assertFalse(self.env["aftersales.clock"]._running_of(claim))
        self.assertEqual(claim.state, "resolved")
        self.assertGreater(claim.deadline, fields.Datetime.now() + timedelta(days=5))
        self.assertBooksBalance(claim)

    def test_the_time_to_appeal_stays_what_it_is(self):
        claim = self._claim(self._billed(), 2)
        claim.action_reject()
        ends = fields.Datetime.now() + timedelta(
            days=self.company.aftersales_appeal_days
        )
        self.assertAlmostEqual(claim.deadline, ends, delta=timedelta(seconds=5))
        self.assertFalse(self.clock_of(claim))
        self.assertBooksBalance(claim)

    def test_documents_of_an_older_version_get_clocks_from_now_on(self):
        case = self._asked()
        claim = case.claim_id
        self.env["aftersales.clock"].search([]).unlink()
        case._write_engine({"deadline": False})
        self.env["aftersales.clock"]._start_missing()
        self.assertGreater(case.deadline, fields.Datetime.now())
        self.assertEqual(self.clock_of(claim).stage, "claim.supplier")
        self.assertBooksBalance(claim)

    def test_parcels_that_were_late_before_an_upgrade_have_their_time_anew(self):
        claim = self._sent_back()
        parcel = claim.picking_ids
        self.env["aftersales.clock"].search([]).unlink()
        parcel.aftersales_ship_by = fields.Datetime.now() - timedelta(days=3)
        self.env["aftersales.clock"]._start_missing()
        self.assertEqual(self.clock_of(parcel).due, parcel.aftersales_ship_by)
        self.look()
        self.assertEqual(claim.state, "approved")
        self.assertGreater(
            parcel.aftersales_ship_by, fields.Datetime.now() + timedelta(days=3)
        )
        self.assertBooksBalance(claim)
