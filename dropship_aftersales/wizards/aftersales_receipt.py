from odoo import Command, fields, models

from ..models.supplier_case_line import OUTCOMES


class AftersalesReceipt(models.TransientModel):
    """An agent enters for a supplier what arrived, as the supplier would online."""

    _name = "aftersales.receipt"
    _description = "Receipt at the Supplier"

    case_id = fields.Many2one("aftersales.supplier.case", required=True)
    line_ids = fields.One2many("aftersales.receipt.line", "receipt_id")

    def action_confirm(self):
        """Report the lines to the case.

        :raise UserError: nothing is expected back for a line
        """
        self.ensure_one()
        self.case_id.acknowledge([line._prepare_report() for line in self.line_ids])
        return {"type": "ir.actions.act_window_close"}


class AftersalesReceiptLine(models.TransientModel):
    """What arrived of one item, all parcels together."""

    _name = "aftersales.receipt.line"
    _description = "Receipt Line"

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
    note = fields.Char()

    def _prepare_report(self):
        self.ensure_one()
        return {
            "case_line_id": self.case_line_id.id,
            "received": self.received,
            "damaged": self.damaged,
            "outcome": self.outcome,
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
