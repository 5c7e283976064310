"""What is told to whom: one row per document, event and audience."""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

DOCUMENTS = {
    "claim": "aftersales.claim",
    "case": "aftersales.supplier.case",
}
# What is told beside the verbs of the documents; some are verbs told apart.
EVENTS = {
    "approve_return": _lt("Approve: the money waits for the goods"),
    "approve_ship": _lt("Approve: send back, the money does not wait"),
    "cancel_silent": _lt("Closed by silence"),
    "counter": _lt("Customer suggests something else"),
    "offer_ended": _lt("Offer ended"),
    "evidence_added": _lt("More evidence arrived"),
    "received": _lt("Goods received"),
    "receipt_differs": _lt("Receipt differs"),
    "refunded": _lt("Money sent"),
    "credited": _lt("Money credited"),
    "not_charged": _lt("Nothing is charged"),
    "ask_stop": _lt("Ask not to ship"),
    "parcel_sent": _lt("Goods on their way"),
    "remind": _lt("Reminder before a deadline"),
}
# N number, T deadline, A amount, S share of the supplier, M the next move, D what
# happens by itself at the deadline.
PLACEHOLDER = re.compile(r"\{(\w*)\}")
KNOWN = {"N", "T", "A", "S", "M", "D"}
CHANNEL_PREFIX = "aftersales.channel."


class AftersalesNotification(models.Model):
    """Says in which words, and by which channels, an audience hears of an event."""

    _name = "aftersales.notification"
    _description = "After-Sales Notification"
    _inherit = ["aftersales.numbers.mixin"]
    _order = "document desc, audience, sequence, id"

    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    document = fields.Selection(
        [("claim", "Claim"), ("case", "Supplier case")],
        string="About",
        required=True,
        default="claim",
    )
    event = fields.Selection("_selection_event", required=True)
    audience = fields.Selection(
        [
            ("customer", "Customer"),
            ("supplier", "Supplier"),
            ("agent", "Responsible agent"),
        ],
        required=True,
        default="customer",
    )
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: every company that has no words of its own for this event.",
    )
    subject = fields.Char(
        required=True,
        translate=True,
        help="{N} number, {T} deadline, {A} amount, {S} the supplier's share, {M} the "
        "next move, {D} what silence means.",
    )
    sentence = fields.Text(
        required=True,
        translate=True,
        help="Short: SMS carry it too. {N} number, {T} deadline, {A} amount, {S} the "
        "supplier's share, {M} the next move, {D} what silence means.",
    )
    plain_subject = fields.Char(
        string="Subject without Values",
        translate=True,
        help="Used when the deadline, amount or share that the subject names does not "
        "exist. It may name {N} only.",
    )
    plain_sentence = fields.Text(
        string="Sentence without Values",
        translate=True,
        help="Used when the deadline, amount or share that the sentence names does not "
        "exist. It may name {N} only.",
    )
    shows_next = fields.Boolean(
        string="Show What Is Next",
        default=True,
        help="Mails carry the box that says what is next, as the document's page.",
    )
    only_current = fields.Boolean(
        string="Only While It Is True",
        help="Not sent any more once the document has moved on, for example after "
        "the customer did what he was asked for.",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        help="The task the responsible agent gets.",
    )
    channel_ids = fields.One2many(
        "aftersales.notification.channel", "notification_id", copy=True
    )
    channel_summary = fields.Char(string="Channels", compute="_compute_channel_summary")

    _event_unique = models.UniqueIndex(
        "(document, event, audience, COALESCE(company_id, 0))",
        "These words exist already: change them instead.",
    )

    @api.model
    def _selection_event(self):
        labels = {
            verb: self.env._(route.label)
            for model in DOCUMENTS.values()
            for verb, route in self.env[model]._routes.items()
        }
        labels |= {event: self.env._(label) for event, label in EVENTS.items()}
        return list(labels.items())

    @api.depends("channel_ids.channel", "channel_ids.always")
    def _compute_channel_summary(self):
        for notification in self:
            notification.channel_summary = notification._channel_words()

    def _channel_words(self):
        labels = dict(
            self.channel_ids._fields["channel"]._description_selection(self.env)
        )
        names = [labels.get(line.channel, line.channel) for line in self._in_turn()]
        also = [
            labels.get(line.channel, line.channel)
            for line in self.channel_ids
            if line.always
        ]
        words = " → ".join(names)
        return " + ".join([*([words] if words else []), *also])

    @api.depends("event", "audience")
    def _compute_display_name(self):
        events = dict(self._selection_event())
        audiences = dict(self._fields["audience"]._description_selection(self.env))
        for notification in self:
            event = events.get(notification.event, "")
            audience = audiences.get(notification.audience, "")
            notification.display_name = f"{event} → {audience}"

    # ------------------------------------------------------------------ checks

    @api.constrains("subject", "sentence", "plain_subject", "plain_sentence")
    def _check_texts(self):
        for notification in self:
            for name in ("subject", "sentence"):
                notification._check_text(
                    notification[name], notification[f"plain_{name}"]
                )

    def _check_text(self, text, plain):
        named = set(PLACEHOLDER.findall(text or ""))
        if unknown := named - KNOWN:
            raise ValidationError(
                self.env._(
                    "{%(unknown)s} means nothing here. Use {N}, {T}, {A}, {S}, {M} "
                    "or {D}.",
                    unknown=sorted(unknown)[0],
                )
            )
        if set(PLACEHOLDER.findall(plain or "")) - {"N"}:
            raise ValidationError(
                self.env._("Words for when values are missing may name {N} only.")
            )
        if named - {"N"} and not plain:
            raise ValidationError(
                self.env._(
                    "Write the words without values too: there is not always a "
                    "deadline or an amount."
                )
            )

    @api.constrains("audience", "document", "activity_type_id", "channel_ids")
    def _check_audience(self):
        for notification in self:
            channels = set(notification.channel_ids.mapped("channel"))
            if notification.audience == "agent" and (
                channels - {"activity"} or not notification.activity_type_id
            ):
                raise ValidationError(
                    self.env._("Agents get an activity. Choose which.")
                )
            if notification.audience != "agent" and "activity" in channels:
                raise ValidationError(
                    self.env._("Activities are for agents. Choose another channel.")
                )
            if (notification.document, notification.audience) in (
                ("claim", "supplier"),
                ("case", "customer"),
            ):
                raise ValidationError(
                    self.env._(
                        "Customers hear of their claim, suppliers of their case."
                    )
                )

    # ------------------------------------------------------------------ choosing

    @api.model
    def _rows_for(self, document, events, companies):
        """``{(company, event): rows}`` that say what is told of ``events``.

        A company's own row replaces the general one, also when it is archived: then
        nothing is said there.
        """
        rows = self.with_context(active_test=False).search(
            [
                ("document", "=", document),
                ("event", "in", list(events)),
                ("company_id", "in", [False, *companies.ids]),
            ]
        )
        chosen = {}
        for company in companies:
            own = rows.filtered(lambda row, company=company: row.company_id == company)
            replaced = {(row.event, row.audience) for row in own}
            general = rows.filtered(
                lambda row, replaced=replaced: (
                    not row.company_id and (row.event, row.audience) not in replaced
                )
            )
            for event in events:
                chosen[company, event] = (own | general).filtered(
                    lambda row, event=event: row.active and row.event == event
                )
        return chosen

    def _in_turn(self):
        """The channels of which the first that reaches somebody is enough."""
        return self.channel_ids.filtered(lambda line: not line.always)

    def _first_channels(self):
        """The channels every message starts with."""
        lines = self._in_turn()[:1] | self.channel_ids.filtered("always")
        return lines.mapped("channel")

    def _channel_after(self, channel):
        """The channel tried when ``channel`` did not reach somebody, or None."""
        names = self._in_turn().mapped("channel")
        if channel in names:
            return next(iter(names[names.index(channel) + 1 :]), None)
        return None


class AftersalesNotificationChannel(models.Model):
    """One channel of a notification, and its turn."""

    _name = "aftersales.notification.channel"
    _description = "Channel of a Notification"
    _inherit = ["aftersales.numbers.mixin"]
    _order = "notification_id, sequence, id"

    notification_id = fields.Many2one(
        "aftersales.notification", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    channel = fields.Selection("_selection_channel", required=True)
    always = fields.Boolean(
        help="Sent in any case. Otherwise the first channel that reaches the reader "
        "is enough, and the next ones are tried only when it does not."
    )

    _channel_unique = models.Constraint(
        "UNIQUE(notification_id, channel)", "Name each channel once."
    )

    @api.model
    def _selection_channel(self):
        """Every channel in the registry; adding a file adds a channel."""
        # Names of models are translated; reading them is everybody's.
        models_sudo = self.env["ir.model"].sudo()
        return [
            (name.removeprefix(CHANNEL_PREFIX), models_sudo._get(name).name)
            for name in sorted(
                self.env.registry.descendants(["aftersales.channel"], "_inherit")
            )
            if name != "aftersales.channel"
        ]
