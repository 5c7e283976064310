"""Which lots and serial numbers arrived at a supplier: expected, another, foreign."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

LOT_LIMIT = 64


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    has_tracked = fields.Boolean(
        compute="_compute_has_tracked",
        groups="base.group_user",
        help="An item has lot or serial numbers.",
    )

    @api.depends("line_ids.product_id")
    def _compute_has_tracked(self):
        for case in self:
            products = case.line_ids.product_id
            case.has_tracked = any(product.tracking != "none" for product in products)

    def _parse_lots(self, values, line):
        """The numbers named by one line of a report.

        :return: ``(stock.lot of the order, names of no unit that was sold on it)``
        :raise ValidationError: named twice, or expected with another case
        """
        names = values.get("lots") or []
        if not isinstance(names, list | tuple):
            raise ValidationError(self.env._("lots: send a list of numbers."))
        names = [str(name).strip()[:LOT_LIMIT] for name in names]
        names = [name for name in names if name]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValidationError(
                self.env._(
                    "lots: %(lots)s is named twice. Name every number once.",
                    lots=", ".join(sorted(twice)),
                )
            )
        if line.product_id.tracking == "none":
            if names:
                raise ValidationError(
                    self.env._(
                        "lots: %s has no lots or serial numbers. Leave them out.",
                        line.product_id.display_name,
                    )
                )
            return self.env["stock.lot"], []
        possible = line._lots_that_may_come()
        found = possible.filtered(lambda lot: lot.name in names)
        foreign = [name for name in names if name not in found.mapped("name")]
        line._check_expected_elsewhere(foreign)
        return found, foreign

    def _settle_lots(self, line, report):
        """Bring the numbers and the counts of one line of a report in line.

        A number that was never sold on this order is a wrong item; those beside it
        count as they are.

        :raise ValidationError: other than as many serial numbers as units
        """
        found, foreign = report["lots"], report["foreign"]
        if line.product_id.tracking != "serial":
            if foreign:
                self._note_foreign(report, foreign)
            return
        known = found | line._arrived_lots()
        if foreign:
            report["received"] = float(len(known))
            report["damaged"] = min(report["damaged"], report["received"])
            report["counts"] = bool(known)
            self._note_foreign(report, foreign)
            return
        is_new = found - line._arrived_lots() or report["received"] > line.received
        units = min(report["received"], max(len(known), line.quantity))
        if found and is_new and report["outcome"] == "ok" and len(known) != units:
            raise ValidationError(
                self.env._(
                    "lots: %(product)s: %(count)s arrived, but the numbers are "
                    "%(lots)s. Name as many serial numbers as arrived.",
                    product=line.product_id.display_name,
                    count=line._supplier_words(report["received"]),
                    lots=", ".join(known.mapped("name")),
                )
            )

    def _note_foreign(self, report, foreign):
        words = self.env._(
            "Came, but was not sold on this order: %s.", ", ".join(foreign)
        )
        if words not in report["note"]:
            report["note"] = f"{report['note']}\n{words}".strip()
        if report["outcome"] == "ok":
            report["outcome"] = "wrong"


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    claimed_lot_ids = fields.Many2many(
        "stock.lot",
        string="Numbers",
        compute="_compute_claimed_lots",
        # Which numbers are expected is told by remedies and transfers.
        compute_sudo=True,
        groups="base.group_user",
        help="The lots or serial numbers that the supplier is asked about.",
    )

    @api.depends("remedy_id.lot_ids", "claim_line_id.lot_ids")
    def _compute_claimed_lots(self):
        for line in self:
            line.claimed_lot_ids = line.remedy_id.lot_ids or line.claim_line_id.lot_ids

    def _arrived_lots(self):
        """Numbers that were booked as come back."""
        return self.move_ids.filtered(
            lambda move: move.state == "done"
        ).move_line_ids.lot_id

    def _named_lots(self):
        """Numbers that the customer is to send back; empty if nobody said which."""
        self.ensure_one()
        return self.remedy_id.lot_ids or self.claim_line_id.lot_ids

    def _lots_that_may_come(self):
        """Numbers that may be received on this line: those it waits for, and other
        units of the same purchase that the customer has and no claim holds."""
        self.ensure_one()
        own = self._arrived_lots() | self._named_lots()
        if self.product_id.tracking == "none":
            return own
        deliveries = (
            self.claim_line_id.sale_line_id._aftersales_tracked_deliveries().filtered(
                lambda move: move.purchase_line_id == self.purchase_line_id
            )
        )
        moves = self.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        if self.product_id.tracking == "lot":
            return own | deliveries.move_line_ids.lot_id
        free = deliveries._aftersales_free_lots(but=moves[:1])
        return own | (free & deliveries.move_line_ids.lot_id)

    def _lot_words(self, lots):
        """What came by number, in words; ``lots`` as of :meth:`_spread_arrived_lots`"""
        if self.product_id.tracking == "none":
            return ""
        came = self.env["stock.lot"].union(
            *(lots.get(move, self.env["stock.lot"]) for move in self.move_ids)
        )
        if not came:
            return ""
        expected = self.remedy_id.lot_ids or self.claim_line_id.lot_ids
        other = came - expected if expected else came.browse()
        names = ", ".join(came.mapped("name"))
        if not other:
            return " " + self.env._("Numbers: %s.", names)
        return " " + self.env._(
            "Numbers: %(came)s. %(expected)s was expected; %(other)s is another unit "
            "of the same order.",
            came=names,
            expected=", ".join((expected - self._arrived_lots()).mapped("name")),
            other=", ".join(other.mapped("name")),
        )

    def _foreign_names(self, names):
        """Those of ``names`` that are no unit of the same purchase."""
        if self.product_id.tracking == "none" or not names:
            return []
        known = set(self._lots_that_may_come().mapped("name"))
        return [name for name in names if name not in known]

    def _check_expected_elsewhere(self, names):
        """A number that another case of this supplier waits for belongs there.

        :raise ValidationError: naming the case
        """
        if not names:
            return
        cases = self.case_id.claim_id.search(
            [("order_id", "=", self.claim_line_id.order_id.id)]
        ).case_ids.filtered(
            lambda case: (
                case.commercial_partner_id == self.case_id.commercial_partner_id
            )
        )
        for line in (cases.line_ids - self).filtered("awaits_goods"):
            own = line._named_lots() | line._arrived_lots()
            if elsewhere := own.filtered(lambda lot: lot.name in names):
                raise ValidationError(
                    self.env._(
                        "lots: %(lots)s belongs to %(case)s. Confirm it there.",
                        lots=", ".join(elsewhere.mapped("name")),
                        case=line.case_id.name,
                    )
                )

    def _spread_arrived_lots(self, quantities, lots, named):
        """Say for the moves of this line that are booked which numbers they bring.

        :param dict quantities: ``{move: units}``, product's unit
        :param dict lots: ``{move: stock.lot}``, filled
        :param named: stock.lot that arrived so far; empty when nobody said
        """
        if self.product_id.tracking == "none":
            return
        is_serial = self.product_id.tracking == "serial"
        new = named - self._arrived_lots() if is_serial else named
        for move in self.move_ids.filtered(lambda move: move in quantities):
            expected = move.move_line_ids.lot_id
            if not is_serial:
                if mine := new & expected:
                    lots[move] = mine
                continue
            units = round(quantities[move])
            mine = ((new & expected) | new)[:units]
            if not named:
                free = move.origin_returned_move_id._aftersales_free_lots(but=move)
                mine = (expected | (free & self._named_lots()) | free)[:units]
            new -= mine
            if mine:
                lots[move] = mine
