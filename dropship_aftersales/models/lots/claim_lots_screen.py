"""What the agent's form says of lots and serial numbers."""

from odoo import api, fields, models

from ..claims.claim import UNDECIDED


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    tracking = fields.Selection(
        related="product_id.tracking",
        related_sudo=True,
        groups="base.group_user",
    )
    available_lot_ids = fields.Many2many(
        "stock.lot",
        compute="_compute_available_lots",
        # What was delivered is told by transfers, on which agents have no rights.
        compute_sudo=True,
        groups="base.group_user",
        help="Numbers that this item can be claimed for.",
    )
    lot_warning = fields.Char(
        compute="_compute_available_lots", compute_sudo=True, groups="base.group_user"
    )

    @api.depends("sale_line_id", "lot_ids", "quantity", "claim_state", "remedy_ids")
    def _compute_available_lots(self):
        none = self.env["stock.lot"]
        for line in self:
            line.available_lot_ids = none
            line.lot_warning = False
            is_open = line.claim_state in (False, "draft", *UNDECIDED)
            if line.tracking in (False, "none") or not is_open:
                continue
            sale_line = line.sale_line_id._origin
            line.available_lot_ids = sale_line._aftersales_lots_free(line._origin)
            line.lot_warning = line._lots_wanted_words()

    def _lots_wanted_words(self):
        """Ask for the number while it is not clear which unit is meant."""
        if self.lot_ids or self.tracking != "serial":
            return ""
        if self.goods_status == "not_received" or self.decision == "refused":
            return ""
        if len(self.available_lot_ids) <= self.quantity:
            return ""
        return self.env._(
            "Which serial number? Choose it, or the supplier says which one came back."
        )

    @api.onchange("lot_ids")
    def _onchange_lot_ids(self):
        """One serial number is one unit."""
        if self.lot_ids and self.sudo().tracking == "serial":
            self.quantity = len(self.lot_ids)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    has_tracked = fields.Boolean(
        compute="_compute_has_tracked",
        groups="base.group_user",
        help="An item has lot or serial numbers.",
    )
    has_lot_warning = fields.Boolean(
        compute="_compute_has_tracked", groups="base.group_user"
    )
    lot_warning = fields.Char(compute="_compute_has_tracked", groups="base.group_user")

    @api.depends("line_ids.lot_warning", "line_ids.product_id")
    def _compute_has_tracked(self):
        for claim in self:
            claim.has_tracked = bool(claim.line_ids._tracked())
            unclear = claim.line_ids.filtered("lot_warning")
            claim.has_lot_warning = bool(unclear)
            claim.lot_warning = (
                self.env._(
                    "%(items)s: which serial number? Choose it, or whoever receives "
                    "the goods says which one came back.",
                    items=", ".join(unclear.mapped("product_id.display_name")),
                )
                if unclear
                else False
            )
