from odoo import api, fields, models


class AftersalesRemedy(models.Model):
    """Which buttons of a remedy make sense now; the verbs check for themselves."""

    _inherit = "aftersales.remedy"

    awaits_payout = fields.Boolean(
        compute="_compute_awaits_payout",
        help="A posted credit note is neither paid nor left as credit.",
    )
    awaits_goods = fields.Boolean(
        compute="_compute_awaits_goods",
        help="Something of the return has not come back in good order yet.",
    )
    has_goods = fields.Boolean(
        compute="_compute_awaits_goods", help="Something of the return came back."
    )

    may_expect_no_more = fields.Boolean(
        compute="_compute_may_expect_no_more",
        help="The money is settled, and something has still not come back.",
    )

    @api.depends("state", "left_as_credit", "credit_line_ids.move_id.payment_state")
    def _compute_awaits_payout(self):
        credited = self.claim_id.filtered("refund_count")
        waiting = self.filtered(
            lambda remedy: (
                remedy.state == "running"
                and not remedy.left_as_credit
                and remedy.claim_id in credited
            )
        )
        credits_sudo = waiting._posted_credits_sudo()
        for remedy in self:
            moves_sudo = credits_sudo.get(remedy._origin)
            remedy.awaits_payout = bool(
                moves_sudo and not moves_sudo._aftersales_is_settled()
            )

    def _posted_credits_sudo(self):
        """``{remedy: posted credit notes}`` of those that have any."""
        if not self:
            return {}
        # Agents see whether money is open without rights in accounting.
        lines_sudo = self.env["account.move.line"].sudo()
        return {
            remedy.sudo(False): moves_sudo
            for remedy, moves_sudo in lines_sudo._read_group(
                [
                    ("aftersales_remedy_id", "in", self._origin.ids),
                    ("parent_state", "=", "posted"),
                    ("move_type", "=", "out_refund"),
                ],
                ["aftersales_remedy_id"],
                ["move_id:recordset"],
            )
        }

    @api.depends("state", "return_to", "refund_in_full", "quantity", "settled_qty")
    def _compute_awaits_goods(self):
        for remedy in self:
            # Agents see where the goods are without rights on transfers.
            remedy_sudo = remedy.sudo()
            waits = (
                remedy.state == "running"
                and remedy.return_to != "none"
                and not remedy.refund_in_full
            )
            came_back = waits and remedy_sudo._arrived_quantity()
            good = remedy_sudo._good_quantity() if came_back else 0.0
            remedy.has_goods = bool(good)
            remedy.awaits_goods = (
                waits and remedy_sudo.uom_id.compare(good, remedy.quantity) < 0
            )

    @api.depends("quantity", "settled_qty", "move_ids.state")
    def _compute_may_expect_no_more(self):
        for remedy in self:
            # Agents see where the goods are without rights on transfers.
            remedy_sudo = remedy.sudo()
            remedy.may_expect_no_more = bool(
                remedy.state in ("running", "done")
                and remedy_sudo.uom_id.compare(remedy.settled_qty, remedy.quantity) >= 0
                and remedy_sudo.claim_id.picking_ids
                and any(
                    move.state not in ("done", "cancel")
                    for move in remedy_sudo.move_ids
                )
            )
