from odoo import api, fields, models

from ..claims.claim import UNDECIDED
from .reason import PARTIES


class AftersalesClaimLine(models.Model):
    """What the agent's screens show of an item, and its decision at one click."""

    _inherit = "aftersales.claim.line"

    refusal_reason = fields.Char(
        copy=False,
        help="Why not all of it was granted, in words for the customer.",
    )
    sold_quantity = fields.Float(
        digits="Product Unit",
        string="Sold",
        compute="_compute_quantities",
        help="Ordered units, in the product's own unit.",
    )
    left_quantity = fields.Float(
        digits="Product Unit",
        string="At Most",
        compute="_compute_quantities",
        help="The most that this item can be claimed for, in the product's own unit.",
    )
    quantity_warning = fields.Char(compute="_compute_quantities")
    percent_total = fields.Integer(string="Total", compute="_compute_percent_total")
    responsibility = fields.Char(
        compute="_compute_percent_total", help="Who is to blame, and how much."
    )
    may_decide = fields.Boolean(compute="_compute_may_decide")

    # ------------------------------------------------------------------ entitlement

    @api.depends("sale_line_id", "quantity", "goods_status")
    def _compute_quantities(self):
        open_states = (False, "draft", *UNDECIDED)
        open_lines = self.filtered(lambda line: line.claim_state in open_states)
        limits = open_lines._claim_limits()
        for line in self:
            # Agents need no rights on orders to see what can be claimed.
            sale_line_sudo = line.sale_line_id.sudo()
            if not sale_line_sudo:
                line.sold_quantity = line.left_quantity = 0.0
                line.quantity_warning = False
                continue
            line.sold_quantity = line._sold_quantity()
            if line not in open_lines:
                line.left_quantity = 0.0
                line.quantity_warning = False
                continue
            received, ordered = limits[line]
            left = ordered if line.goods_status == "not_received" else received
            left += line._origin.held_quantity
            line.left_quantity = max(0.0, left)
            line.quantity_warning = line._quantity_warning(sale_line_sudo)

    def _sold_quantity(self):
        """Ordered units of the item, in its own unit."""
        self.ensure_one()
        sale_line_sudo = self.sale_line_id.sudo()
        return sale_line_sudo._aftersales_in_product_unit(
            sale_line_sudo.product_uom_qty
        )

    def _quantity_warning(self, sale_line_sudo):
        """Why the quantity cannot be claimed, in words; empty if it can."""
        uom = self.sudo().product_id.uom_id
        if refusal := sale_line_sudo._aftersales_refusal():
            return refusal
        if uom.compare(self.quantity, self.left_quantity) <= 0:
            return ""
        values = {
            "left": uom._aftersales_number(self.left_quantity),
            "unit": uom.name,
        }
        elsewhere = (
            sale_line_sudo.aftersales_claim_line_ids.filtered("held_quantity")
            - self._origin
        )
        if elsewhere:
            return self.env._(
                "Only %(left)s %(unit)s left; others are in %(claims)s.",
                claims=", ".join(sorted(set(elsewhere.claim_id.mapped("name")))),
                **values,
            )
        if uom.compare(self.quantity, self.sold_quantity) > 0:
            return self.env._("Only %(left)s %(unit)s were sold.", **values)
        return self.env._(
            "Only %(left)s %(unit)s were delivered. Choose “Not received” for the "
            "others.",
            **values,
        )

    # ------------------------------------------------------------------ responsibility

    @api.depends(*(f"{party}_percent" for party in PARTIES))
    def _compute_percent_total(self):
        for line in self:
            labels = line._percent_labels()
            line.percent_total = sum(line[name] for name in labels)
            line.responsibility = " · ".join(
                f"{label} {line[name]} %"
                for name, label in labels.items()
                if line[name]
            )

    def _percent_labels(self):
        return {
            "supplier_percent": self.env._("Supplier"),
            "carrier_percent": self.env._("Carrier"),
            "seller_percent": self.env._("Seller"),
            "customer_percent": self.env._("Customer"),
        }

    def action_open_shares(self):
        """Say who is to blame for this item."""
        self.ensure_one()
        view = self.env.ref(
            "dropship_aftersales.aftersales_claim_line_view_form_shares"
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Responsibility"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    # ------------------------------------------------------------------ decision

    @api.depends("claim_id.state")
    def _compute_may_decide(self):
        for line in self:
            line.may_decide = line.claim_id.state in ("review", "supplier")

    @api.onchange("granted_quantity")
    def _onchange_granted_quantity(self):
        """Typing how much is granted is the decision."""
        if self.granted_quantity:
            self.decision = "granted"
        elif self.decision == "granted":
            self.decision = "refused"

    def action_grant(self):
        """Grant these lines in full; approving the claim stays a step of its own."""
        self.claim_id._check_agent()
        for line in self:
            line.write({"decision": "granted", "granted_quantity": line.quantity})
        return True

    def action_refuse(self):
        """Refuse what of these lines was not given already."""
        self.claim_id._check_agent()
        for line in self:
            line.remedy_ids.filtered(
                lambda remedy: remedy.state == "proposed"
            ).action_cancel()
            given = line._remedied_quantity()
            line.write(
                {
                    "decision": "granted" if given else "refused",
                    "granted_quantity": given,
                }
            )
        return True
