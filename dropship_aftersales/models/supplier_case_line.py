from odoo import api, fields, models
from odoo.exceptions import UserError

OUTCOMES = [
    ("ok", "As expected"),
    ("wrong", "Wrong item"),
    ("empty", "Empty parcel"),
    ("refused", "Refused at the door"),
]
RECEIPT_FIELDS = frozenset(
    {"received", "damaged", "damage_credited", "outcome", "lot_ids", "note", "stopped"}
)
SETTLEMENT_FIELDS = frozenset({"settled_qty", "unshipped_qty", "locked_qty"})


class AftersalesSupplierCaseLine(models.Model):
    """Units of one purchase line that one supplier answers for.

    Quantities are in the product's own unit, prices in the currency of the purchase
    order per such unit.
    """

    _name = "aftersales.supplier.case.line"
    _description = "Supplier Case Line"
    _inherit = ["aftersales.settlement.mixin"]
    _order = "case_id, id"

    case_id = fields.Many2one(
        "aftersales.supplier.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="case_id.currency_id")
    case_state = fields.Selection(related="case_id.state")
    claim_line_id = fields.Many2one(
        "aftersales.claim.line", required=True, index=True, ondelete="cascade"
    )
    remedy_id = fields.Many2one(
        "aftersales.remedy", index="btree_not_null", ondelete="set null"
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line", index=True, ondelete="restrict"
    )
    product_id = fields.Many2one("product.product", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id", related_sudo=True)
    quantity = fields.Float(digits="Product Unit", required=True)
    price_unit = fields.Float(
        string="Unit Cost",
        min_display_digits="Product Price",
        help="Purchase price per unit of the product, discount taken off, tax "
        "excluded, frozen when the case was opened.",
    )
    percent = fields.Float(
        string="Supplier's Share",
        default=100.0,
        help="Percent of the cost that the supplier credits.",
    )
    awaits_goods = fields.Boolean(
        help="The supplier credits what comes back, not what was claimed."
    )
    is_stop = fields.Boolean(
        string="Do Not Ship",
        help="The supplier is asked not to ship these units any more.",
    )
    stopped = fields.Boolean(
        readonly=True, copy=False, help="The supplier confirmed that it will not ship."
    )
    received = fields.Float(
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Units that arrived so far, all parcels together.",
    )
    damaged = fields.Float(
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Included in the units received.",
    )
    damage_credited = fields.Boolean(
        readonly=True, copy=False, help="The agent decided that damaged units count."
    )
    withheld = fields.Float(
        digits="Product Unit",
        compute="_compute_withheld",
        help="Units that arrived damaged and wait for an agent.",
    )
    outcome = fields.Selection(OUTCOMES, readonly=True, copy=False)
    lot_ids = fields.Many2many("stock.lot", string="Lots", readonly=True, copy=False)
    note = fields.Text(readonly=True, copy=False)
    move_ids = fields.One2many("stock.move", "aftersales_case_line_id")
    credit_line_ids = fields.One2many("account.move.line", "aftersales_case_line_id")
    cost_ids = fields.One2many("aftersales.cost", "case_line_id", string="Costs")

    _percent_range = models.Constraint(
        "CHECK(percent >= 0 AND percent <= 100)",
        "The supplier's share is between 0 and 100 %.",
    )

    @api.depends("damaged", "damage_credited")
    def _compute_withheld(self):
        for line in self:
            line.withheld = 0.0 if line.damage_credited else line.damaged

    @api.depends("quantity", "product_id")
    def _compute_display_name(self):
        for line in self:
            product = line.sudo().product_id.display_name or ""
            line.display_name = f"{line.quantity:g} × {product}"

    def write(self, vals):
        if vals.keys() & (RECEIPT_FIELDS | SETTLEMENT_FIELDS):
            raise UserError(
                self.env._(
                    "Receipts are entered with “Confirm receipt”, not by writing them."
                )
            )
        if vals.keys() & {"percent"} and self.filtered(
            lambda line: line.case_state not in ("draft", "asked", "disputed")
        ):
            raise UserError(
                self.env._("The case is decided. Reopen it to change the shares.")
            )
        result = super().write(vals)
        if "percent" in vals:
            self.case_id._update_costs()
        return result

    def _write_engine(self, vals):
        """Write what only the engine may write, past the guard of ``write``."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def action_credit_damage(self):
        """Count the damaged units like good ones: the supplier answers for them."""
        self.case_id.claim_id._check_agent()
        # The line's receipt is engine data; who may decide was checked above.
        lines_sudo = self.sudo()
        lines_sudo._write_engine({"damage_credited": True})
        lines_sudo.case_id.claim_id._advance()
        return True

    def action_expect_no_more(self):
        """Give up what has not come back; the supplier owes for what it has."""
        self.case_id.claim_id._check_agent()
        # Cancelling the rest of a transfer needs no stock rights of the agent.
        lines_sudo = self.sudo()
        lines_sudo.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )._action_cancel()
        lines_sudo._expect_no_more()
        lines_sudo.case_id.claim_id._advance()
        return True

    # ------------------------------------------------------------------ engine

    def _good_quantity(self):
        """Units the supplier credits by now, in the product's unit."""
        self.ensure_one()
        if self.case_id.state not in ("accepted", "settled"):
            return 0.0
        if not self.awaits_goods:
            return self.quantity
        arrived = sum(
            move.product_uom._compute_quantity(
                move.quantity, self.uom_id, rounding_method="HALF-UP"
            )
            for move in self.move_ids
            if move.state == "done"
        )
        return max(0.0, min(self.quantity, arrived - self.withheld))

    def _credited_quantity(self):
        """Units of this line on vendor refunds, drafts included."""
        self.ensure_one()
        return sum(
            line.aftersales_units * (1 if line.move_type == "in_refund" else -1)
            for line in self.credit_line_ids
            if line.parent_state != "cancel"
        )

    def _is_goods_settled(self):
        """Everything the line waits for has come, or was given up."""
        self.ensure_one()
        if self.is_stop:
            return self.stopped
        back = max(self.settled_qty, self._good_quantity())
        return self.uom_id.compare(back, self.quantity) >= 0

    def _expect_no_more(self):
        """Reduce the lines to what arrived in good order."""
        for line in self:
            line._write_engine(
                {"quantity": max(line.settled_qty, line._good_quantity())}
            )
        self.case_id._update_costs()
