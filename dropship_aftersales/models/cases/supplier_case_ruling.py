"""How a dispute ends: we agree with the supplier, or we rule."""

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..workflow.numbers import is_number
from ..workflow.workflow_mixin import SYSTEM


class AftersalesSupplierCase(models.Model):
    """What is decided executes like an agreement: shares are set, costs move, and the
    vendor refunds follow. The customer keeps what he was given."""

    _inherit = "aftersales.supplier.case"

    # ------------------------------------------------------------------ agreeing

    def action_agree(self):
        """Take the supplier's own opinion of his share; it executes like a ruling.

        :raise UserError: the supplier proposed no share
        """
        return self._act("agree")

    def _check_agree(self, actor):
        if silent := self.filtered(
            lambda case: case.answer not in ("partly", "dispute")
        ):
            raise UserError(
                self.env._(
                    "%(cases)s: the supplier proposes no share. Rule, or offer the "
                    "customer what the supplier proposes.",
                    cases=", ".join(silent.mapped("name")),
                )
            )

    def _after_agree(self, actor):
        for case in self:
            for line, percent in case._proposed_shares().items():
                line._set_share(percent)
        self._after_accept(actor)

    # ------------------------------------------------------------------ ruling

    def _rule_on(self, shares, reason, seen=None):
        """Rule that the supplier bears ``shares``, for ``reason``, as the user.

        :param dict shares: ``{case line: percent}``
        :param seen: the answer that is ruled on, see :meth:`_check_seen`
        :raise AccessError: it is above the user's limit, or a line is another case's
        :raise UserError: a share is no percent, there is nothing to rule on, or the
            answer was changed meanwhile
        """
        self.ensure_one()
        self.check_access("write")
        if any(line.case_id != self for line in shares):
            raise AccessError(self.env._("An item belongs to another case."))
        if any(not is_number(percent, 0, 100) for percent in shares.values()):
            raise UserError(self.env._("A share is a number from 0 to 100."))
        # Before anything is changed: the amount that was asked for is the limit's.
        actor = self._derive_actor()
        if actor != SYSTEM:
            self._check_route_actor("rule", self._routes["rule"], actor)
        case_sudo = self._as_system()
        case_sudo._lock_rows()
        if case_sudo.state != "disputed":
            raise UserError(case_sudo._move_refused("rule"))
        case_sudo._check_seen(seen)
        case_sudo._check_rule(actor)
        for line, percent in shares.items():
            line.with_env(case_sudo.env)._set_share(percent)
        case_sudo.write({"ruling_reason": reason})
        case_sudo._share_as_ruled()
        case_sudo._update_costs()
        case_sudo._follow("rule", actor, author=self.env.user.partner_id)
        return True

    def _share_as_ruled(self):
        """Let our own opinion of an item follow the ruling, where one supplier alone
        answers for it; the others bear the rest as they did."""
        for line in self._shared_lines():
            claim_line = line.claim_line_id
            asked = claim_line.case_line_ids.filtered(
                lambda other: other.case_state not in ("cancelled", "written_off")
            )
            percent = int(line.percent)
            if (
                asked != line
                or percent != line.percent
                or line._is_owed_whatever_the_fault()
                or percent == claim_line.supplier_percent
            ):
                continue
            claim_line._rule_share(percent, self.ruling_reason)

    def _ruling_words(self, shares):
        """What a ruling on ``shares`` changes, in sentences for the agent."""
        self.ensure_one()
        money = self.currency_id.format
        amount = self._amount_at(shares)
        difference = self.currency_id.round(amount - self.received_amount)
        words = []
        if self.currency_id.is_zero(amount):
            words.append(self.env._("The supplier credits nothing."))
        else:
            words.append(self.env._("The supplier credits %s.", money(amount)))
        if self.received_amount and self.currency_id.compare_amounts(difference, 0) > 0:
            words.append(
                self.env._("He credited a part already; %s more.", money(difference))
            )
        elif self.currency_id.compare_amounts(difference, 0) < 0:
            words.append(
                self.env._(
                    "He credited more than that: he gets %s back.", money(-difference)
                )
            )
        if self.line_ids.remedy_id.filtered(
            lambda remedy: remedy.state in ("running", "done")
        ):
            words.append(
                self.env._(
                    "The customer keeps what he was given; nothing is charged to him. "
                    "What nobody else bears is ours."
                )
            )
        else:
            words.append(
                self.env._(
                    "Nothing is given to the customer yet: it counts once he is "
                    "granted something."
                )
            )
        return words


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _is_owed_whatever_the_fault(self):
        """The share follows from the supplier's terms, not from the responsibility."""
        self.ensure_one()
        return self.is_stop or self.awaits_goods
