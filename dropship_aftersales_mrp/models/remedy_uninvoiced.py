"""Money for parts of kits that were not invoiced yet, or never are.

A part is no unit that could be left out of an invoice: the kit is invoiced as it was
sold, and then its part is credited.
"""

from odoo import fields, models

from odoo.addons.dropship_aftersales.models.claims.claim import UNDECIDED


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    is_left_uncredited = fields.Boolean(
        string="No Invoice Comes",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="An agent said that no invoice comes that this part could be credited on.",
    )

    def _waits_for_invoice(self):
        """Whether the money for a part waits until its kit is invoiced."""
        self.ensure_one()
        return (
            self.line_id._is_part()
            and not self.is_left_uncredited
            and self.uom_id.compare(self.settled_qty, self._credited_quantity()) > 0
            and not self.sale_line_id._aftersales_is_invoiced()
        )

    def _waits_for_missing_invoice(self):
        if not self.line_id._is_part():
            return super()._waits_for_missing_invoice()
        return self.state == "running" and self._waits_for_invoice()

    def action_settle_without_invoice(self):
        parts = self.filtered(lambda remedy: remedy.line_id._is_part())
        if units := self - parts:
            super(AftersalesRemedy, units).action_settle_without_invoice()
        if not parts:
            return True
        parts.claim_id._check_agent()
        # The engine's figures; who may decide was checked above.
        parts_sudo = parts.sudo()
        parts_sudo._check_settle_without_invoice()
        parts_sudo._lock_rows()
        parts_sudo._write_engine({"is_left_uncredited": True})
        parts_sudo.claim_id._advance()
        return True


class RefundStrategy(models.AbstractModel):
    _inherit = "aftersales.remedy.refund"

    def _to_credit_quantity(self, remedy):
        if remedy.is_left_uncredited:
            return 0.0
        return super()._to_credit_quantity(remedy)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_is_invoiced(self):
        """Whether an invoice of it exists, be it a draft."""
        self.ensure_one()
        return any(
            line.move_type == "out_invoice" and line.parent_state != "cancel"
            for line in self.invoice_lines
        )


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _compute_uninvoiced_note(self):
        super()._compute_uninvoiced_note()
        for claim in self:
            # Agents need no rights on orders and invoices to be told.
            parts_sudo = claim.sudo().line_ids.filtered("component_id")
            if claim.state not in (*UNDECIDED, "approved"):
                continue
            missing_sudo = parts_sudo.filtered(
                lambda line: not line.sale_line_id._aftersales_is_invoiced()
            )
            if missing_sudo:
                note = self.env._(
                    "No invoice yet: %(kits)s. Parts of it are credited as soon as it "
                    "is invoiced.",
                    kits=", ".join(missing_sudo.kit_id.mapped("display_name")),
                )
                claim.uninvoiced_note = " ".join(
                    filter(None, (claim.uninvoiced_note, note))
                )

    def _has_only_parts_to_invoice(self):
        """Whether all money that is still to be given waits for invoices of kits."""
        # Whoever sees the claim may know what its money waits for.
        running_sudo = self.sudo().remedy_ids.filtered(
            lambda remedy: remedy.state == "running"
        )
        return bool(running_sudo) and all(
            remedy._waits_for_invoice() for remedy in running_sudo
        )

    def _agent_texts(self):
        texts = super()._agent_texts()
        if self._has_only_parts_to_invoice():
            texts["refund"] = lambda: (
                self.env._("The kit is not invoiced yet"),
                self.env._("Its part is credited as soon as it is."),
                self.env._("The customer was not charged for it yet."),
            )
        return texts

    def _customer_refund(self):
        if not self._has_only_parts_to_invoice():
            return super()._customer_refund()
        return {
            "chip": self.env._("Granted"),
            "tone": "info",
            "headline": self.env._("It comes off your invoice"),
            "text": self.env._(
                "You have no invoice yet. As soon as it is written, we take %s off it.",
                self._given_text(),
            ),
        }
