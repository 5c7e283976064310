from odoo import Command, api, fields, models

from ..models.cases.supplier_case_line import OUTCOMES


class AftersalesReceipt(models.TransientModel):
    """An agent enters for a supplier what arrived, as the supplier would online."""

    _name = "aftersales.receipt"
    _description = "Receipt at the Supplier"
    _inherit = ["aftersales.links.mixin"]

    case_id = fields.Many2one("aftersales.supplier.case", required=True)
    line_ids = fields.One2many("aftersales.receipt.line", "receipt_id")
    has_lots = fields.Boolean(compute="_compute_has_lots")

    @api.depends("line_ids.expected_lot_ids")
    def _compute_has_lots(self):
        for receipt in self:
            receipt.has_lots = bool(receipt.line_ids.expected_lot_ids)

    def action_confirm(self):
        """Report the lines to the case.

        :raise UserError: nothing is expected back for a line
        """
        self.ensure_one()
        self.line_ids._keep_photos()
        self.case_id.acknowledge([line._prepare_report() for line in self.line_ids])
        return {"type": "ir.actions.act_window_close"}


class AftersalesReceiptLine(models.TransientModel):
    """What arrived of one item, all parcels together."""

    _name = "aftersales.receipt.line"
    _description = "Receipt Line"
    _inherit = ["aftersales.links.mixin"]

    receipt_id = fields.Many2one(
        "aftersales.receipt", required=True, ondelete="cascade"
    )
    case_line_id = fields.Many2one("aftersales.supplier.case.line", required=True)
    product_id = fields.Many2one(related="case_line_id.product_id", related_sudo=False)
    uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        domain="[('id', 'in', possible_uom_ids)]",
        help="What is counted: the product's unit, or that of the purchase order.",
    )
    possible_uom_ids = fields.Many2many("uom.uom", compute="_compute_possible_uom_ids")
    expected = fields.Char(compute="_compute_expected")
    received = fields.Float(
        digits="Product Unit", help="Units that arrived so far, all parcels together."
    )
    damaged = fields.Float(
        digits="Product Unit", help="Included in the units that arrived."
    )
    outcome = fields.Selection(OUTCOMES, required=True, default="ok")
    expected_lot_ids = fields.Many2many(
        "stock.lot",
        "aftersales_receipt_line_expected_lot_rel",
        compute="_compute_expected_lot_ids",
        # Which numbers come back is told by transfers, on which agents have no rights.
        compute_sudo=True,
    )
    lot_ids = fields.Many2many(
        "stock.lot",
        string="Serial Numbers",
        domain="[('id', 'in', expected_lot_ids)]",
        help="Those that arrived; all of them when none is named.",
    )
    photo_ids = fields.Many2many(
        "ir.attachment",
        string="Photos",
        help="Of what is not good, as the supplier sent them to you.",
    )
    other_lots = fields.Char(
        string="Other Numbers",
        help="Numbers that arrived and are not in the list, separated by commas.",
    )
    note = fields.Char()

    @api.depends("case_line_id")
    def _compute_possible_uom_ids(self):
        for line in self:
            # Agents read no purchases to see what the supplier counts in.
            line.possible_uom_ids = line.case_line_id.sudo()._units()

    @api.depends("case_line_id")
    def _compute_expected(self):
        for line in self:
            # As above.
            case_line_sudo = line.case_line_id.sudo()
            line.expected = case_line_sudo._supplier_words(case_line_sudo.quantity)

    @api.depends("case_line_id")
    def _compute_expected_lot_ids(self):
        for line in self:
            line.expected_lot_ids = (
                line.case_line_id and line.case_line_id._expected_lots()
            )

    def _keep_photos(self):
        """Put the photos to the supplier's evidence.

        :raise UserError: a file cannot be used
        """
        for line in self.filtered("photo_ids"):
            case = line.case_line_id.case_id
            case._add_case_evidence(
                [(photo.name, photo.raw or b"") for photo in line.photo_ids],
                source="agent",
                line=line.case_line_id,
            )

    def _typed_lots(self):
        names = (self.other_lots or "").replace(";", ",").split(",")
        return [name.strip() for name in names if name.strip()]

    def _prepare_report(self):
        self.ensure_one()
        return {
            "case_line_id": self.case_line_id.id,
            "received": self.received,
            "damaged": self.damaged,
            "uom": self.uom_id.id or None,
            "outcome": self.outcome,
            "lots": [*self.lot_ids.mapped("name"), *self._typed_lots()],
            "note": self.note or "",
        }


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def action_open_receipt(self):
        """Enter what arrived; starts from everything complete and undamaged."""
        self.ensure_one()
        receipt = self.env["aftersales.receipt"].create(
            {
                "case_id": self.id,
                "line_ids": [
                    Command.create(line._prepare_receipt_vals())
                    for line in self.line_ids.filtered("awaits_goods")
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Receive"),
            "res_model": receipt._name,
            "res_id": receipt.id,
            "views": [(False, "form")],
            "target": "new",
        }


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _prepare_receipt_vals(self):
        """A line of the receipt dialog, in the unit that the supplier counts in."""
        self.ensure_one()
        # Agents read no purchases to see what the supplier counts in.
        line_sudo = self.sudo()
        unit_sudo = line_sudo._units()[:1]
        own = line_sudo.uom_id
        received = max(self.quantity, self.received)
        return {
            "case_line_id": self.id,
            "uom_id": unit_sudo.id,
            "received": own._aftersales_to(received, unit_sudo),
            "damaged": own._aftersales_to(self.damaged, unit_sudo),
            "outcome": self.outcome or "ok",
            "note": self.note,
        }
