from odoo import fields, models

from .billed_line import rounded_points


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    aftersales_points = fields.Float(
        string="Points Given Back",
        copy=False,
        readonly=True,
        help="Points that a gift card or eWallet gets back once this credit is posted.",
    )

    def _copy_data_extend_business_fields(self, values):
        # A reversed credit note no longer credits the card.
        super()._copy_data_extend_business_fields(values)
        if self.aftersales_points:
            values["aftersales_points"] = self.aftersales_points


class AftersalesCredit(models.AbstractModel):
    """Gift cards and eWallets: what they paid goes back to them, not into money."""

    _inherit = "aftersales.credit"

    def _give_back_to_cards(self, moves):
        """Return to the cards the points that posted ``moves`` credit, once only.

        The card's history names the credit note; what it says was given back is never
        given again, not even when the credit note is cancelled and made anew.
        """
        card_lines = moves.invoice_line_ids.filtered("aftersales_points")
        if not card_lines:
            return
        payments = card_lines.sale_line_ids
        rows = self.env["loyalty.history"].search(
            [
                ("card_id", "in", payments.coupon_id.ids),
                ("order_model", "=", "account.move"),
            ]
        )
        vals_list = []
        for (card, _order), paid in payments.grouped(
            lambda payment: (payment.coupon_id, payment.order_id)
        ).items():
            credits = paid.invoice_lines.filtered("aftersales_points")
            documents = credits.move_id
            due = sum(
                line.aftersales_points * (1 if line.move_type == "out_refund" else -1)
                for line in credits
                if line.parent_state == "posted"
            )
            given = sum(
                row.issued
                for row in rows
                if row.card_id == card and row.order_id in documents.ids
            )
            points = rounded_points(card, due - given)
            if points <= 0:
                continue
            # No mail may undo the posting of a credit note.
            card.with_context(loyalty_no_mail=True).points += points
            named = (card_lines & credits).move_id
            lang = named.partner_id[:1].lang
            vals_list.append(
                {
                    "card_id": card.id,
                    "description": self.with_context(lang=lang).env._(
                        "Refund %s", ", ".join(named.mapped("name"))
                    ),
                    "issued": points,
                    "order_model": "account.move",
                    "order_id": named[:1].id,
                }
            )
        self.env["loyalty.history"].create(vals_list)

    def _prepare_credit_line_vals(self, invoice, demand, portion):
        vals = super()._prepare_credit_line_vals(invoice, demand, portion)
        vals["aftersales_points"] = portion.points
        return vals
