"""What agents should know of items that were never invoiced here."""

from odoo import api, fields, models

from .claim import UNDECIDED


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    uninvoiced_note = fields.Char(
        compute="_compute_uninvoiced_note",
        groups="base.group_user",
        help="Items of which no invoice exists, and what that means for the refund.",
    )

    @api.depends("state", "line_ids.sale_line_id")
    def _compute_uninvoiced_note(self):
        for claim in self:
            # Agents need no rights on orders and invoices to be told.
            lines_sudo = claim.sudo().line_ids.filtered(
                lambda line: not line._is_part()
            )
            if claim.state not in (*UNDECIDED, "resolved"):
                lines_sudo = lines_sudo.browse()
            missing_sudo = lines_sudo.sale_line_id.filtered(
                lambda line: (
                    line.product_id
                    and all(
                        move.parent_state == "cancel" for move in line.invoice_lines
                    )
                )
            )
            claim.uninvoiced_note = missing_sudo._uninvoiced_words()


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _uninvoiced_words(self):
        """What that means for refunds of these lines; nothing without any."""
        if not self:
            return False
        return self.env._(
            "No invoice yet: %(items)s. What is refunded is left out of the next "
            "invoice, without a credit note. If the customer paid elsewhere, pay him "
            "back there.",
            items=", ".join(self.product_id.mapped("display_name")),
        )
