from odoo import api, fields, models
from odoo.exceptions import UserError

from .supplier_units import OPEN_STATES

OUTCOMES = [
    ("ok", "As expected"),
    ("wrong", "Wrong item"),
    ("empty", "Empty parcel"),
    ("refused", "Refused at the door"),
]
# What people may write on a line; everything else is the engine's.
OPEN_FIELDS = frozenset({"percent"})


class AftersalesSupplierCaseLine(models.Model):
    """Units of one purchase line that one supplier answers for.

    Quantities are in the product's own unit, prices in the currency of the purchase
    order per such unit.
    """

    _name = "aftersales.supplier.case.line"
    _description = "Supplier Case Line"
    _inherit = ["aftersales.settlement.mixin", "aftersales.numbers.mixin"]
    _settled_line = "purchase_line_id"
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
        help="Percent of the cost that the supplier credits. Of goods that the "
        "customer keeps for a part of the price, only that part of the cost counts.",
    )
    is_percent_agreed = fields.Boolean(
        readonly=True, help="Somebody set the share; decisions do not change it."
    )
    awaits_goods = fields.Boolean(
        help="The supplier credits what comes back, not what was claimed."
    )
    is_stop = fields.Boolean(
        string="Do Not Ship",
        help="The supplier is asked not to ship these units any more.",
    )
    is_late = fields.Boolean(
        string="Claim Window Over",
        readonly=True,
        help="The supplier's claim window had ended when the claim was submitted: "
        "nothing is expected of him unless he agrees.",
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
    damage_credited_qty = fields.Float(
        string="Damaged, Credited",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Damaged units that count as good ones by an agent's decision.",
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

    @api.depends("damaged", "damage_credited_qty")
    def _compute_withheld(self):
        for line in self:
            line.withheld = max(0.0, line.damaged - line.damage_credited_qty)

    @api.depends("quantity", "product_id")
    def _compute_display_name(self):
        for line in self:
            product = line.sudo().product_id.display_name or ""
            line.display_name = line.sudo().uom_id._aftersales_item_words(
                line.quantity, product
            )

    def write(self, vals):
        self._check_numbers([vals])
        if vals.keys() - OPEN_FIELDS:
            raise UserError(
                self.env._(
                    "The items of a case follow from its claim and from “Confirm "
                    "receipt”; they are not written."
                )
            )
        if self.filtered(
            lambda line: line.case_state not in ("draft", "asked", "disputed")
        ):
            raise UserError(
                self.env._(
                    "What was decided keeps its share. Reopen the case to change it; "
                    "the difference to what was credited is settled then."
                )
            )
        self.check_access("write")
        if disputed := self.case_id.filtered(lambda case: case.state == "disputed"):
            # What is asked for decides who may rule: to change it is to rule.
            disputed._check_rule(disputed._derive_actor())
        # Cost rows have no other writer than the case.
        lines_sudo = self.sudo()
        rest = {name: value for name, value in vals.items() if name != "percent"}
        if "percent" in vals:
            lines_sudo._change_share(vals["percent"])
        return super().write(rest) if rest else True

    def _write_engine(self, vals):
        """Write what only the engine may write, past the guard of ``write``."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _lock_settlement(self):
        self.case_id._lock_rows()

    def _units_to_lock(self, units, on_invoices):
        if self._credit_percent() < 100:
            # We bear a part of the cost: the bill comes in full, then it credits.
            return max(on_invoices, units)
        return on_invoices

    def action_credit_damage(self):
        """Count the damaged units like good ones: the supplier answers for them."""
        self.case_id.claim_id._check_agent()
        # The line's receipt is engine data; who may decide was checked above.
        lines_sudo = self.sudo()
        for line in lines_sudo:
            line._write_engine({"damage_credited_qty": line.damaged})
        lines_sudo.case_id.claim_id._advance()
        return True

    def action_expect_no_more(self):
        """Give up what has not come back; the supplier owes for what it has.

        :raise UserError: nothing is expected back for a line
        """
        self.case_id.claim_id._check_agent()
        if still := self.filtered(lambda line: not line.awaits_goods):
            raise UserError(
                self.env._(
                    "Nothing is sent back for %s.",
                    ", ".join(still.mapped("display_name")),
                )
            )
        # Cancelling the rest of a transfer needs no stock rights of the agent.
        lines_sudo = self.sudo()
        lines_sudo.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )._action_cancel()
        lines_sudo._expect_no_more()
        lines_sudo.case_id.claim_id._advance()
        return True

    # ------------------------------------------------------------------ engine

    def _waits_for_stop(self):
        """The supplier is asked not to ship, and has not confirmed it."""
        self.ensure_one()
        return (
            self.is_stop
            and not self.stopped
            and self.case_id.state in OPEN_STATES
            and self.remedy_id.state != "cancelled"
        )

    def _good_quantity(self):
        """Units the supplier credits by now, in the product's unit.

        An answer alone moves nothing: units count once a remedy gives them.
        """
        self.ensure_one()
        if self.case_id.state not in ("accepted", "settled"):
            return 0.0
        if self.remedy_id.state not in ("running", "done"):
            return 0.0
        return self._back_quantity() if self.awaits_goods else self.quantity

    def _back_quantity(self):
        """Units that came back in good order, whatever the supplier answered."""
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

    def _is_credited(self):
        """Nothing of the units given back is still to be credited or to be posted."""
        self.ensure_one()
        purchase_line = self.purchase_line_id
        drafts = self.credit_line_ids.filtered(
            lambda line: line.parent_state == "draft"
        )
        if (
            drafts
            or self.is_share_corrected
            or self.uom_id.compare(purchase_line.aftersales_to_credit_qty, 0) > 0
        ):
            return False
        if self.is_stop:
            return self.uom_id.compare(self._billed_in_advance(), 0.0) <= 0
        left_out = self.settled_qty - self._credited_quantity()
        # Units a bill leaves out are settled when that bill has come.
        return self.uom_id.compare(left_out, 0.0) <= 0 or self._is_billed()

    def _is_billed(self):
        """The supplier has billed all that it may, or there is nothing to bill."""
        purchase_line = self.purchase_line_id
        return self.uom_id.compare(purchase_line.qty_to_invoice, 0.0) <= 0 and not any(
            line.parent_state == "draft" for line in purchase_line.invoice_lines
        )

    def _expect_no_more(self):
        """Reduce the lines to what arrived in good order."""
        for line in self:
            line._write_engine(
                {"quantity": max(line.settled_qty, line._back_quantity())}
            )
        self.case_id._update_costs()
