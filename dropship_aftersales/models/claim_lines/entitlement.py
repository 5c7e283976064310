"""What of a sold line can still be claimed, the same for every door.

The counter on the sale line is raised by an SQL ``UPDATE`` before anything is decided:
Odoo runs REPEATABLE READ, so of two sessions that claim the last units at once the
second gets a serialization failure, is retried by Odoo, and then sees what is left.
"""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..claims.claim import UNDECIDED


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    aftersales_claimed_qty = fields.Float(
        string="Claimed",
        digits="Product Unit",
        readonly=True,
        copy=False,
        default=0.0,
        help="Units held by claims, in the product's own unit.",
    )
    aftersales_claimable_qty = fields.Float(
        string="Claimable",
        digits="Product Unit",
        compute="_compute_aftersales_claimable_qty",
        help="Units that can still be claimed, in the product's own unit.",
    )
    aftersales_claim_line_ids = fields.One2many("aftersales.claim.line", "sale_line_id")

    @api.depends("qty_delivered", "product_uom_qty", "aftersales_claimed_qty", "state")
    def _compute_aftersales_claimable_qty(self):
        limits = self._aftersales_claim_limits()
        for line in self:
            delivered, ordered = limits[line]
            line.aftersales_claimable_qty = max(0.0, min(delivered, ordered))

    def _aftersales_claim_limits(self):
        """Units left to claim, per line, in the product's unit.

        :return: ``{line: (received, ordered)}``: how many units that arrived, and how
            many that were ordered at all (for "not received"), are held by no claim;
            negative when more is held than there is
        """
        held_received = defaultdict(float)
        held = defaultdict(float)
        # Customers and agents see what is left without seeing other claims.
        groups = (
            self.env["aftersales.claim.line"]
            .sudo()
            ._read_group(
                [("sale_line_id", "in", self.ids), ("held_quantity", "!=", 0)],
                ["sale_line_id", "goods_status"],
                ["held_quantity:sum"],
            )
        )
        for sale_line, goods_status, quantity in groups:
            held[sale_line.id] += quantity
            if goods_status != "not_received":
                held_received[sale_line.id] += quantity
        limits = {}
        for line in self:
            if line._aftersales_refusal():
                limits[line] = (0.0, 0.0)
                continue
            delivered = line._aftersales_in_product_unit(line.qty_delivered)
            ordered = line._aftersales_orderable_qty()
            limits[line] = (
                delivered - held_received[line.id],
                max(ordered, delivered) - held[line.id],
            )
        return limits

    def _aftersales_in_product_unit(self, quantity):
        """``quantity`` of the line's unit in the product's own unit."""
        self.ensure_one()
        return self.product_uom_id._aftersales_to(quantity, self.product_id.uom_id)

    def _update_line_quantity(self, values):
        """What a claim took off before shipment stays part of what was ordered."""
        for line in self:
            kept = line.qty_delivered + line.product_id.uom_id._compute_quantity(
                line.aftersales_unshipped_qty, line.product_uom_id, round=False
            )
            if (
                line.aftersales_unshipped_qty
                and line.product_uom_id.compare(values["product_uom_qty"], kept) < 0
            ):
                raise UserError(
                    self.env._(
                        "%(quantity)g of %(product)s were taken off before shipment "
                        "and refunded by a claim. They stay on the order: do not "
                        "lower its quantity.",
                        quantity=line.aftersales_unshipped_qty,
                        product=line.product_id.display_name,
                    )
                )
        return super()._update_line_quantity(values)

    def _aftersales_check_limits(self, raised):
        """Refuse to hold more units than there are.

        :param raised: ``{claim line: units it just took hold of}``
        :raise UserError: saying how many are left of the first line that is short
        """
        taken = defaultdict(float)
        for claim_line, units in raised.items():
            taken[claim_line.sale_line_id] += units
        limits = self._aftersales_claim_limits()
        held_by_line = self.aftersales_claim_line_ids.filtered("held_quantity").grouped(
            "sale_line_id"
        )
        for line in self:
            received, ordered = limits[line]
            statuses = set(held_by_line[line].mapped("goods_status"))
            left = ordered if statuses == {"not_received"} else min(received, ordered)
            uom = line.product_id.uom_id
            if uom.compare(left, 0.0) < 0:
                free = max(0.0, taken[line] + left)
                raise UserError(line._aftersales_short_words(line.product_id, free))

    def _aftersales_short_words(self, product, quantity):
        """Why no more of ``product`` can be claimed than ``quantity``, in its unit."""
        return self.env._(
            "Only %(quantity)g %(unit)s of %(product)s can still be "
            "claimed: the others were not delivered yet or are in another "
            "request. Choose a smaller quantity.",
            product=product.display_name,
            quantity=product.uom_id.round(quantity),
            unit=product.uom_id.name,
        )


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _check_claimable(self):
        """Refuse lines that cannot be claimed whatever is left of them.

        :raise UserError: naming the first such line and why
        """
        for line in self:
            # The customer has no rights on the order lines behind his claim.
            if refusal := line.sudo().sale_line_id._aftersales_refusal():
                raise UserError(
                    self.env._(
                        "%(line)s cannot be claimed. %(why)s",
                        line=line.display_name,
                        why=refusal,
                    )
                )

    def _claim_limits(self):
        """What is left to claim of the items of these lines, in their own units.

        :return: ``{line: (received, ordered)}`` as of
            :meth:`sale.order.line._aftersales_claim_limits`; lines without an item
            yet are left out
        """
        # What is left is everybody's to know who may see the claim.
        limits = self.sale_line_id.sudo()._aftersales_claim_limits()
        by_id = {sale_line.id: limit for sale_line, limit in limits.items()}
        return {line: by_id[line.sale_line_id.id] for line in self if line.sale_line_id}

    def _hold_target(self):
        """Units this line should hold, given where its claim and remedies stand."""
        self.ensure_one()
        state = self.claim_id.state
        if state in UNDECIDED:
            return self.quantity
        if state in ("approved", "resolved", "closed"):
            return sum(
                self.remedy_ids.filtered(lambda remedy: remedy._holds_units()).mapped(
                    "quantity"
                )
            )
        return 0.0

    def _update_hold(self):
        """Hold what the lines should hold now; see the module's docstring.

        :raise UserError: more would be held than was delivered (ordered, for goods
            that were not received)
        """
        self._set_hold({line: line._hold_target() for line in self})

    def _set_hold(self, targets):
        deltas = defaultdict(float)
        raised = {}
        # The counter belongs to the engine; whoever claims has no rights on orders.
        for line_sudo, target in ((line.sudo(), qty) for line, qty in targets.items()):
            if delta := target - line_sudo.held_quantity:
                # A part leaves the count of units as it is; writing the counter makes
                # two sessions meet all the same.
                deltas[line_sudo.sale_line_id.id] += (
                    0.0 if line_sudo._is_part() else delta
                )
                line_sudo._write_engine({"held_quantity": target})
                if delta > 0:
                    raised[line_sudo] = delta
        if not deltas:
            return
        sale_lines_sudo = self.env["sale.order.line"].sudo().browse(sorted(deltas))
        self.env.cr.execute(
            SQL(
                """
                WITH delta (id, quantity) AS (VALUES %(deltas)s),
                     locked AS MATERIALIZED (
                         SELECT line.id
                           FROM sale_order_line line
                          WHERE line.id IN %(ids)s
                       ORDER BY line.id
                            FOR UPDATE
                     )
                UPDATE sale_order_line line
                   SET aftersales_claimed_qty =
                       COALESCE(line.aftersales_claimed_qty, 0) + delta.quantity
                  FROM delta, locked
                 WHERE line.id = delta.id AND line.id = locked.id
                """,
                deltas=SQL(", ").join(
                    SQL("(%s::int, %s::numeric)", line_id, deltas[line_id])
                    for line_id in sale_lines_sudo.ids
                ),
                ids=tuple(sale_lines_sudo.ids),
            )
        )
        sale_lines_sudo.invalidate_recordset(["aftersales_claimed_qty"], flush=False)
        sale_lines_sudo.modified(["aftersales_claimed_qty"])
        self.env["aftersales.claim.line"].sudo().union(
            *raised
        ).sale_line_id._aftersales_check_limits(raised)
