from odoo import api, fields, models
from odoo.exceptions import UserError

from ..claims.claim_advance import STUCK
from ..workflow.workflow_mixin import AGENT, CUSTOMER, MANAGER, SYSTEM

MODULE = "dropship_aftersales"
REVIEW = f"{MODULE}.activity_review"
RECEIPT = f"{MODULE}.activity_receipt"
MESSAGE = f"{MODULE}.activity_message"
DEADLINE = f"{MODULE}.activity_deadline"


class AftersalesClaim(models.Model):
    """Whom a claim tells what, and what it asks of its responsible."""

    _inherit = "aftersales.claim"
    _notified_as = "claim"
    _activity_types = (REVIEW, RECEIPT, MESSAGE, STUCK, DEADLINE)

    notification_log_ids = fields.One2many(
        "aftersales.notification.log",
        "claim_id",
        string="Messages Sent",
        readonly=True,
        groups="base.group_user",
    )
    has_undelivered = fields.Boolean(
        string="Message Failed",
        compute="_compute_undelivered",
        search="_search_has_undelivered",
        groups="base.group_user",
        help="Somebody could not be told what he has to know.",
    )
    undelivered_words = fields.Char(
        compute="_compute_undelivered", groups="base.group_user"
    )

    # ------------------------------------------------------------------ events

    def _event_of(self, event, actor, came_from):
        self.ensure_one()
        if event in ("approve", "accept"):
            return self._grant_event()
        if event == "cancel":
            return self._cancel_event(actor, came_from)
        if event == "answer" and "disputed" in self.sudo().case_ids.mapped("state"):
            # The case asks for a ruling itself.
            return None
        if event == "give_evidence" and actor in (AGENT, MANAGER):
            # Who entered it knows.
            return None
        return event

    def _grant_event(self):
        """How approval is told: what the customer has to do, and when money comes."""
        claim_sudo = self.sudo()
        unsent = claim_sudo._open_returns().filtered(
            lambda picking: not picking.aftersales_shipped_date
        )
        if not unsent:
            return "approve"
        waits = any(
            remedy.trigger in ("receipt", "inspection") and remedy.state == "running"
            for remedy in claim_sudo.remedy_ids
        )
        return "approve_return" if waits else "approve_ship"

    def _cancel_event(self, actor, came_from):
        if came_from == "draft" or actor == CUSTOMER:
            return None
        return "cancel_silent" if actor == SYSTEM else "cancel"

    def _prepare_log_vals(self, audience):
        return {**super()._prepare_log_vals(audience), "claim_id": self.id}

    def _spoken_values(self, log):
        amount = log.amount or self._given_amount()
        currency = self.currency_id.with_env(log.env)
        return {
            "N": self.name,
            "A": currency.format(amount) if not currency.is_zero(amount) else "",
        }

    def _has_reached(self, audience):
        logs_sudo = self.env["aftersales.notification.log"].sudo()
        return (
            logs_sudo.search(
                [
                    ("claim_id", "in", self.ids),
                    ("case_id", "=", False),
                    ("audience", "=", audience),
                    ("state", "=", "sent"),
                ]
            ).claim_id
            & self
        )

    # ------------------------------------------------------------------ tasks

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals:
            self._hand_activities_on()
            # The dispute is the claim's responsible's too.
            self.sudo().case_ids._hand_activities_on()
        return result

    def _asks(self, activity_type):
        self.ensure_one()
        claim_sudo = self.sudo()
        if activity_type.id == self._type_id(REVIEW):
            return claim_sudo.state == "review"
        if activity_type.id == self._type_id(RECEIPT):
            return claim_sudo.state == "approved" and claim_sudo._stage() in (
                "inspect",
                "travel",
                "ship",
            )
        if activity_type.id == self._type_id(MESSAGE):
            return bool(claim_sudo.has_undelivered)
        # What kept it from going on is of no account once it is withdrawn.
        return claim_sudo.state != "cancelled"

    def _report_undelivered(self, log):
        """Have a person tell him who was not reached."""
        self.ensure_one()
        user = self._responsible_user()
        activity_type = self.env.ref(MESSAGE, raise_if_not_found=False)
        if not user or not activity_type or log.audience == "agent":
            return
        claim = self.with_context(lang=user.lang or self.env.lang)
        self._ask_responsible(
            activity_type,
            user,
            activity_type.with_context(lang=user.lang).name,
            self._note_for(claim.undelivered_words or ""),
        )

    # ------------------------------------------------------------------ not reached

    @api.depends("notification_log_ids.needs_attention")
    def _compute_undelivered(self):
        groups = self.env["aftersales.notification.log"]._read_group(
            [("claim_id", "in", self.ids), ("needs_attention", "=", True)],
            ["claim_id"],
        )
        # What others were told is not read for them: lists show many claims.
        missed = self.browse(claim.id for (claim,) in groups)
        for claim in self:
            logs = (claim._origin & missed)._undelivered_logs()
            claim.has_undelivered = bool(logs)
            claim.undelivered_words = claim._undelivered_words(logs[:1])

    def _undelivered_words(self, log):
        if not log:
            return False
        # The channels tried in turn, the one that is meant first in front.
        tried = log.claim_id.notification_log_ids.filtered(
            lambda other: (
                (other.event_key, other.audience) == (log.event_key, log.audience)
            )
        )
        return self.env._(
            "Not told: %(partner)s (%(subject)s): %(reason)s.",
            partner=log.partner_id.display_name or "",
            subject=log.display_name,
            reason=tried.sorted("id")[:1].reason,
        )

    def _search_has_undelivered(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = [("notification_log_ids.needs_attention", "=", True)]
        if set(value) == {True}:
            return domain
        return ["!", *domain] if set(value) == {False} else []

    def action_fix_undelivered(self):
        """Open the address of who was not reached.

        :raise UserError: everybody was reached meanwhile
        """
        self.ensure_one()
        missed = self._undelivered_logs()
        if not missed:
            raise UserError(
                self.env._("Everybody was told meanwhile. Reload the page.")
            )
        return missed[0].action_fix_address()

    def action_send_undelivered(self):
        """Send again what did not reach its reader."""
        return self._undelivered_logs().action_send_again()

    def _undelivered_to(self, partner):
        return self._undelivered_logs().filtered(lambda log: log.partner_id == partner)

    def _undelivered_logs(self):
        return self.notification_log_ids.filtered("needs_attention")
