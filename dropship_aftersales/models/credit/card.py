from odoo import models


class AftersalesCredit(models.AbstractModel):
    """Gift cards and eWallets: what they paid goes back to them, not into money."""

    _inherit = "aftersales.credit"

    def _give_back_to_cards(self, moves):
        """Return to the cards the points that posted ``moves`` credit, once only.

        The card's history names the credit note; what it says was given back is never
        given again, not even when the credit note is cancelled and made anew.
        """
        card_lines = moves.invoice_line_ids.filtered(
            lambda line: line.aftersales_amount_only
            and line.parent_state == "posted"
            and line.sale_line_ids.reward_id.program_id.is_payment_program
        )
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
        for card, paid in payments.grouped("coupon_id").items():
            own_moves = (card_lines & paid.invoice_lines).move_id
            documents = paid.invoice_lines.move_id
            given = rows.filtered(
                lambda row, card=card, documents=documents: row.card_id == card
                and row.order_id in documents.ids
            )
            counted = documents.filtered(
                lambda move, given=given, own_moves=own_moves: move.state == "posted"
                and (move in own_moves or move.id in given.mapped("order_id"))
            )
            points = self._points_of(card, paid, counted) - sum(given.mapped("issued"))
            if points <= 0:
                continue
            # No mail may undo the posting of a credit note.
            card.with_context(loyalty_no_mail=True).points += points
            lang = own_moves.partner_id[:1].lang
            names = ", ".join(own_moves.mapped("name"))
            vals_list.append(
                {
                    "card_id": card.id,
                    "description": self.with_context(lang=lang).env._(
                        "Refund %s", names
                    ),
                    "issued": points,
                    "order_model": "account.move",
                    "order_id": own_moves[:1].id,
                }
            )
        self.env["loyalty.history"].create(vals_list)

    def _points_of(self, card, payments, credits):
        """The part of the points which ``payments`` cost that ``credits`` give back."""
        points = 0.0
        for payment in payments:
            lines = payment.invoice_lines.filtered(
                lambda line: line.parent_state == "posted"
            )
            paid = sum(
                lines.filtered(lambda line: line.move_type == "out_invoice").mapped(
                    "price_total"
                )
            )
            returned = sum(
                lines.filtered(lambda line: line.move_id in credits).mapped("price_total")
            )
            if paid:
                points += payment.points_cost * min(1.0, returned / paid)
        return card.currency_id.round(points) if card.currency_id else round(points, 2)
