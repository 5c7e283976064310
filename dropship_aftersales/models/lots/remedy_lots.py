"""Which of the claimed lots and serial numbers a remedy is for."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    lot_ids = fields.Many2many(
        "stock.lot",
        "aftersales_remedy_lot_rel",
        string="Lots / Serial Numbers",
        copy=False,
        groups="base.group_user",
        help="Those of the claimed numbers that this remedy is for.",
    )
    # What the form shows: nothing is read for items without numbers.
    chosen_lot_ids = fields.Many2many(
        "stock.lot",
        string="For Numbers",
        compute="_compute_chosen_lots",
        inverse="_inverse_chosen_lots",
        domain="[('id', 'in', claimed_lot_ids)]",
        groups="base.group_user",
    )
    claimed_lot_ids = fields.Many2many(
        "stock.lot",
        string="Claimed Numbers",
        compute="_compute_chosen_lots",
        groups="base.group_user",
    )

    @api.depends("lot_ids", "line_id.lot_ids", "line_id.product_id")
    def _compute_chosen_lots(self):
        for remedy in self:
            tracked = remedy.line_id._tracked()
            remedy.claimed_lot_ids = tracked.lot_ids
            remedy.chosen_lot_ids = remedy.lot_ids if tracked else tracked.lot_ids

    def _inverse_chosen_lots(self):
        for remedy in self:
            if remedy.lot_ids != remedy.chosen_lot_ids:
                remedy.lot_ids = remedy.chosen_lot_ids

    def write(self, vals):
        if "lot_ids" in vals and self.filtered(
            lambda remedy: remedy.state != "proposed"
        ):
            raise UserError(
                self.env._(
                    "A remedy that started is not changed. Cancel it and propose "
                    "another one."
                )
            )
        if "lot_ids" in vals:
            self._check_open()
        return super().write(vals)

    def _lots(self):
        """The numbers that these remedies give something for.

        What came back counts once everything is back: another unit of the order may
        have been sent than was claimed.
        """
        lots = self.env["stock.lot"]
        for remedy in self:
            # Which numbers came back is told by transfers.
            remedy_sudo = remedy.sudo()
            back_sudo = remedy_sudo.move_ids.filtered(
                lambda move: move.state == "done"
            ).move_line_ids.lot_id
            lots |= back_sudo
            arrived = remedy_sudo._arrived_quantity() if back_sudo else 0.0
            if remedy_sudo.uom_id.compare(arrived, remedy_sudo.quantity) < 0:
                lots |= remedy_sudo.lot_ids
        return lots


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _assign_lots(self):
        """Say for every proposed remedy which of the claimed numbers it is for.

        :raise UserError: fewer are granted than claimed, or they go different ways,
            and nobody said which
        """
        for line in self._tracked().filtered("lot_ids"):
            # Where the units came from is told by transfers.
            line_sudo = line.sudo()
            live_sudo = line_sudo.remedy_ids.filtered(
                lambda remedy: remedy.state != "cancelled"
            )
            proposed_sudo = live_sudo.filtered(
                lambda remedy: remedy.state == "proposed"
            )
            if line_sudo.product_id.tracking != "serial":
                for remedy_sudo in proposed_sudo.filtered(lambda r: not r.lot_ids):
                    remedy_sudo.lot_ids = line_sudo.lot_ids
                continue
            free = line_sudo.lot_ids - (live_sudo - proposed_sudo)._lots()
            free -= proposed_sudo.lot_ids
            line_sudo._spread_lots(
                proposed_sudo.filtered(lambda r: not r.lot_ids), free
            )
            line_sudo._check_remedy_lots(proposed_sudo)

    def _spread_lots(self, remedies, free):
        """Give ``remedies`` of this line their numbers out of ``free``."""
        supplied = self.sale_line_id._aftersales_supplied_lots()
        ways = {remedy.return_to for remedy in remedies}
        for remedy in remedies.sorted(lambda remedy: remedy.return_to != "supplier"):
            possible = free
            if remedy.return_to == "supplier" and len(ways) > 1:
                possible = free & supplied
            units = round(remedy.quantity)
            rest = remedies.filtered(
                lambda other, done=remedy: not other.lot_ids and other != done
            )
            is_clear = len(possible) == units or (
                len(ways) == 1
                and len(free) == units + sum(round(other.quantity) for other in rest)
            )
            if not is_clear:
                raise UserError(
                    self.env._(
                        "%(product)s: say under Remedies which of %(lots)s is granted "
                        "and where it goes. “Propose refunds” fills the list in.",
                        product=self.product_id.display_name,
                        lots=", ".join(free.mapped("name")),
                    )
                )
            remedy.lot_ids = possible[:units]
            free -= remedy.lot_ids

    def _check_remedy_lots(self, remedies):
        for remedy in remedies:
            strange = remedy.lot_ids - self.lot_ids
            if strange or len(remedy.lot_ids) != round(remedy.quantity):
                raise UserError(
                    self.env._(
                        "%(remedy)s is for %(lots)s. Choose as many of the claimed "
                        "numbers as units.",
                        remedy=remedy.display_name,
                        lots=", ".join(remedy.lot_ids.mapped("name")),
                    )
                )
        chosen = [lot for remedy in remedies for lot in remedy.lot_ids]
        if len(chosen) != len(set(chosen)):
            raise UserError(
                self.env._(
                    "%(product)s: a serial number is in two remedies. Give it once.",
                    product=self.product_id.display_name,
                )
            )


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_supplied_lots(self):
        """Numbers that suppliers shipped to the customer themselves."""
        self.ensure_one()
        return (
            self._aftersales_tracked_deliveries()
            .filtered(lambda move: move.purchase_line_id and move._is_dropshipped())
            .move_line_ids.lot_id
        )

    def _aftersales_lots_by_purchase(self, lots):
        """How many units of ``lots`` came with each purchase line, product's unit."""
        self.ensure_one()
        units = {}
        for move in self._aftersales_tracked_deliveries():
            for move_line in move.move_line_ids:
                if move_line.lot_id in lots and move.purchase_line_id:
                    purchase_line = move.purchase_line_id
                    units[purchase_line] = (
                        units.get(purchase_line, 0.0) + move_line.quantity_product_uom
                    )
        return units


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _check_offer(self, actor):
        super()._check_offer(actor)
        self.line_ids._assign_lots()

    def _check_approve(self, actor):
        super()._check_approve(actor)
        self.line_ids._assign_lots()
