from odoo import api, fields, models

from .claim import UNDECIDED


class AftersalesClaim(models.Model):
    """Warns of a second open claim on the same items."""

    _inherit = "aftersales.claim"

    duplicate_ids = fields.Many2many(
        "aftersales.claim",
        compute="_compute_duplicate_ids",
        help="Other open claims on the same order lines.",
        groups="base.group_user",
    )

    @api.depends("line_ids.sale_line_id", "line_ids.quantity", "state")
    def _compute_duplicate_ids(self):
        # Afterwards a second claim is no double work any more.
        open_claims = self.filtered(lambda claim: claim.state in ("draft", *UNDECIDED))
        (self - open_claims).duplicate_ids = False
        if not open_claims:
            return
        sale_lines = open_claims._chosen_lines().sale_line_id
        others = self.env["aftersales.claim.line"].search(
            [
                ("sale_line_id", "in", sale_lines.ids),
                ("claim_id.state", "in", [*UNDECIDED, "approved"]),
            ]
        )
        claims_by_sale_line = others.grouped("sale_line_id")
        empty = self.env["aftersales.claim.line"]
        for claim in open_claims:
            twins = empty.concat(
                *(
                    claims_by_sale_line.get(sale_line, empty)
                    for sale_line in claim._chosen_lines().sale_line_id
                )
            )
            claim.duplicate_ids = twins.claim_id - claim._origin - claim

    def _chosen_lines(self):
        """Lines that claim something; what "Create claim" offers starts at nothing."""
        return self.line_ids.filtered("quantity")
