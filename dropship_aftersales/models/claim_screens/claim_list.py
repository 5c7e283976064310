"""What lists and cards of claims show beside the claim's own fields."""

from odoo import api, fields, models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    # The verb that brought the claim where it stands.
    last_verb = fields.Char(readonly=True, copy=False, groups="base.group_user")
    wish = fields.Selection(
        "_selection_wish",
        compute="_compute_wish",
        store=True,
        groups="base.group_user",
        help="What the customer wants; empty when he wants several things.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="First Product",
        compute="_compute_product_id",
        groups="base.group_user",
    )
    evidence_count = fields.Integer(
        compute="_compute_evidence_count", groups="base.group_user"
    )

    @api.depends("line_ids.wish")
    def _compute_wish(self):
        for claim in self:
            wishes = set(claim.line_ids.mapped("wish"))
            claim.wish = wishes.pop() if len(wishes) == 1 else False

    @api.depends("line_ids.product_id")
    def _compute_product_id(self):
        for claim in self:
            # A slice would read its record alone, one query per claim.
            claim.product_id = next(iter(claim.line_ids), claim.line_ids).product_id

    @api.depends("evidence_ids")
    def _compute_evidence_count(self):
        counts = dict(
            self.env["aftersales.evidence"]._read_group(
                [("claim_id", "in", self.ids)], ["claim_id"], ["__count"]
            )
        )
        for claim in self:
            claim.evidence_count = counts.get(claim._origin, 0)

    @api.model
    def _selection_wish(self):
        wish = self.env["aftersales.claim.line"]._fields["wish"]
        return wish._description_selection(self.env)

    def _log_move(self, verb, actor, author, came_from):
        self._write_engine({"last_verb": verb})
        return super()._log_move(verb, actor, author, came_from)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    # Counted on products and searched by product.
    product_id = fields.Many2one(index=True)

    def _summary(self):
        """The first item and how many more there are: "2 × Lamp +1"."""
        # Offered but not chosen yet, see "Create claim": no part of it. No filtered():
        # a subset would read its records alone, one query per claim.
        chosen = [line for line in self if line.quantity]
        if not chosen:
            return ""
        first = chosen[0].display_name
        return f"{first} +{len(chosen) - 1}" if len(chosen) > 1 else first
