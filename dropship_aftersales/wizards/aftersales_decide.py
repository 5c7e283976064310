"""What an agent proposes, with the money in sight before anything is written."""

from collections import defaultdict

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

# What of a row its money follows from.
VALUES = (
    "claim_line_id",
    "kind",
    "quantity",
    "refund_percent",
    "fee_percent",
    "return_to",
)


class AftersalesDecide(models.TransientModel):
    """An agent offers something else than was wished, or approves it with changes."""

    _name = "aftersales.decide"
    _description = "Decide a Claim"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    mode = fields.Selection(
        [("offer", "Offer it to the customer"), ("approve", "Approve it now")],
        required=True,
        default="offer",
    )
    line_ids = fields.One2many(
        "aftersales.decide.line",
        "decide_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    message = fields.Text(
        string="The customer reads",
        compute="_compute_message",
        store=True,
        readonly=False,
        help="Above the offer, in the customer's language.",
    )
    valid_until = fields.Datetime(
        string="Good Until",
        compute="_compute_valid_until",
        store=True,
        readonly=False,
        help="Unanswered by then, the offer ends and you review again.",
    )
    refusal_reason = fields.Char(
        string="Why not all of it",
        help="For what is not granted, in words for the customer.",
    )
    never_delivered = fields.Text(compute="_compute_never_delivered")
    lacks_units = fields.Boolean(compute="_compute_preview")
    is_above_limit = fields.Boolean(compute="_compute_preview")
    customer_amount = fields.Monetary(
        string="Customer gets", compute="_compute_preview"
    )
    fee_amount = fields.Monetary(string="Fees withheld", compute="_compute_preview")
    tax_amount = fields.Monetary(string="of it tax", compute="_compute_preview")
    supplier_amount = fields.Monetary(
        string="Suppliers bear", compute="_compute_preview"
    )
    spared_amount = fields.Monetary(
        string="Not paid to suppliers", compute="_compute_preview"
    )
    our_amount = fields.Monetary(string="We bear", compute="_compute_preview")

    # ------------------------------------------------------------------ prefilled

    @api.depends("claim_id")
    def _compute_line_ids(self):
        for decide in self:
            decide.line_ids = [
                Command.clear(),
                *map(Command.create, decide.claim_id._decision_rows()),
            ]

    @api.depends("claim_id")
    def _compute_message(self):
        for decide in self:
            decide.message = decide.claim_id._offer_message_words()

    @api.depends("claim_id")
    def _compute_valid_until(self):
        for decide in self:
            decide.valid_until = decide.claim_id and decide.claim_id._usual_offer_end()

    # ------------------------------------------------------------------ money

    @api.depends(
        "mode",
        "claim_id",
        *(f"line_ids.{name}" for name in VALUES),
    )
    def _compute_preview(self):
        for decide in self:
            rows = decide.line_ids.filtered(lambda row: row._is_complete())
            money = decide._preview(rows)
            decide.customer_amount = money["customer"]
            decide.fee_amount = money["fee"]
            decide.tax_amount = money["tax"]
            decide.supplier_amount = money["suppliers"]
            decide.spared_amount = money["spared"]
            decide.our_amount = money["ours"]
            decide.lacks_units = decide._lacks_units()
            decide.is_above_limit = decide._is_above_limit()

    @api.depends(*(f"line_ids.{name}" for name in VALUES))
    def _compute_never_delivered(self):
        remedies = self.env["aftersales.remedy"]
        for decide in self:
            words = [
                remedies.new(row._prepare_remedy_vals())._never_delivered_words()
                for row in decide.line_ids
                if row._is_complete()
            ]
            decide.never_delivered = "\n".join(dict.fromkeys(filter(None, words)))

    def _preview(self, rows):
        """What these rows would book, nothing is written; see ``_decision_money``."""
        # Bills, purchases and costs are read; the result is an agent's to see.
        return self.claim_id._origin.sudo()._decision_money(
            [row._prepare_remedy_vals() for row in rows]
        )

    def _lacks_units(self):
        """Whether units that are undecided get nothing."""
        given = defaultdict(float)
        for row in self.line_ids:
            given[row.claim_line_id._origin] += row.quantity
        return any(
            line.uom_id.compare(given[line], line._open_units()) < 0
            for line in self.claim_id._origin.line_ids
        )

    def _is_above_limit(self):
        claim = self.claim_id._origin
        if not claim.company_id.aftersales_approval_limit:
            return False
        given = sum(
            remedy.amount
            for remedy in claim.remedy_ids
            if remedy.state in ("running", "done")
        )
        return claim._is_above(given + self.customer_amount)

    # ------------------------------------------------------------------ confirm

    def action_confirm(self):
        """Propose these remedies, and offer them to the customer or approve them.

        :raise UserError: nothing is proposed, or a row cannot be carried out
        :raise AccessError: it is more than the user may give
        """
        self.ensure_one()
        claim = self.claim_id
        claim._check_agent()
        if not self.line_ids:
            raise UserError(
                self.env._("Propose something first, or reject the claim instead.")
            )
        claim._propose_rows(
            [(row.remedy_id, row._prepare_remedy_vals()) for row in self.line_ids]
        )
        if self.mode == "approve":
            claim._grant_what_is_proposed(self.refusal_reason)
            return claim.action_approve()
        claim.write({"offer_message": self.message, "offer_until": self.valid_until})
        return claim.action_offer()


class AftersalesDecideLine(models.TransientModel):
    """One thing that is proposed for one item."""

    _name = "aftersales.decide.line"
    _description = "Row of a Decision"
    _inherit = ["aftersales.links.mixin"]

    decide_id = fields.Many2one("aftersales.decide", required=True, ondelete="cascade")
    claim_id = fields.Many2one(related="decide_id.claim_id")
    currency_id = fields.Many2one(related="claim_id.currency_id")
    claim_line_id = fields.Many2one(
        "aftersales.claim.line",
        string="Item",
        required=True,
        domain="[('claim_id', '=', claim_id)]",
        ondelete="cascade",
    )
    remedy_id = fields.Many2one("aftersales.remedy", ondelete="cascade")
    uom_id = fields.Many2one(related="claim_line_id.uom_id", string="Unit")
    kind = fields.Selection("_selection_kind", required=True, default="refund")
    quantity = fields.Float(digits="Product Unit", required=True, default=1.0)
    refund_percent = fields.Float(string="Refund %", required=True, default=100.0)
    fee_percent = fields.Float(string="Fee %", default=0.0)
    return_to = fields.Selection("_selection_return_to", required=True, default="none")
    trigger = fields.Selection("_selection_trigger", required=True, default="approval")
    freight_payer = fields.Selection("_selection_freight_payer", default="seller")
    amount = fields.Monetary(compute="_compute_amount")

    def _selection_kind(self):
        return self.env["aftersales.remedy"]._selection_kind()

    def _remedy_selection(self, name):
        remedy = self.env["aftersales.remedy"]
        return remedy._fields[name]._description_selection(self.env)

    def _selection_return_to(self):
        return self._remedy_selection("return_to")

    def _selection_trigger(self):
        return self._remedy_selection("trigger")

    def _selection_freight_payer(self):
        return self._remedy_selection("freight_payer")

    @api.onchange("return_to")
    def _onchange_return_to(self):
        """What is kept is paid at once; what comes back, when it is here."""
        if self.return_to == "none":
            self.trigger = "approval"
        elif self.trigger == "approval":
            self.trigger = "receipt"

    @api.onchange("claim_line_id")
    def _onchange_claim_line_id(self):
        """Of another item, as many units as are undecided."""
        line = self.claim_line_id._origin
        if line and not self.remedy_id:
            self.quantity = line._open_units()

    @api.depends("claim_line_id", *(f"decide_id.line_ids.{name}" for name in VALUES))
    def _compute_amount(self):
        for decide, rows in self.grouped("decide_id").items():
            # Rows of the same units are worth the same units, together.
            rows |= decide.line_ids
            rows = rows.filtered(lambda row: row._is_complete())
            (self - rows).amount = 0.0
            amounts = decide._preview(rows)["rows"]
            for row, amount in zip(rows, amounts, strict=True):
                if row in self:
                    row.amount = amount

    def _is_complete(self):
        """Entered far enough for its money to be known."""
        self.ensure_one()
        return (
            bool(self.claim_line_id._origin)
            and self.quantity > 0
            and 0 < self.refund_percent <= 100
            and 0 <= self.fee_percent < 100
        )

    def _prepare_remedy_vals(self):
        self.ensure_one()
        line = self.claim_line_id._origin
        return {
            "claim_id": line.claim_id.id,
            "line_id": line.id,
            "kind": self.kind,
            "quantity": self.quantity,
            "refund_percent": self.refund_percent,
            "fee_percent": self.fee_percent,
            "return_to": self.return_to,
            "trigger": self.trigger,
            "freight_payer": self.freight_payer,
        }
