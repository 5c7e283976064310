"""What was decided and given, in words for the customer."""

from odoo import models

from ..claims.claim import UNDECIDED


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _decision_words(self):
        """What was decided about this item; empty while nothing is."""
        self.ensure_one()
        if self.claim_state in ("draft", "cancelled", *UNDECIDED):
            return ""
        if self.uom_id.compare(self.granted_quantity, 0.0) <= 0:
            return self.env._("Not granted")
        if self.uom_id.compare(self.granted_quantity, self.quantity) < 0:
            # Customers read their claims, and no units.
            unit_sudo = self.sudo().uom_id
            return self.env._(
                "%(granted)s of %(claimed)s granted",
                granted=unit_sudo._aftersales_count(self.granted_quantity),
                claimed=unit_sudo._aftersales_count(self.quantity),
            )
        return self.env._("Granted")

    def _is_partly_refused(self):
        """Whether units of it were refused, and that is decided."""
        self.ensure_one()
        return bool(self._decision_words()) and bool(self._refused_lines())

    def _refusal_words(self):
        """Why units of it were refused; empty when no reason was written."""
        # Customers cannot read the field, its text is for them.
        line_sudo = self.sudo()
        return (
            line_sudo.refusal_reason
            or line_sudo.claim_id.rejection_reason
            or line_sudo._policy_refusal_words()
        )

    def _wish_words(self):
        return dict(self._fields["wish"]._description_selection(self.env))[self.wish]

    def _goods_status_words(self):
        statuses = self._fields["goods_status"]._description_selection(self.env)
        return dict(statuses)[self.goods_status]


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _item_words(self):
        """How many of what, without our own product code."""
        self.ensure_one()
        product = self.line_id.product_id.with_context(display_default_code=False)
        # Customers read their claims, and no units.
        unit_sudo = self.sudo().uom_id
        return unit_sudo._aftersales_item_words(self.quantity, product.display_name)

    def _given_words(self):
        """What this remedy is, for its customer."""
        self.ensure_one()
        if self.return_to != "none":
            return self.env._("Return and refund")
        if self.line_id.goods_status == "not_received":
            return self.env._("Refund")
        return self.env._("Refund, keep it")

    def _progress_words(self):
        """How far this remedy is, for its customer."""
        self.ensure_one()
        return {
            "proposed": self.env._("Planned"),
            "running": self.env._("In progress"),
            "done": self.env._("Done"),
            "cancelled": self.env._("Cancelled"),
        }[self.state]


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _sent_amount(self):
        """What was refunded so far, tax included: paid out, or taken off what the
        customer still owed."""
        self.ensure_one()
        sent = self._posted_refunds().filtered(
            lambda move: move._aftersales_is_settled()
        )
        return sum(
            move._aftersales_amount_in(move.amount_total, self.currency_id)
            for move in sent
        )

    def _posted_refunds(self):
        """The final documents of this claim's refunds."""
        # Of the customer's own money; empty for an empty claim.
        return self.sudo().refund_ids.filtered(lambda move: move.state == "posted")
