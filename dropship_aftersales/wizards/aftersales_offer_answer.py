from odoo import api, fields, models


class AftersalesOfferAnswer(models.TransientModel):
    """An agent enters what the customer said to the offer, or takes it back."""

    _name = "aftersales.offer.answer"
    _description = "Answer to an Offer"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    amount_offered = fields.Monetary(compute="_compute_offered", string="Offered")
    amount_limit = fields.Monetary(compute="_compute_offered", string="At most")
    answer = fields.Selection(
        [
            ("accept", "The customer accepts"),
            ("counter", "The customer suggests something else"),
            ("refuse", "The customer declines"),
            ("withdraw", "We take the offer back"),
        ],
        required=True,
        default="counter",
    )
    counter_wish = fields.Selection("_selection_wish", string="Would like")
    counter_amount = fields.Monetary(string="How much")
    text = fields.Text(string="In the customer's words")

    @api.model
    def _selection_wish(self):
        return self.env["aftersales.offer"]._selection_wish()

    @api.depends("claim_id")
    def _compute_offered(self):
        for entry in self:
            claim = entry.claim_id
            entry.amount_offered = claim._current_offer().amount_total if claim else 0.0
            entry.amount_limit = claim._counter_limit() if claim else 0.0

    def action_confirm(self):
        """Answer for the customer.

        :raise UserError: what he suggests is not possible
        """
        self.ensure_one()
        return self.claim_id._answer_by_phone(
            self.answer,
            wish=self.counter_wish,
            amount=self.counter_amount,
            text=self.text,
        )
