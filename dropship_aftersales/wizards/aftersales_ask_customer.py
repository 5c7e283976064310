from odoo import api, fields, models


class AftersalesAskCustomer(models.TransientModel):
    """An agent says what the customer should show: one round."""

    _name = "aftersales.ask.customer"
    _description = "Ask the Customer"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    partner_id = fields.Many2one(related="claim_id.partner_id")
    asked_by = fields.Selection(
        lambda self: self._selection_asked_by(),
        string="Wanted By",
        required=True,
        default="us",
        help="Who wants to see it. The customer does not learn it.",
    )
    type_ids = fields.Many2many(
        "aftersales.evidence.type",
        string="Please Send",
        compute="_compute_type_ids",
        store=True,
        readonly=False,
        help="Each becomes a place for files on the customer's page.",
    )
    piece_ids = fields.One2many(
        "aftersales.ask.customer.piece", "ask_id", string="Something Else"
    )
    text = fields.Text(help="The customer reads it above the pieces.")
    deadline = fields.Datetime(
        string="Until", help="Empty: the usual time for such an answer."
    )

    @api.model
    def _selection_asked_by(self):
        asked_by = self.env["aftersales.evidence.request"]._fields["asked_by"]
        return asked_by._description_selection(self.env)

    @api.depends("claim_id")
    def _compute_type_ids(self):
        """Ticked is what reasons and policies want to see and is not there."""
        for ask in self:
            missing = ask.claim_id._missing_pieces()
            ask.type_ids = self.env["aftersales.evidence.type"].browse(
                evidence_type.id for evidence_type in missing
            )

    def _prepare_pieces(self):
        """Values of the pieces to ask for, in the order of the dialog."""
        self.ensure_one()
        missing = self.claim_id._missing_pieces()
        pieces = [
            {
                "type_id": evidence_type.id,
                "kind": evidence_type.kind,
                "count": missing.get(evidence_type, 1),
            }
            for evidence_type in self.type_ids.sorted()
        ]
        return pieces + [
            {"label": piece.label, "kind": piece.kind, "count": piece.count}
            for piece in self.piece_ids
        ]

    def action_confirm(self):
        """Ask the customer; the claim waits for him.

        :raise UserError: nothing is asked, or the day has passed
        """
        self.ensure_one()
        return self.claim_id._ask_evidence(
            (self.text or "").strip(),
            self._prepare_pieces(),
            self.deadline,
            self.asked_by,
        )


class AftersalesAskCustomerPiece(models.TransientModel):
    """A piece of evidence that is in no list: what it is, in the agent's words."""

    _name = "aftersales.ask.customer.piece"
    _description = "Piece to Ask the Customer For"
    _inherit = ["aftersales.links.mixin"]

    ask_id = fields.Many2one(
        "aftersales.ask.customer", required=True, ondelete="cascade"
    )
    label = fields.Char(string="What", required=True)
    kind = fields.Selection(
        lambda self: self._selection_kind(), required=True, default="photo"
    )
    count = fields.Integer(string="Number", required=True, default=1)

    @api.model
    def _selection_kind(self):
        kind = self.env["aftersales.evidence.piece"]._fields["kind"]
        return kind._description_selection(self.env)
