from odoo import fields
from odoo.tests import Form, freeze_time, tagged

from .ruling_common import RulingCase
from .sla_common import MINUTE, ClockMixin

CHANGED = "changed his answer meanwhile"


@tagged("post_install", "-at_install")
class TestSupplierChange(ClockMixin, RulingCase):
    """Until we decide, a supplier says something else than he said before; nobody
    decides about an answer that he did not see."""

    def _change(self, case, answer="partly", percent=25, text="A quarter.", **more):
        shares = dict.fromkeys(case.line_ids, percent)
        case._give_opinion(answer, "supplier", self.supplier, text, shares, **more)

    def _dialog(self, action):
        model = self.env[action["res_model"]].with_user(self.agent)
        return Form(model.with_context(**action["context"]))

    def _activities(self, case):
        activity_type = self.env.ref("dropship_aftersales.activity_dispute")
        return case._activities_of(activity_type)

    # ------------------------------------------------------------------ what he says

    def test_the_history_keeps_both_answers(self):
        claim = self._disputed(2)
        case = claim.case_ids
        self._change(case)
        self.assertRecordValues(
            case,
            [
                {
                    "state": "disputed",
                    "answer": "partly",
                    "proposed_amount": 30,
                    "dispute_reason": "A quarter.",
                }
            ],
        )
        said = [(o.party, o.kind, o.text, o.amount) for o in case.opinion_ids[1:]]
        self.assertEqual(
            said,
            [
                ("supplier", "dispute", "It was fine.", 0.0),
                ("supplier", "partly", "A quarter.", 30.0),
            ],
        )
        case.with_user(self.agent).action_agree()
        self.assertEqual(case.received_amount, 30.0)
        self.assertBooksBalance(claim)

    def test_what_belonged_to_the_answer_before_is_gone(self):
        case = self._disputed(2, 50, grant=False).case_ids
        case._give_opinion(
            "propose", "supplier", self.supplier, "In a week", proposal="repair"
        )
        self.assertEqual((case.proposal, case.proposed_amount), ("repair", 0.0))
        self.assertNotIn("agree", case.open_verbs)
        self._change(case, "dispute", text="No, it was fine.")
        self.assertFalse(case.proposal)
        self.assertEqual(case.line_ids.proposed_percent, 0.0)

    def test_the_same_answer_again_is_no_news(self):
        case = self._disputed(2, 50).case_ids
        before = (case.opinion_ids, self.logs(case))
        self._change(case, percent=50, text="")
        self.assertEqual((case.opinion_ids, self.logs(case)), before)
        # Other words are another answer.
        self._change(case, percent=50, text="Half of it is the carrier's.")
        self.assertEqual(len(case.opinion_ids), len(before[0]) + 1)

    def test_other_words_are_taken_by_interface_and_the_same_ones_are_not(self):
        case = self._disputed(2).case_ids.with_user(self.agent)
        with self.assertRefused("Nothing of the answer is changed"):
            case.action_change()
        case.dispute_reason = "It was fine, see the photo."
        case.action_change()
        self.assertEqual(
            case.opinion_ids.mapped("text"),
            [False, "It was fine.", "It was fine, see the photo."],
        )

    def test_a_changed_answer_is_an_answer(self):
        case = self._disputed(2, 50).case_ids
        with self.assertRefused("That is all we ask for"):
            self._change(case, percent=100)
        with self.assertRefused("Write why"):
            self._change(case, "dispute", text="")
        self.assertEqual(case.answer, "partly")

    def test_what_is_decided_is_decided(self):
        claim = self._disputed(2, 50)
        case = claim.case_ids
        case.action_agree()
        with self.assertRefused("It was decided meanwhile"):
            self._change(case)
        self.assertEqual((case.agreed_amount, case.line_ids.percent), (60.0, 50.0))
        self.assertBooksBalance(claim)
        asked = self._grant(self._claim(self.order, 1), "none").case_ids
        asked.action_accept()
        with self.assertRefused("not possible any more"):
            self._change(asked)

    # ------------------------------------------------------------------ our side

    def test_the_agent_has_one_task_that_says_so(self):
        case = self._disputed(2).case_ids
        self.send_messages()
        self.assertIn("disagrees", self._activities(case).summary)
        self._change(case)
        self._change(case, percent=30)
        self.send_messages()
        self.assertEqual(len(self._activities(case)), 1)
        self.assertIn("changed his answer", self._activities(case).summary)
        # Who had ticked it off is asked again.
        self._activities(case).unlink()
        self._change(case, percent=35)
        self.send_messages()
        self.assertIn("changed his answer", self._activities(case).summary)
        case.action_agree()
        self.assertFalse(self._activities(case))

    def test_our_time_to_decide_goes_on(self):
        case = self._disputed(2).case_ids
        due, clock = case.deadline, self.clock_of(case)
        self.assertTrue(due)
        for number in range(1, 4):
            with freeze_time(fields.Datetime.now() + 60 * number * MINUTE):
                self._change(case, percent=10 * number)
            self.assertEqual((case.deadline, self.clock_of(case)), (due, clock))
        # Nor is it lost when it comes in the last minute.
        self.look(due + MINUTE)
        self.assertEqual(len(self.tasks(case)), 1)
        self.assertTrue(clock.lapsed_date)
        with freeze_time(due + 2 * MINUTE):
            self._change(case, percent=50)
        self.assertEqual(len(self.tasks(case)), 1)

    # ------------------------------------------------------------------ by phone

    def test_an_agent_changes_it_for_him(self):
        case = self._disputed(2, 40).case_ids
        self.assertIn("change", case.with_user(self.agent).open_verbs)
        with self._dialog(case.action_open_change()) as form:
            self.assertEqual((form.answer, form.percent), ("partly", 40.0))
            form.percent = 60
            form.reason = "He called."
        form.record.action_confirm()
        self.assertEqual((case.proposed_amount, case.state), (72.0, "disputed"))
        self.assertTrue(case.opinion_ids[-1].is_by_agent)

    def test_shares_of_several_items_stay_apart(self):
        chair = self._product("Chair", cost=30.0)
        order = self._delivered((self.lamp, 1), (chair, 1))
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        claim.action_ask_supplier()
        case = claim.case_ids
        lamp, seat = case.line_ids
        with self._dialog(claim.action_open_answer_supplier()) as form:
            form.answer = "partly"
            with form.line_ids.edit(0) as line:
                line.percent = 10
            with form.line_ids.edit(1) as line:
                line.percent = 80
        form.record.action_confirm()
        self.assertEqual(case._proposed_shares(), {lamp: 10.0, seat: 80.0})
        form = self._dialog(case.action_open_change())
        with form.line_ids.edit(0) as line:
            self.assertEqual(line.percent, 10.0)
            line.percent = 20
        form.save()
        form.record.action_confirm()
        self.assertEqual(case._proposed_shares(), {lamp: 20.0, seat: 80.0})

    def test_an_agent_does_not_overwrite_what_the_supplier_said_meanwhile(self):
        case = self._disputed(2, 40).case_ids
        form = self._dialog(case.action_open_change())
        form.percent = 60
        self._change(case)
        with self.assertRefused(CHANGED):
            form.save().action_confirm()
        self.assertEqual(case.proposed_amount, 30.0)

    # ------------------------------------------------------------------ decisions

    def test_a_decision_is_about_the_answer_that_was_seen(self):
        case = self._disputed(2, 50).case_ids
        for action in ("open_agree", "open_rule", "open_accept"):
            with self.subTest(action=action):
                form = self._dialog(getattr(case, f"action_{action}")())
                self.assertIn("50 %", form.answered)
                if form.verb == "rule":
                    form.reason = "We say so."
                self._change(case)
                with self.assertRefused(CHANGED):
                    form.save().action_confirm()
                self.assertEqual(case.state, "disputed")
                self._change(case, percent=50, text="")
        form = self._dialog(case.action_open_agree())
        self.assertEqual((form.supplier_amount, form.rest_amount), (60.0, 60.0))
        form.save().action_confirm()
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 60}])
        self.assertBooksBalance(case.claim_id)

    def test_he_accepts_after_all(self):
        case = self._disputed(2, 50).case_ids
        form = self._dialog(case.action_open_accept())
        self.assertEqual(form.supplier_amount, 120.0)
        form.save().action_confirm()
        self.assertRecordValues(case, [{"state": "settled", "received_amount": 120}])
        self.assertBooksBalance(case.claim_id)
