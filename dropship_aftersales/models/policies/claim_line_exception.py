"""What the policy refuses is granted by managers alone, with a reason."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..empty_columns import add_empty_columns
from .claim_line_policy import FROZEN_FIELDS

MANAGERS = "dropship_aftersales.group_manager"
# What a person corrects of an item is judged anew, by the policies of the item.
CORRECTED = frozenset({"reason_id", "goods_status"})


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    exception_reason = fields.Text(
        readonly=True,
        copy=False,
        help="Why a manager granted what the policy does not; customers never read it.",
    )
    exception_user_id = fields.Many2one(
        "res.users", string="Exception by", readonly=True, copy=False
    )
    is_exception = fields.Boolean(
        string="Exception", compute="_compute_is_exception", store=True
    )

    def _auto_init(self):
        # There were no exceptions before: nothing to compute on a million lines.
        add_empty_columns(self, "is_exception")
        return super()._auto_init()

    @api.depends("exception_reason")
    def _compute_is_exception(self):
        for line in self:
            line.is_exception = bool(line.exception_reason)

    def write(self, vals):
        if not self.env.su and (
            vals.get("decision") == "granted" or vals.get("granted_quantity")
        ):
            self._check_policy_allows()
        result = super().write(vals)
        if vals.get("decision") in ("pending", "refused"):
            self.filtered("is_exception")._write_engine(
                {"exception_reason": False, "exception_user_id": False}
            )
        if not vals.keys() & FROZEN_FIELDS:
            self._judge_corrected(vals)
        return result

    def _judge_corrected(self, vals):
        """Somebody found out that the item is another case than it seemed."""
        frozen = self.filtered("policy_terms")
        if not frozen:
            return
        if vals.keys() & CORRECTED:
            frozen._freeze_policy(
                {
                    line: fields.Datetime.to_datetime(line.policy_terms["moment"])
                    for line in frozen
                }
            )
        elif vals.keys() & {"wish", "quantity"}:
            if "quantity" in vals:
                frozen._correct_amount()
            frozen._judge()

    def _correct_amount(self):
        """What the items are worth follows their number; what was promised stays."""
        rates = {}
        # Orders tell it; whoever corrects an item need not see them.
        for line_sudo in self.sudo():
            amount = line_sudo._policy_amount(rates)
            terms = {**line_sudo.policy_terms, "amount": amount}
            line_sudo._write_engine({"policy_terms": terms})

    def _check_policy_allows(self):
        """Refuse to grant what the policy refuses, unless a manager made an exception.

        :raise AccessError: naming the lines and who may do it
        """
        if refused := self.filtered(
            lambda line: line.policy_outcome == "refuse" and not line.is_exception
        ):
            raise AccessError(
                self.env._(
                    "The policy refuses %(lines)s. Ask an after-sales manager: he may "
                    "grant an exception with a reason.",
                    lines=", ".join(refused.mapped("display_name")),
                )
            )

    def _check_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGERS)):
            raise AccessError(
                self.env._(
                    "Exceptions are granted by after-sales managers. Ask one of them."
                )
            )

    def action_open_exception(self):
        """Write down why this item is granted against the policy."""
        self._check_manager()
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Grant an Exception"),
            "res_model": "aftersales.policy.exception",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def action_grant_exception(self, reason):
        """Grant these items in full although the policy does not.

        :param str reason: kept with the item, for us
        :raise AccessError: the user is no manager
        :raise UserError: there is no reason, the policy grants it anyway, or the claim
            is decided or offered
        """
        self._check_manager()
        self.check_access("write")
        reason = (reason or "").strip() if isinstance(reason, str) else ""
        if not reason:
            raise UserError(
                self.env._("Write down why this is an exception, for whoever asks.")
            )
        if granted := self.filtered(lambda line: line.policy_outcome == "grant"):
            raise UserError(
                self.env._(
                    "The policy grants %(lines)s. Grant it the usual way.",
                    lines=", ".join(granted.mapped("display_name")),
                )
            )
        if closed := self.filtered(lambda line: not line.may_decide):
            raise UserError(
                self.env._(
                    "%(claims)s is not being decided. Reopen or revise it first.",
                    claims=", ".join(closed.claim_id.mapped("name")),
                )
            )
        self._write_engine(
            {"exception_reason": reason, "exception_user_id": self.env.user.id}
        )
        for line in self:
            line.write({"decision": "granted", "granted_quantity": line.quantity})
            line.claim_id.message_post(
                body=self.env._(
                    "Exception for %(item)s: %(reason)s",
                    item=line.display_name,
                    reason=reason,
                ),
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
        return True
