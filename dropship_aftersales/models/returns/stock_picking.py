from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..empty_columns import add_empty_columns
from ..workflow.workflow_mixin import AGENT, CUSTOMER, MANAGER, SYSTEM

PARCEL_FIELDS = frozenset({"carrier_tracking_ref", "aftersales_carrier"})


class StockPicking(models.Model):
    _inherit = "stock.picking"

    # Not copied: a duplicated transfer belongs to no claim. Backorders do.
    aftersales_claim_id = fields.Many2one(
        "aftersales.claim",
        string="Claim",
        index="btree_not_null",
        copy=False,
        readonly=True,
    )
    aftersales_case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        index="btree_not_null",
        copy=False,
        readonly=True,
        groups="base.group_user",
    )
    is_aftersales_return = fields.Boolean(
        string="Return of a Claim",
        compute="_compute_is_aftersales_return",
        store=True,
        help="The customer sends goods back on a claim. Such a transfer is no part of "
        "the delivery or receipt of an order.",
    )
    # The same definition as in stock_delivery, which may be installed beside us.
    carrier_tracking_ref = fields.Char(string="Tracking Reference", copy=False)
    aftersales_carrier = fields.Char(
        string="Carrier of the Return",
        copy=False,
        help="Who carries the customer's parcel, in the customer's words.",
    )
    aftersales_ship_by = fields.Datetime(
        string="Ship By",
        copy=False,
        readonly=True,
        help="Until when the customer should have sent the parcel.",
    )
    aftersales_shipped_date = fields.Datetime(
        string="Sent On",
        copy=False,
        readonly=True,
        help="When the customer said that the parcel is on its way.",
    )

    _aftersales_ship_by_index = models.Index(
        "(aftersales_ship_by) WHERE aftersales_ship_by IS NOT NULL"
        " AND state NOT IN ('done', 'cancel')"
    )

    def _auto_init(self):
        # No transfer belongs to a claim when the addon is installed: spare large
        # databases the computation.
        add_empty_columns(self, "is_aftersales_return")
        return super()._auto_init()

    @api.depends("aftersales_claim_id", "location_id")
    def _compute_is_aftersales_return(self):
        for picking in self:
            picking.is_aftersales_return = bool(
                picking.aftersales_claim_id
                and picking.location_id._is_aftersales_customer()
            )

    @api.depends("is_aftersales_return")
    def _compute_sale_id(self):
        """Returns of claims are no transfers of the order: its deliveries are over."""
        returns = self.filtered("is_aftersales_return")
        returns.sale_id = False
        return super(StockPicking, self - returns)._compute_sale_id()

    def write(self, vals):
        if vals and vals.keys() <= PARCEL_FIELDS and not self.env.su:
            return super(StockPicking, self._aftersales_for_parcel()).write(vals)
        return super().write(vals)

    def _aftersales_for_parcel(self):
        """These transfers with the rights to enter the customer's parcel: the parties
        of the claim need none on transfers."""
        # Looking whether they are open returns of a claim reveals nothing.
        pickings_sudo = self.with_user(SUPERUSER_ID)
        if not all(
            picking.is_aftersales_return and picking.state not in ("done", "cancel")
            for picking in pickings_sudo
        ):
            return self
        claims = self.env["aftersales.claim"].browse(
            pickings_sudo.aftersales_claim_id.ids
        )
        user = self.env.user
        is_party = user.has_group("dropship_aftersales.group_agent_own") or all(
            claim_sudo._party_of(user.partner_id) for claim_sudo in claims.sudo()
        )
        if not is_party:
            return self
        claims._derive_actor()
        return pickings_sudo

    def action_aftersales_ship(self):
        """Say that the customer's parcels are on their way; repeating it is harmless.

        The tracking number is written before.

        :raise AccessError: the user is neither agent nor the customer of the claim
        :raise UserError: no open return of a claim, or no tracking number
        """
        # Customers have no rights on transfers: the claims they belong to decide.
        # In the system's name: other parties can read who wrote a document.
        pickings_sudo = self.with_user(SUPERUSER_ID)
        foreign_sudo = pickings_sudo.filtered(lambda p: not p.is_aftersales_return)
        if foreign_sudo:
            raise UserError(
                self.env._(
                    "Only returns of a claim are sent by customers: %s",
                    foreign_sudo._aftersales_names(),
                )
            )
        claims = self.env["aftersales.claim"].browse(
            pickings_sudo.aftersales_claim_id.ids
        )
        if claims._derive_actor() not in (CUSTOMER, AGENT, MANAGER, SYSTEM):
            raise AccessError(self.env._("This return is not yours."))
        waiting_sudo = pickings_sudo.filtered(lambda p: not p.aftersales_shipped_date)
        waiting_sudo._check_aftersales_ship()
        waiting_sudo.aftersales_shipped_date = fields.Datetime.now()
        waiting_sudo._aftersales_advance_soon()
        return True

    def _check_aftersales_ship(self):
        if closed := self.filtered(lambda p: p.state in ("done", "cancel")):
            raise UserError(
                self.env._(
                    "These returns are not open any more: %s. Ask for a new one.",
                    closed._aftersales_names(),
                )
            )
        if unknown := self.filtered(lambda p: not p.carrier_tracking_ref):
            raise UserError(
                self.env._(
                    "Enter the tracking number of the parcel first: %s",
                    unknown._aftersales_names(),
                )
            )

    def _aftersales_names(self):
        return ", ".join(self.mapped("name"))

    def _aftersales_receive(self, quantities, lots=None):
        """Book what arrived; the rest of the transfers waits in backorders.

        The caller runs it with superuser rights, after its own checks.

        :param dict quantities: {stock.move: units that arrived, in the product's unit};
            moves of these transfers, what is left out did not arrive
        :param dict lots: {stock.move: stock.lot that arrived}, for tracked products;
            by default those the move was made for
        :raise UserError: a move is not open, or more arrived than it stands for
        """
        arrived = {
            move: quantity
            for move, quantity in quantities.items()
            if not move.product_id.uom_id.is_zero(quantity)
        }
        for move, quantity in arrived.items():
            move._check_aftersales_arrival(quantity)
        moves = self.env["stock.move"].union(*arrived)
        pickings = moves.picking_id & self
        (pickings.move_ids - moves).filtered(
            lambda move: move.state not in ("done", "cancel")
        ).picked = False
        for move, quantity in arrived.items():
            move._aftersales_set_arrived(quantity, (lots or {}).get(move))
        moves.picked = True
        # Not button_validate(): operation types that never make backorders, and
        # dialogues of other apps, would lose the rest.
        # Nobody who reports an arrival follows what is left to come.
        pickings.with_context(
            cancel_backorder=False, mail_create_nosubscribe=True
        )._action_done()

    def _action_done(self):
        result = super()._action_done()
        self._aftersales_advance_soon()
        return result

    def _create_backorder_picking(self):
        backorder = super()._create_backorder_picking()
        # Whoever validates the transfer may not see the supplier's case.
        picking_sudo = self.sudo()
        if picking_sudo.aftersales_claim_id:
            backorder.sudo().write(picking_sudo._prepare_aftersales_backorder_vals())
        return backorder

    def _prepare_aftersales_backorder_vals(self):
        """What the rest of a parcel has in common with the part that arrived."""
        return {
            "aftersales_claim_id": self.aftersales_claim_id.id,
            "aftersales_case_id": self.aftersales_case_id.id,
            "aftersales_ship_by": self.aftersales_ship_by,
            "aftersales_shipped_date": self.aftersales_shipped_date,
            "aftersales_carrier": self.aftersales_carrier,
            "carrier_tracking_ref": self.carrier_tracking_ref,
            "return_id": self.return_id.id,
        }

    def _aftersales_advance_soon(self):
        """Let the claims look at their transfers as soon as this is committed."""
        # The scheduler's queue is not for users' eyes.
        pickings_sudo = self.sudo()
        if not pickings_sudo.aftersales_claim_id:
            return
        if cron_sudo := pickings_sudo.env.ref(
            "dropship_aftersales.ir_cron_advance", raise_if_not_found=False
        ):
            cron_sudo._trigger()
