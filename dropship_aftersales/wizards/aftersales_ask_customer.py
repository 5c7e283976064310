from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

PIECES = {
    "asks_fault": _lt("A photo of the fault"),
    "asks_label": _lt("A photo of the label on the product or parcel"),
    "asks_video": _lt("A short video that shows the fault"),
    "asks_document": _lt("The delivery note or invoice"),
}


class AftersalesAskCustomer(models.TransientModel):
    """An agent says what the customer should show."""

    _name = "aftersales.ask.customer"
    _description = "Ask the Customer"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    partner_id = fields.Many2one(related="claim_id.partner_id")
    asks_fault = fields.Boolean(
        "A photo of the fault",
        compute="_compute_asks_fault",
        store=True,
        readonly=False,
    )
    asks_label = fields.Boolean("A photo of the label")
    asks_video = fields.Boolean("A short video")
    asks_document = fields.Boolean("The delivery note or invoice")
    text = fields.Text(
        compute="_compute_text",
        store=True,
        readonly=False,
        help="The customer reads it above the pieces that are ticked.",
    )

    @api.depends("claim_id")
    def _compute_asks_fault(self):
        """Ticked when the reason asks for evidence and none is there."""
        for ask in self:
            lines = ask.claim_id.line_ids
            ask.asks_fault = not ask.claim_id.evidence_ids and any(
                lines.reason_id.mapped("evidence_required")
            )

    @api.depends("claim_id")
    def _compute_text(self):
        for ask in self:
            ask.text = ask.claim_id.evidence_request

    def _request(self):
        """What is asked, in the customer's language, one piece a line."""
        self.ensure_one()
        env = self.with_context(lang=self.partner_id.lang or self.env.lang).env
        pieces = [f"• {env._(label)}" for name, label in PIECES.items() if self[name]]
        return "\n".join(filter(None, [self.text, *pieces]))

    def action_confirm(self):
        """Ask the customer; the claim waits for him.

        :raise UserError: nothing is asked
        """
        self.ensure_one()
        request = self._request()
        if not request:
            raise UserError(
                self.env._("Tick what the customer should send, or write it down.")
            )
        self.claim_id.evidence_request = request
        return self.claim_id.action_ask_evidence()
