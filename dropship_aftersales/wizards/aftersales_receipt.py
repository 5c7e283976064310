from odoo import Command, api, fields, models

from ..models.supplier_case_line import OUTCOMES


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
    expected = fields.Float(
        related="case_line_id.quantity", string="Expected", related_sudo=False
    )
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
    note = fields.Char()

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
                [(photo.name, photo.raw) for photo in line.photo_ids],
                source="agent",
                line=line.case_line_id,
            )

    def _prepare_report(self):
        self.ensure_one()
        return {
            "case_line_id": self.case_line_id.id,
            "received": self.received,
            "damaged": self.damaged,
            "outcome": self.outcome,
            "lots": self.lot_ids.mapped("name"),
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
                    Command.create(
                        {
                            "case_line_id": line.id,
                            "received": max(line.quantity, line.received),
                            "damaged": line.damaged,
                            "outcome": line.outcome or "ok",
                            "note": line.note,
                        }
                    )
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
