"""The outbox: what is to be told, and what became of it."""

from datetime import timedelta
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..claims.claim_child import responsible

KEEP_DAYS = 180
PURGE_BATCH = 10_000
SENDER = "dropship_aftersales.ir_cron_notify"


class AftersalesNotificationLog(models.Model):
    """One message to one reader by one channel, from the event to its delivery.

    Written in the transaction of the event; words and addresses are found when it is
    sent, by a cron of its own.
    """

    _name = "aftersales.notification.log"
    _description = "After-Sales Message"
    _order = "id desc"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, readonly=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = responsible("claim_id.user_id")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    notification_id = fields.Many2one(
        "aftersales.notification", readonly=True, ondelete="set null"
    )
    event = fields.Selection(
        lambda self: self.env["aftersales.notification"]._selection_event(),
        required=True,
        readonly=True,
    )
    event_key = fields.Char(
        required=True,
        readonly=True,
        help="This one occurrence of the event on this document.",
    )
    rank = fields.Integer(
        readonly=True,
        help="What followed from a verb in the same transaction is told after it.",
    )
    document_state = fields.Char(
        readonly=True, help="Where the event left the document."
    )
    amount = fields.Monetary(
        readonly=True, help="What the event is about; else what the document says."
    )
    audience = fields.Selection(
        [("customer", "Customer"), ("supplier", "Supplier"), ("agent", "Agent")],
        required=True,
        readonly=True,
    )
    channel = fields.Selection(
        lambda self: self.env["aftersales.notification.channel"]._selection_channel(),
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", string="To", readonly=True)
    address = fields.Char(readonly=True)
    state = fields.Selection(
        [
            ("queued", "In queue"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("skipped", "Skipped"),
        ],
        required=True,
        default="queued",
        readonly=True,
    )
    reason_code = fields.Char(readonly=True)
    error = fields.Char(readonly=True, help="What the mail or SMS server said.")
    reason = fields.Char(compute="_compute_reason")
    needs_attention = fields.Boolean(
        readonly=True, help="Nobody was reached by any channel, and nothing since."
    )
    tries = fields.Integer(readonly=True)
    next_try = fields.Datetime(readonly=True)
    round = fields.Integer(
        default=1, readonly=True, help="Raised when somebody sends it again."
    )
    handed_date = fields.Datetime(
        string="Handed Over On",
        readonly=True,
        help="Since then Odoo's mail or SMS queue has it.",
    )
    sent_date = fields.Datetime(readonly=True)
    subject = fields.Char(readonly=True)
    sentence = fields.Text(readonly=True)
    body = fields.Html(readonly=True, sanitize=False)
    mail_message_id = fields.Many2one(
        "mail.message", readonly=True, index="btree_not_null", ondelete="set null"
    )
    mail_notification_id = fields.Many2one(
        "mail.notification", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _occurrence_unique = models.UniqueIndex(
        "(event_key, audience, channel)", "This was told already."
    )
    _claim_index = models.Index("(claim_id, id)")
    _due_index = models.Index("(create_date, rank, id) WHERE state = 'queued'")
    _attention_index = models.Index("(claim_id) WHERE needs_attention")
    _left_index = models.Index(
        "(sent_date) WHERE state = 'sent' AND mail_notification_id IS NOT NULL"
    )

    # ------------------------------------------------------------------ computed

    @api.depends("claim_id", "case_id")
    def _compute_currency_id(self):
        for log in self:
            log.currency_id = log._document().currency_id

    @api.depends("reason_code", "error", "channel")
    def _compute_reason(self):
        for log in self:
            words = log._reason_words().get(log.reason_code, "")
            log.reason = " ".join(filter(None, [words, log.error]))

    def _reason_words(self):
        return {
            "outdated": self.env._("it was not true any more"),
            "cancelled": self.env._("taken out of the queue"),
            "failed": self.env._("not delivered"),
            "neutralized": self.env._("this database is a copy for tests"),
            **self._channel()._reasons(),
        }

    @api.depends("event", "audience")
    def _compute_display_name(self):
        events = dict(self._fields["event"]._description_selection(self.env))
        for log in self:
            log.display_name = log.subject or events.get(log.event, "")

    # ------------------------------------------------------------------ writing

    @api.model
    def _queue(self, heard, amounts=None, rank=0):
        """Note what is to be told; a constant number of queries for any batch.

        :param dict heard: ``{event: documents}`` of one model
        :param dict amounts: ``{document: amount}``, document's currency
        """
        documents = next(iter(heard.values())).union(*heard.values())
        companies = documents.company_id
        rows = self.env["aftersales.notification"]._rows_for(
            documents._notified_as, heard, companies
        )
        # The engine takes every verb once; each call is an occurrence of its own.
        occurrence = uuid4().hex
        vals_list = [
            {
                **document._prepare_log_vals(row.audience),
                "notification_id": row.id,
                "event": event,
                "event_key": f"{document._notified_as},{document.id}:{occurrence}",
                "rank": rank,
                "amount": (amounts or {}).get(document, 0.0),
                "audience": row.audience,
                "channel": channel,
            }
            for event, told in heard.items()
            for document in told
            for row in rows[document.company_id, event]
            for channel in row._first_channels()
        ]
        if vals_list:
            self.create(vals_list)
            self._wake_sender()

    @api.model
    def _wake_sender(self, at=None):
        # Missing while the addon is installed or removed: the rows wait.
        cron = self.env.ref(SENDER, raise_if_not_found=False)
        if cron:
            # Anyone's click may ask the sender to look.
            cron.sudo()._trigger(at)

    def _document(self):
        """The claim or case this is about, as the system sees it, in its company."""
        self.ensure_one()
        document = self.case_id or self.claim_id
        return document.with_company(self.company_id)

    def _channel(self):
        self.ensure_one()
        return self.env[f"aftersales.channel.{self.channel}"]

    # ------------------------------------------------------------------ people

    def action_send_again(self):
        """Send it once more, to the address the reader has now.

        What did not reach him starts again with the first channel.

        :raise AccessError: the claim is not the user's to work on
        """
        if not self.env.user.has_group("dropship_aftersales.group_agent_own"):
            raise AccessError(self.env._("Only an after-sales agent may do this."))
        self.claim_id.check_access("write")
        # The outbox is written by the system only.
        for log_sudo in self.sudo().filtered(lambda log: log.state != "queued"):
            log_sudo._start_again()
        self._wake_sender()
        return True

    def _start_again(self):
        siblings = self._siblings()
        siblings.needs_attention = False
        channels = self.notification_id._in_turn().mapped("channel")
        if self.state != "sent" and self.channel in channels:
            first = siblings.filtered(lambda log: log.channel == channels[0]) or self
        else:
            first = self
        first.write(
            {**self._prepare_fresh_vals(), "round": max(siblings.mapped("round")) + 1}
        )

    def _siblings(self):
        """The rows that tell the same reader of the same occurrence, this one too."""
        self.ensure_one()
        return self.search(
            [("event_key", "=", self.event_key), ("audience", "=", self.audience)]
        )

    def _prepare_fresh_vals(self):
        return {
            "state": "queued",
            "reason_code": False,
            "error": False,
            "needs_attention": False,
            "tries": 0,
            "next_try": False,
            "handed_date": False,
            "sent_date": False,
            # The first message stays in the history; a new one is written.
            "mail_message_id": False,
            "mail_notification_id": False,
        }

    def action_fix_address(self):
        """Ask for the reader's address, and send again what he missed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Fix the address"),
            "res_model": "aftersales.fix.address",
            "view_mode": "form",
            "target": "new",
            "context": {"default_log_id": self.id},
        }

    # ------------------------------------------------------------------ purge

    @api.autovacuum
    def _gc_old(self):
        """Forget what was told half a year ago."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = self.search(
            [("create_date", "<", limit), ("state", "!=", "queued")],
            limit=PURGE_BATCH,
            order="id",
        )
        old.unlink()
        return len(old), len(old) == PURGE_BATCH
