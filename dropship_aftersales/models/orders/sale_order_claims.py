"""The doors to a new claim: order, delivered transfer, invoice, purchase order."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..claim_screens.window import window_of

# Not "default_line_ids": whatever is created later in that window, a supplier case of
# an approved claim for one, would take it for the default of its own lines.
OFFERED = "default_offered_sale_line_ids"


class SaleOrder(models.Model):
    """The claims on an order, and the door to a new one."""

    _inherit = "sale.order"

    aftersales_claim_ids = fields.One2many(
        "aftersales.claim",
        "order_id",
        string="Claims",
        groups="dropship_aftersales.group_agent_own",
    )
    aftersales_claim_count = fields.Integer(
        string="Number of Claims",
        compute="_compute_aftersales_claim_count",
        groups="dropship_aftersales.group_agent_own",
    )

    @api.depends("aftersales_claim_ids")
    def _compute_aftersales_claim_count(self):
        counts = dict(
            self.env["aftersales.claim"]._read_group(
                [("order_id", "in", self.ids)], ["order_id"], ["__count"]
            )
        )
        for order in self:
            order.aftersales_claim_count = counts.get(order._origin, 0)

    def action_aftersales_create_claim(self):
        """Open a new claim on this order; nothing is kept until it is saved.

        :raise UserError: the order is not confirmed
        """
        self.ensure_one()
        return self._aftersales_claim_window(self.order_line)

    def action_aftersales_view_claims(self):
        """Show the claims on this order."""
        self.ensure_one()
        return {
            **window_of(self.aftersales_claim_ids, self.env._("Claims")),
            "context": {"default_order_id": self.id},
        }

    def _aftersales_claim_window(self, sale_lines):
        """A new claim with those of ``sale_lines`` that can be claimed, at quantity 0;
        what stays at 0 is dropped when the claim is saved.

        :raise UserError: the order is not confirmed
        """
        self.ensure_one()
        if self.state in ("draft", "sent"):
            raise UserError(
                self.env._(
                    "Confirm %s first: only what was ordered can be claimed.", self.name
                )
            )
        limits = sale_lines._aftersales_claim_limits()
        claimable = sale_lines.filtered(
            lambda line: (
                line.product_id
                and line.product_id.uom_id.compare(limits[line][1], 0) > 0
            )
        )
        if not claimable and (refusal := sale_lines._aftersales_refusal_of_all()):
            raise UserError(
                self.env._(
                    "Nothing of %(order)s can be claimed. %(why)s",
                    order=self.name,
                    why=refusal,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Claim"),
            "res_model": "aftersales.claim",
            "views": [(False, "form")],
            "context": {
                "default_order_id": self.id,
                OFFERED: claimable.ids,
            },
        }


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_claim_window(self, document):
        """A new claim on these lines; their orders to choose from if they are several.

        :param document: whatever they were reached from, for the message
        :raise UserError: there is no order line behind ``document``
        """
        orders = self.order_id.filtered(lambda order: order._aftersales_is_open())
        if not orders:
            raise UserError(
                self.env._(
                    "There is no confirmed sale behind %s. Open the customer's order "
                    "and create the claim there.",
                    document.display_name,
                )
            )
        if len(orders) > 1:
            return window_of(
                orders, self.env._("Choose the order and create the claim there")
            )
        return orders._aftersales_claim_window(self)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def default_get(self, fields_list):
        """Offers the items of the document that the claim is created from."""
        defaults = super().default_get(fields_list)
        if "line_ids" in fields_list and (offered := self.env.context.get(OFFERED)):
            defaults["line_ids"] = [
                fields.Command.create({"sale_line_id": line_id, "quantity": 0.0})
                for line_id in offered
            ]
            self._check_links([defaults])
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        """Items offered at quantity 0 that nobody touched are not part of the claim."""
        return super().create(
            [{**vals, "line_ids": self._chosen_commands(vals)} for vals in vals_list]
        )

    def _chosen_commands(self, vals):
        return [
            command
            for command in vals.get("line_ids") or []
            if not self._is_untouched(command)
        ]

    def _is_untouched(self, command):
        """A new line that says: of this order line, nothing."""
        return (
            isinstance(command, list | tuple)
            and len(command) == 3
            and command[0] == fields.Command.CREATE
            and command[2].get("quantity", 1.0) == 0
            and not command[2].get("reason_id")
        )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def action_aftersales_create_claim(self):
        """Open a new claim on what this delivery brought the customer.

        :raise UserError: it is no delivery that is done, or there is no sale behind it
        """
        self.ensure_one()
        self.check_access("read")
        if not self._aftersales_is_delivered():
            raise UserError(
                self.env._(
                    "%s is not delivered. Claims are made on what customers received.",
                    self.display_name,
                )
            )
        return self.move_ids.sale_line_id._aftersales_claim_window(self)

    def _aftersales_is_delivered(self):
        return (
            self.state == "done"
            and self.picking_type_code in ("outgoing", "dropship")
            and not self.is_aftersales_return
        )


class AccountMove(models.Model):
    _inherit = "account.move"

    def action_aftersales_create_claim(self):
        """Open a new claim on what this invoice is for.

        :raise UserError: it is no posted customer invoice, or there is no sale behind
        """
        self.ensure_one()
        self.check_access("read")
        if self.move_type != "out_invoice" or self.state != "posted":
            raise UserError(
                self.env._(
                    "%s is not a posted customer invoice. Claims are made on what was "
                    "sold.",
                    self.display_name,
                )
            )
        return self.invoice_line_ids.sale_line_ids._aftersales_claim_window(self)


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def action_aftersales_create_claim(self):
        """Open a new claim on the sale that this purchase was made for.

        :raise UserError: no customer's order is behind it
        """
        self.ensure_one()
        self.check_access("read")
        return self.order_line.sale_line_id._aftersales_claim_window(self)
