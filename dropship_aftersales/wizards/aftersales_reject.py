from odoo import api, fields, models


class AftersalesReject(models.TransientModel):
    """An agent refuses a claim: one text for the customer, one for us."""

    _name = "aftersales.reject"
    _description = "Reject a Claim"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    customer_text = fields.Text(
        string="The customer reads",
        compute="_compute_customer_text",
        store=True,
        readonly=False,
        required=True,
        help="Why it is not granted, and what he can do instead.",
    )
    internal_reason = fields.Text(
        string="For us", help="Kept as a note; neither customer nor supplier reads it."
    )

    @api.depends("claim_id")
    def _compute_customer_text(self):
        for reject in self:
            claim = reject.claim_id
            lang = claim.partner_id.lang or self.env.lang
            reasons = [
                line.refusal_reason or line._policy_refusal_words()
                for line in claim.line_ids.with_context(lang=lang)
            ]
            reject.customer_text = claim.rejection_reason or "\n".join(
                dict.fromkeys(filter(None, reasons))
            )

    def action_confirm(self):
        """Refuse the claim with these words."""
        self.ensure_one()
        claim = self.claim_id
        claim.rejection_reason = self.customer_text
        claim.action_reject()
        if self.internal_reason:
            claim.message_post(
                body=self.internal_reason,
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )
        return True
