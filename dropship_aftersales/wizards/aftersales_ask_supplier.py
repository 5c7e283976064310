from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesAskSupplier(models.TransientModel):
    """An agent chooses which suppliers are asked, and what they see."""

    _name = "aftersales.ask.supplier"
    _description = "Ask Suppliers"
    _inherit = ["aftersales.links.mixin"]

    claim_id = fields.Many2one("aftersales.claim", required=True)
    available_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_available_partner_ids"
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Suppliers",
        context={"active_test": False},
        compute="_compute_partner_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', available_partner_ids)]",
    )
    question = fields.Text(
        help="The supplier reads it on his case. The customer never does."
    )
    available_evidence_ids = fields.Many2many(
        "aftersales.evidence", compute="_compute_available_evidence_ids"
    )
    evidence_ids = fields.Many2many(
        "aftersales.evidence",
        string="Show Him",
        compute="_compute_evidence_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', available_evidence_ids)]",
    )

    @api.depends("claim_id")
    def _compute_available_partner_ids(self):
        for ask in self:
            # Agents need no rights on purchases to know who supplied the goods.
            shares_sudo = ask.claim_id.sudo().line_ids._supplier_shares(asking=True)
            suppliers = self.env["res.partner"]
            for share in shares_sudo:
                suppliers |= share.purchase_line.order_id.partner_id.sudo(False)
            ask.available_partner_ids = suppliers

    @api.depends("available_partner_ids")
    def _compute_partner_ids(self):
        for ask in self:
            ask.partner_ids = ask.available_partner_ids

    @api.depends("claim_id")
    def _compute_available_evidence_ids(self):
        for ask in self:
            ask.available_evidence_ids = ask.claim_id.evidence_ids.filtered(
                "is_shareable"
            )

    @api.depends("available_evidence_ids")
    def _compute_evidence_ids(self):
        for ask in self:
            ask.evidence_ids = ask.available_evidence_ids.filtered(
                "shared_with_supplier"
            )

    def action_confirm(self):
        """Share what is ticked and ask the suppliers that are chosen.

        :raise UserError: no supplier is chosen
        """
        self.ensure_one()
        if not self.partner_ids:
            raise UserError(self.env._("Choose at least one supplier."))
        hidden = self.available_evidence_ids - self.evidence_ids
        hidden.filtered("shared_with_supplier").shared_with_supplier = False
        self.evidence_ids.shared_with_supplier = True
        claim = self.claim_id
        claim.ask_partner_ids = self.partner_ids
        claim.action_ask_supplier()
        if self.question:
            asked = claim.case_ids.filtered(
                lambda case: (
                    case.state == "asked" and case.partner_id in self.partner_ids
                )
            )
            for case in asked:
                case.message_post(
                    body=self.question,
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
        return True
