from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PHOTO, AftersalesCase
from .messages import MessagesMixin


@tagged("post_install", "-at_install")
class TestNotification(MessagesMixin, AftersalesCase):
    """Who hears of what, and in which words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 20))

    def _paid(self):
        order = self._delivered((self.lamp, 3))
        self._pay(self._invoice(order))
        self._bill(order)
        return order

    # ------------------------------------------------------------------ events

    def test_the_parties_of_a_return_hear_of_every_step(self):
        claim = self._claim(self._paid(), 2)
        claim.action_ask_evidence()
        claim.with_user(self.agent).action_give_evidence()
        self._grant(claim)
        claim.picking_ids.carrier_tracking_ref = "T 1"
        claim.picking_ids.action_aftersales_ship()
        self._acknowledge(claim, 2)
        claim.remedy_ids.action_pay_out()
        self.assertEqual(
            [event for event, _audience in self.told(claim, "customer")],
            ["submit", "ask_evidence", "approve_return", "received", "refunded"],
        )
        # The agent entered the evidence himself.
        self.assertEqual(self.told(claim, "agent"), [("submit", "agent")])
        self.assertEqual(
            self.told(claim.case_ids),
            [("ask", "supplier"), ("parcel_sent", "supplier")],
        )
        self.assertBooksBalance(claim)

    def test_a_refund_without_return_is_told_before_the_money(self):
        claim = self._claim(self._paid(), 1)
        self._grant(claim, return_to="none")
        claim.remedy_ids.action_pay_out()
        in_turn = self.env["aftersales.notification.log"].search(
            [("claim_id", "=", claim.id), ("audience", "=", "customer")],
            order="create_date, rank, id",
        )
        self.assertEqual(in_turn.mapped("event"), ["submit", "approve", "refunded"])
        self.assertEqual(in_turn[-1].amount, claim.remedy_ids.amount)

    def test_units_nobody_was_charged_for_are_told_so(self):
        claim = self._claim(self.order, 1)
        self._grant(claim, return_to="none")
        self.assertIn(("not_charged", "customer"), self.told(claim))

    def test_credit_that_is_left_is_not_told_as_sent(self):
        claim = self._claim(self._paid(), 1)
        self._grant(claim, return_to="none")
        claim.remedy_ids.action_leave_as_credit()
        self.assertIn(("credited", "customer"), self.told(claim))
        self.assertNotIn(("refunded", "customer"), self.told(claim))

    def test_credit_that_an_open_invoice_takes_is_not_told_as_sent(self):
        claim = self._claim(self._billed(), 1)
        self._grant(claim, return_to="none")
        self.assertIn(("credited", "customer"), self.told(claim))

    def test_a_receipt_that_differs_is_told_to_customer_and_agent(self):
        claim = self._grant(self._claim(self.order, 2))
        self._acknowledge(claim, 2, damaged=1)
        self.assertEqual(
            set(self.told(claim)[-2:]),
            {("receipt_differs", "customer"), ("receipt_differs", "agent")},
        )
        before = len(self.logs(claim))
        # The same report with a note on top is no news.
        self._acknowledge(claim, 2, damaged=1, note="Box was wet")
        self.assertEqual(len(self.logs(claim)), before)

    def test_our_own_warehouse_receives_too(self):
        claim = self._grant(self._claim(self.order, 2), return_to="warehouse")
        self._receive_here(claim, 1)
        self.assertIn(("receipt_differs", "customer"), self.told(claim))
        self._receive_here(claim)
        self.assertIn(("received", "customer"), self.told(claim))

    def test_nobody_is_told_what_he_did_himself_or_never_heard_of(self):
        draft = self._claim(self.order, 1, submit=False)
        draft.action_cancel()
        self.assertFalse(self.logs(draft))
        withdrawn = self._claim(self.order, 1)
        withdrawn._follow("cancel", "customer")
        self.assertEqual(self.told(withdrawn, "customer"), [("submit", "customer")])
        closed = self._claim(self.order, 1)
        closed.with_user(self.agent).action_cancel()
        self.assertIn(("cancel", "customer"), self.told(closed))

    def test_a_dispute_asks_for_a_ruling_and_the_ruling_is_told(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        case = claim.case_ids
        case.action_dispute()
        self.assertIn(("dispute", "agent"), self.told(case))
        # The case asks for it; the claim does not ask again.
        self.assertNotIn(("answer", "agent"), self.told(claim))
        case.action_rule()
        self.assertEqual(self.told(case)[-1], ("rule", "supplier"))

    def test_an_answer_brings_the_claim_back_to_its_agent(self):
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        claim.case_ids.action_accept()
        self.assertEqual(self.told(claim)[-1], ("answer", "agent"))

    def test_photos_that_come_one_by_one_are_told_once(self):
        claim = self._claim(self.order, 1)
        for name in ("1.png", "2.png"):
            claim._add_evidence([(name, PHOTO)], source="customer")
        self.assertEqual(self.told(claim).count(("evidence_added", "agent")), 1)

    def test_every_event_that_is_told_has_words_for_each_audience(self):
        rows = self.env["aftersales.notification"].search([])
        for row in rows:
            with self.subTest(row=row.display_name):
                self.assertTrue(row.channel_ids)
                self.assertIn(row.event, dict(row._selection_event()))

    # ------------------------------------------------------------------ rows

    def test_a_company_may_have_its_own_words_or_say_nothing(self):
        general = self.env.ref("dropship_aftersales.notification_claim_submit_customer")
        own = general.copy({"company_id": self.company.id, "subject": "Got {N}"})
        claim = self._claim(self.order, 1)
        self.assertEqual(self.logs(claim, "customer").notification_id, own)
        own.active = False
        silent = self._claim(self.order, 1)
        self.assertFalse(self.logs(silent, "customer"))

    def test_a_channel_may_be_used_in_any_case(self):
        row = self.env.ref("dropship_aftersales.notification_claim_submit_customer")
        row.channel_ids.filtered(lambda line: line.channel == "sms").always = True
        claim = self._claim(self.order, 1)
        self.assertEqual(
            set(self.logs(claim, "customer").mapped("channel")), {"email", "sms"}
        )

    def test_words_that_cannot_be_filled_are_refused(self):
        row = self.env.ref("dropship_aftersales.notification_claim_received_customer")
        for vals, words in (
            ({"sentence": "By {Z}"}, "means nothing"),
            ({"sentence": "By {T}"}, "without values"),
            ({"plain_sentence": "By {T}"}, "may name"),
        ):
            with self.subTest(vals=vals), self.assertRefused(words, ValidationError):
                row.write(vals)

    def test_its_editor_sees_mail_and_sms(self):
        row = self.env.ref("dropship_aftersales.notification_claim_submit_customer")
        self.assertIn("CLM/2026/00042", row.preview)
        self.assertIn("http", row.sms_preview)
        self.assertEqual(row.sms_parts, 1)
        self.assertNotIn("{T}", row.preview + row.sms_preview)

    # ------------------------------------------------------------------ cost

    def test_telling_a_batch_costs_a_constant_number_of_queries(self):
        claims = self.env["aftersales.claim"].union(
            *(self._claim(self.order, 1, submit=False) for _count in range(20))
        )
        # Both batches go the same way; the first one fills the caches.
        (claims[:1])._notify("submit", rank=0)
        counts = []
        for batch in (claims[:5], claims):
            self.env.flush_all()
            self.env.invalidate_all()
            batch.mapped("state")
            before = self.env.cr.sql_log_count
            batch._notify("submit", before=dict.fromkeys(batch, "draft"), rank=0)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 20)

    # ------------------------------------------------------------------ tasks

    def test_the_responsible_gets_a_task_that_goes_when_it_is_done(self):
        claim = self._claim(self.order, 1, user_id=self.agent.id)
        self.send_messages()
        (task,) = claim.activity_ids
        self.assertEqual(task.user_id, self.agent)
        self._grant(claim)
        self.assertFalse(task.exists())

    def test_a_task_goes_to_the_next_responsible_with_its_claim(self):
        claim = self._claim(self.order, 1, user_id=self.agent.id)
        self.send_messages()
        claim.user_id = self.manager
        self.assertEqual(claim.activity_ids.user_id, self.manager)

    def test_a_task_is_no_mail(self):
        self._claim(self.order, 1, user_id=self.agent.id)
        with self.mock_mail_gateway():
            self.send_messages()
        self.assertFalse(
            self._new_mails.filtered(
                lambda mail: self.agent.partner_id in mail.recipient_ids
            )
        )

    def test_a_task_nobody_needs_any_more_is_not_given(self):
        claim = self._claim(self.order, 1)
        self._grant(claim)
        self.send_messages()
        self.assertFalse(claim.activity_ids)
        self.assertEqual(self.logs(claim, "agent").state, "skipped")

    def test_without_a_responsible_the_companys_or_a_manager_gets_it(self):
        claim = self._claim(self.order, 1, user_id=False)
        self.assertTrue(
            claim._responsible_user().has_group("dropship_aftersales.group_manager")
        )
        self.company.aftersales_user_id = self.agent
        self.assertEqual(claim._responsible_user(), self.agent)

    def test_a_difference_is_on_the_list_until_it_is_settled(self):
        claim = self._grant(self._claim(self._billed(), 2))
        self._acknowledge(claim, 2, damaged=1)
        self.send_messages()
        receipt = self.env.ref("dropship_aftersales.activity_receipt")
        self.assertEqual(claim.activity_ids.activity_type_id, receipt)
        claim.remedy_ids.action_settle_received()
        self.assertFalse(claim.activity_ids)
