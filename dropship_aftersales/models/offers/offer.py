"""What the customer was offered, word for word, and what became of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..claims.claim_child import responsible

STATES = [
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("refused", "Declined"),
    ("countered", "Countered"),
    ("expired", "Expired"),
    ("withdrawn", "Taken back"),
]
# Why an offer was taken back.
WITHDRAWALS = [
    ("worth_changed", "It is not worth any more what was offered"),
    ("taken_back", "We took it back"),
    ("cancelled", "The request was withdrawn"),
]


class AftersalesOffer(models.Model):
    """One offer of a claim: its rows are frozen, whatever becomes of the remedies.

    Written by the claim's verbs alone. ``rows`` is a list of dicts with ``line_id``,
    ``item`` (in the customer's language, for lines that are gone), ``kind``,
    ``quantity`` (product's unit), ``goods_status``, ``refund_percent``,
    ``fee_percent``, ``return_to``, ``trigger``, ``freight_payer``, and in the claim's
    currency, tax included: ``gross`` (as billed), ``reduction`` (not given back),
    ``fee`` (withheld from the rest) and ``amount`` (what is left for the customer).
    """

    _name = "aftersales.offer"
    _description = "Offer"
    _inherit = ["aftersales.links.mixin", "aftersales.claim.child.mixin"]
    _order = "claim_id, id desc"

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    user_id = responsible("claim_id.user_id")
    currency_id = fields.Many2one(related="claim_id.currency_id")
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    valid_until = fields.Datetime(
        readonly=True, help="Unanswered by then, it ends and we review again."
    )
    message = fields.Text(readonly=True, help="What we wrote to the customer with it.")
    rows = fields.Json(readonly=True)
    amount_total = fields.Monetary(
        string="Customer Gets", readonly=True, help="As offered, tax included."
    )
    amount_tax = fields.Monetary(string="Of It Tax", readonly=True)
    offered_by_id = fields.Many2one("res.partner", readonly=True)
    answered_by = fields.Selection(
        [
            ("customer", "Customer"),
            ("agent", "Agent, for the customer"),
            ("system", "System"),
        ],
        readonly=True,
    )
    answerer_id = fields.Many2one(
        "res.partner", string="Entered By", readonly=True, ondelete="set null"
    )
    answered_date = fields.Datetime(string="Answered On", readonly=True)
    withdrawal = fields.Selection(WITHDRAWALS, readonly=True)
    counter_wish = fields.Selection("_selection_wish", readonly=True)
    counter_amount = fields.Monetary(
        readonly=True, help="What the customer would accept, tax included; 0: open."
    )
    counter_text = fields.Text(
        string="Said", readonly=True, help="The customer's own words."
    )

    _one_open = models.UniqueIndex(
        "(claim_id) WHERE state = 'open'",
        "There is an open offer on this claim already.",
    )

    @api.model
    def _selection_wish(self):
        line = self.env["aftersales.claim.line"]
        return line._fields["wish"]._description_selection(self.env)

    @api.depends("amount_total", "create_date")
    def _compute_display_name(self):
        for offer in self:
            amount = offer.currency_id.format(offer.amount_total)
            offer.display_name = self.env._("Offer of %s", amount)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if self.claim_id.filtered(lambda claim: claim.state != "draft"):
            raise UserError(
                self.env._("What was offered stays on record; it is never deleted.")
            )

    # ------------------------------------------------------------------ questions

    def _has_ended(self):
        """Its time is over, whether or not that was noticed already."""
        self.ensure_one()
        return bool(self.valid_until and self.valid_until <= fields.Datetime.now())

    def _is_worth_it(self):
        """Accepting it would book to the cent what the customer was shown."""
        self.ensure_one()
        total, tax = self.claim_id._proposed_worth()
        currency = self.currency_id
        return not (
            currency.compare_amounts(total, self.amount_total)
            or currency.compare_amounts(tax, self.amount_tax)
        )

    # ------------------------------------------------------------------ ends

    def _close(self, state, actor, author=None, **vals):
        """Write down how these open offers ended, and by whom."""
        by = {"customer": "customer", "system": "system"}.get(actor, "agent")
        closed = self.filtered(lambda offer: offer.state == "open")
        closed.write(
            {
                "state": state,
                "answered_by": by,
                "answerer_id": author.id if author and by != "system" else False,
                "answered_date": fields.Datetime.now(),
                **vals,
            }
        )
        # In the database before the next one is opened: there is one at a time.
        closed.flush_recordset(["state"])
