from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase
from .messages import MessagesMixin


@tagged("post_install", "-at_install")
class TestOutbox(MessagesMixin, AftersalesCase):
    """From the row to the mail server, and back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._delivered((cls.lamp, 20))

    def _submitted(self):
        """A submitted claim and the row for its customer."""
        claim = self._claim(self.order, 1)
        return claim, self.logs(claim, "customer")

    def _delivered_all(self):
        """Every row is handed over, every mail has left, and the rows know it."""
        for _turn in range(3):
            self.send_messages()
        self.send_mails()
        self.send_messages()

    # ------------------------------------------------------------------ delivery

    def test_a_mail_says_what_the_page_says_and_leads_there(self):
        claim = self._grant(self._claim(self.order, 2))
        self.send_messages()
        log = self.logs(claim, "customer")[-1]
        move = claim._next_move("customer")
        mail = self.mail_of(log)
        self.assertIn("please send it back", mail.subject)
        for words in (
            claim.access_token,
            move["headline"],
            claim.currency_id.format(claim.remedy_ids.amount),
            self.company.name,
        ):
            self.assertIn(words, mail.body_html)
        self.assertEqual(mail.body_html.count("<a "), 1)
        self.assertNotIn(self.supplier.name, mail.body_html)
        self.assertEqual(mail.message_type, "notification")
        self.send_mails()
        self.assertEqual(
            self._mails[0]["email_to"][0], '"Cara Customer" <cara@example.com>'
        )
        self.assertFalse(claim._has_reached("customer"))
        self.send_messages()
        self.assertEqual(log.state, "sent")
        self.assertTrue(log.sent_date)
        self.assertEqual(claim._has_reached("customer"), claim)
        self.assertEqual(claim.case_ids._has_reached("supplier"), claim.case_ids)
        self.assertIn(move["headline"], log.body)

    def test_a_supplier_reads_neither_customer_nor_sale_price(self):
        claim = self._grant(self._claim(self.order, 2))
        self.send_messages()
        log = self.logs(claim.case_ids, "supplier")
        mail = self.mail_of(log)
        self.assertIn(claim.case_ids.access_token, mail.body_html)
        sale = claim.currency_id.format(claim.remedy_ids.amount)
        for secret in (claim.access_token, self.customer.name, sale):
            self.assertNotIn(secret, mail.body_html)
        self.assertEqual(mail.recipient_ids, self.supplier)

    def test_notices_stay_out_of_the_conversation(self):
        claim, log = self._submitted()
        self.send_messages()
        self.assertNotIn(log.mail_message_id, claim.website_message_ids)
        self.assertFalse(log.mail_message_id.subtype_id)

    def test_a_deadline_that_does_not_exist_is_not_named(self):
        # Shops that promise no time.
        self.env["aftersales.sla"].search([]).active = False
        claim, log = self._submitted()
        self._delivered_all()
        self.assertFalse(claim.deadline)
        self.assertIn("answer you soon", log.sentence)
        claim._write_engine({"deadline": fields.Datetime.now() + timedelta(days=2)})
        log.action_send_again()
        self.send_messages()
        self.assertIn("answer by", log.sentence)
        self.assertNotIn("False", log.body)

    def test_a_deadline_is_told_in_the_readers_time(self):
        claim, log = self._submitted()
        claim._write_engine(
            {"deadline": fields.Datetime.to_datetime("2027-01-15 23:30:00")}
        )
        self.customer.tz = "Asia/Shanghai"
        self._delivered_all()
        self.assertIn("16", log.sentence)
        self.assertIn("7:30", log.sentence)
        self.assertNotIn("CST", log.sentence)
        self.customer.tz = False
        self.company.partner_id.tz = "Europe/Berlin"
        log.action_send_again()
        self.send_messages()
        # Not known to be his own zone: it is named.
        self.assertIn("CET", log.sentence)

    def test_everybody_reads_his_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        row = self.env.ref("dropship_aftersales.notification_claim_submit_customer")
        row.update_field_translations("subject", {"zh_CN": "已收到售后申请 {N}"})
        row.update_field_translations(
            "plain_sentence", {"zh_CN": "我们会尽快答复，您暂时无需操作。"}
        )
        self.customer.lang = "zh_CN"
        claim, log = self._submitted()
        self.send_messages()
        self.assertEqual(log.subject, f"已收到售后申请 {claim.name}")
        self.assertIn("暂时无需操作", log.body)
        (task,) = claim.activity_ids
        self.assertEqual(task.summary, f"New request {claim.name}")

    def test_what_is_not_asked_any_more_is_not_sent(self):
        claim, _log = self._submitted()
        claim.action_ask_evidence()
        claim.action_give_evidence()
        self.send_messages()
        asked = self.logs(claim, "customer")[-1]
        self.assertEqual((asked.event, asked.state), ("ask_evidence", "skipped"))
        self.assertIn("not true any more", asked.reason)
        self.assertFalse(claim.has_undelivered)

    # ------------------------------------------------------------------ addresses

    def test_without_an_address_the_next_channel_is_tried(self):
        self.customer.write(
            {
                "email": False,
                "phone": "202-555-0123",
                "country_id": self.env.ref("base.us").id,
            }
        )
        claim, log = self._submitted()
        self.send_messages()
        self.send_messages()
        self.assertEqual((log.state, log.reason), ("skipped", "no e-mail address"))
        text = self.logs(claim, "customer") - log
        self.assertEqual((text.channel, text.address), ("sms", "+12025550123"))
        sms = self.env["sms.sms"].search(
            [("mail_message_id", "=", text.mail_message_id.id)]
        )
        self.assertEqual(sms.state, "outgoing")
        self.assertIn(sms.number, "+12025550123")
        self.assertIn(claim.get_base_url(), sms.body)
        sms.sms_tracker_id._action_update_from_sms_state("pending")
        self.send_messages()
        self.assertEqual(text.state, "sent")
        self.assertFalse(claim.has_undelivered)

    def test_nobody_without_an_address_blocks_anything(self):
        (self.customer | self.supplier).write({"email": False, "phone": "12"})
        claim, _log = self._submitted()
        self._grant(claim)
        for _turn in range(3):
            self.send_messages()
        self.assertEqual(claim.state, "approved")
        reasons = {
            (log.channel, log.state, log.reason) for log in self.logs(claim, "customer")
        }
        self.assertEqual(
            reasons,
            {
                ("email", "skipped", "no e-mail address"),
                ("sms", "skipped", "the phone number is not valid"),
                ("inapp", "skipped", "no account on this site"),
            },
        )
        self.assertTrue(claim.has_undelivered)
        self.assertIn(self.customer.name, claim.undelivered_words)
        self.assertIn(
            claim,
            self.env["aftersales.claim"].search([("has_undelivered", "=", True)]),
        )
        tasks = claim.activity_ids.filtered(
            lambda task: (
                task.activity_type_id
                == self.env.ref("dropship_aftersales.activity_message")
            )
        )
        # One task, however many messages.
        self.assertEqual(len(tasks), 1)
        self._fix(claim, "cara@example.com")
        self._fix(claim, "sam@example.com")
        self._delivered_all()
        self.assertEqual(self.supplier.email, "sam@example.com")
        self.assertFalse(claim.has_undelivered)
        self.assertFalse(tasks.exists())

    def test_who_has_an_account_finds_it_in_the_app(self):
        self.customer.write({"email": False})
        user = new_test_user(
            self.env,
            "cara_app",
            groups="base.group_portal",
            partner_id=self.customer.id,
        )
        self.customer.write({"email": False, "phone": False})
        claim, _log = self._submitted()
        for _turn in range(3):
            self.send_messages()
        log = self.logs(claim, "customer")[-1]
        self.assertEqual((log.channel, log.state), ("inapp", "sent"))
        self.assertEqual(
            log.mail_message_id.notification_ids.res_partner_id, user.partner_id
        )
        self.assertIn(
            log.mail_message_id,
            self.env["mail.message"]
            .with_user(user)
            .search([("notified_partner_ids", "in", self.customer.ids)]),
        )

    def _fix(self, claim, email):
        """The agent, who has no rights on contacts, enters the address."""
        claim.invalidate_recordset(["has_undelivered"])
        action = claim.with_user(self.agent).action_fix_undelivered()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.agent)
            .with_context(**action["context"])
            .create({"email": email})
        )
        wizard.action_save()

    def test_an_account_is_not_taken_over_by_its_address(self):
        new_test_user(
            self.env, "cara", groups="base.group_portal", partner_id=self.customer.id
        )
        claim, log = self._submitted()
        log._skip("no_email")
        log.needs_attention = True
        with self.assertRefused("account"):
            self._fix(claim, "agent@example.com")

    # ------------------------------------------------------------------ rights

    def test_the_outbox_is_for_agents_and_written_by_the_system(self):
        _claim, log = self._submitted()
        visitor = new_test_user(
            self.env, "cara", groups="base.group_portal", partner_id=self.customer.id
        )
        for user in (visitor, new_test_user(self.env, "clerk", "base.group_user")):
            with self.assertRaises(AccessError):
                log.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                log.with_user(user).action_send_again()
        with self.assertRaises(AccessError):
            log.with_user(self.manager).write({"state": "sent"})
        self.assertEqual(log.with_user(self.agent).state, "queued")

    def test_another_companys_messages_are_not_shown(self):
        _claim, log = self._submitted()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger_agent",
            groups="dropship_aftersales.group_agent",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        with self.assertRaises(AccessError):
            log.with_user(stranger).read(["state"])

    # ------------------------------------------------------------------ purge

    def test_half_a_year_later_it_is_forgotten(self):
        _claim, log = self._submitted()
        self.send_messages()
        log._mark_sent()
        waiting = self.logs(self._claim(self.order, 1), "customer")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE aftersales_notification_log SET create_date = %s WHERE id IN %s",
            [fields.Datetime.now() - timedelta(days=181), (log.id, waiting.id)],
        )
        self.env.invalidate_all()
        self.env["aftersales.notification.log"]._gc_old()
        self.assertFalse(log.exists())
        self.assertTrue(waiting.exists())
