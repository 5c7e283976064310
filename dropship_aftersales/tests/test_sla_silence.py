from datetime import timedelta

from odoo import fields
from odoo.tests import freeze_time, tagged

from .sla_common import MINUTE, ClockCase


@tagged("post_install", "-at_install")
class TestSilence(ClockCase):
    """Silence moves documents of which the party was told, and no other."""

    def _past(self, document):
        return self.clock_of(document).due + MINUTE

    # ------------------------------------------------------------------ supplier

    def test_a_supplier_who_keeps_silent_accepts(self):
        case = self._asked()
        self.let_messages_leave(case, "supplier")
        self.look(self.clock_of(case).due - MINUTE)
        self.assertEqual(case.state, "asked")
        self.look(self._past(case))
        self.assertEqual(case.state, "accepted")
        self.assertEqual(case.claim_id.state, "review")
        self.assertBooksBalance(case.claim_id)

    def test_a_supplier_of_whom_no_message_left_the_house_accepts_nothing(self):
        case = self._asked()
        clock = self.clock_of(case)
        self.look(clock.due + MINUTE)
        self.assertEqual(case.state, "asked")
        self.assertIn("no message reached", "".join(self.tasks(case)))
        self.assertFalse(case._told("supplier"))
        # Failed and skipped messages tell nobody either.
        self.logs(case, "supplier").write({"state": "failed"})
        self.look(clock.next_date + MINUTE)
        self.assertEqual(case.state, "asked")
        self.assertEqual(len(self.tasks(case)), 1)
        self.assertBooksBalance(case.claim_id)

    def test_a_supplier_who_was_told_too_late_has_the_whole_time_again(self):
        case = self._asked()
        clock = self.clock_of(case)
        late = clock.due + timedelta(hours=1)
        self.look(clock.due + MINUTE)
        with freeze_time(late):
            self.let_messages_leave(case, "supplier")
        self.look(clock.next_date + MINUTE)
        self.assertEqual(case.state, "asked")
        self.assertGreater(case.deadline, late + timedelta(hours=20))
        self.look(case.deadline + MINUTE)
        self.assertEqual(case.state, "accepted")
        self.assertFalse(self.tasks(case))
        self.assertBooksBalance(case.claim_id)

    def test_who_answered_before_the_cron_looked_has_answered(self):
        case = self._asked()
        self.let_messages_leave(case, "supplier")
        past = self._past(case)
        with freeze_time(past):
            case.dispute_reason = "Not ours"
            case.action_dispute()
        self.look(past + MINUTE)
        self.assertEqual(case.state, "disputed")
        self.assertEqual(self.clock_of(case).stage, "case.disputed")
        self.assertBooksBalance(case.claim_id)

    def test_a_message_of_an_earlier_round_tells_nothing_of_this_one(self):
        case = self._asked()
        self.let_messages_leave(case, "supplier")
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            case.action_accept()
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            case.action_reopen()
        self.assertFalse(case._told("supplier"))
        self.look(self._past(case))
        self.assertEqual(case.state, "asked")
        self.assertBooksBalance(case.claim_id)

    # ------------------------------------------------------------------ customer

    def test_without_evidence_it_is_decided_with_what_is_there(self):
        claim = self._claim(self._billed(), 2)
        claim.action_ask_evidence()
        self.let_messages_leave(claim, "customer")
        self.look(self._past(claim))
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.last_verb, "give_evidence")
        self.assertBooksBalance(claim)

    def test_an_offer_that_nobody_answers_lapses(self):
        claim = self._claim(self._billed(), 2)
        self._propose(claim, 1)
        claim.action_offer()
        self.let_messages_leave(claim, "customer")
        self.look(self._past(claim))
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.last_verb, "refuse")
        self.assertBooksBalance(claim)

    def test_a_parcel_that_is_never_sent_closes_the_request(self):
        claim = self._sent_back()
        self.let_messages_leave(claim, "customer")
        self.look(self._past(claim.picking_ids))
        self.assertEqual(claim.state, "cancelled")
        self.assertIn(("cancel_silent", "customer"), self.told(claim))
        move = claim._next_move("customer")
        ends = max(claim._window_ends().values())
        self.assertEqual(move["until"], ends)
        self.assertIn("ask again until", move["until_label"])
        # Nobody withdrew it: agents read so, too.
        words = claim._next_move("agent")
        self.assertEqual(words["headline"], "We closed this request")
        self.assertEqual(claim.picking_ids.state, "cancel")
        self.assertFalse(self.env["aftersales.clock"]._running_of(claim.picking_ids))
        self.assertBooksBalance(claim)

    def test_a_declared_parcel_keeps_the_request_open(self):
        claim = self._sent_back()
        self.let_messages_leave(claim, "customer")
        past = self._past(claim.picking_ids)
        claim.picking_ids.carrier_tracking_ref = "1Z"
        claim.picking_ids.action_aftersales_ship()
        self.look(past)
        self.assertEqual(claim.state, "approved")
        self.assertBooksBalance(claim)

    def test_money_that_was_sent_is_not_taken_back_by_silence(self):
        claim = self._grant(
            self._claim(self._billed(), 2), return_to="supplier", trigger="approval"
        )
        self.assertEqual(claim.state, "resolved")
        self.let_messages_leave(claim, "customer")
        self.look(self._past(claim.picking_ids))
        self.assertEqual(claim.state, "resolved")
        self.assertIn("cannot go on by itself", "".join(self.tasks(claim)))
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ reminders

    def test_a_reminder_is_sent_once_before_the_end(self):
        claim = self._claim(self._billed(), 2)
        claim.action_ask_evidence()
        remind = self.clock_of(claim).remind_date
        self.look(remind - MINUTE)
        self.assertNotIn(("remind", "customer"), self.told(claim))
        self.look(remind + MINUTE)
        self.look(remind + 2 * MINUTE)
        self.assertEqual(self.told(claim).count(("remind", "customer")), 1)
        self.assertBooksBalance(claim)

    def test_a_reminder_tells_what_silence_means_and_counts_as_told(self):
        case = self._asked()
        clock = self.clock_of(case)
        self.logs(case).write({"state": "failed"})
        self.look(clock.remind_date + MINUTE)
        reminder = self.logs(case).filtered(lambda log: log.event == "remind")
        with freeze_time(clock.remind_date + 2 * MINUTE):
            words = reminder._speaking()._words()
            self.assertIn("it counts as accepted", words["sentence"])
            self.assertIn("Reminder: due", words["subject"])
            reminder._mark_sent()
        self.look(clock.due + MINUTE)
        self.assertEqual(case.state, "accepted")
        self.assertBooksBalance(case.claim_id)

    def test_nobody_is_reminded_of_what_is_over_already(self):
        claim = self._claim(self._billed(), 2)
        claim.action_ask_evidence()
        self.look(self._past(claim))
        self.assertNotIn(("remind", "customer"), self.told(claim))
        self.assertBooksBalance(claim)

    # ------------------------------------------------------------------ tasks

    def test_when_we_are_late_a_manager_is_asked_until_it_moves(self):
        claim = self._claim(self._billed(), 2)
        clock = self.clock_of(claim)
        self.look(clock.due + MINUTE)
        self.look(clock.due + 2 * MINUTE)
        activity = claim._activities_of(claim._deadline_activity_type())
        self.assertEqual(len(activity), 1)
        self.assertTrue(activity.user_id.has_group("dropship_aftersales.group_manager"))
        self.assertFalse(clock.next_date)
        claim.action_ask_evidence()
        self.assertFalse(self.tasks(claim))
        self.assertBooksBalance(claim)

    def test_looking_again_changes_nothing(self):
        case = self._asked()
        self.let_messages_leave(case, "supplier")
        past = self._past(case)
        self.look(past)
        history = len(case.message_ids), len(case.claim_id.message_ids)
        for _again in range(3):
            self.look(past)
        self.assertEqual(
            (len(case.message_ids), len(case.claim_id.message_ids)), history
        )
        self.assertBooksBalance(case.claim_id)
