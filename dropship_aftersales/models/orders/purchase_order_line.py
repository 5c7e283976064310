from odoo import api, fields, models


class PurchaseOrderLine(models.Model):
    """Bought units; what the supplier takes back of them is neither billed nor lost."""

    _name = "purchase.order.line"
    _inherit = ["purchase.order.line", "aftersales.settled.line"]
    _aftersales_rows = "aftersales_case_line_ids"
    _aftersales_credit_link = "aftersales_case_line_id"

    qty_invoiced = fields.Float(help="Invoiced, or settled by a claim without invoice.")
    aftersales_case_line_ids = fields.One2many(
        "aftersales.supplier.case.line",
        "purchase_line_id",
        string="Supplier Case Lines",
        copy=False,
    )

    @api.depends(
        "aftersales_case_line_ids.settled_qty",
        "aftersales_case_line_ids.unshipped_qty",
        "aftersales_case_line_ids.locked_qty",
    )
    def _compute_aftersales_settled(self):
        super()._compute_aftersales_settled()

    @api.depends("qty_invoiced")
    def _compute_aftersales_credit(self):
        super()._compute_aftersales_credit()

    # Odoo's triggers leave this one out, and a native return that a claim adopts
    # changes nothing else.
    @api.depends("move_ids.to_refund")
    def _compute_qty_received(self):
        super()._compute_qty_received()

    @api.depends(
        "aftersales_settled_qty",
        "aftersales_unshipped_qty",
        "aftersales_locked_qty",
        "invoice_lines.aftersales_units",
        "invoice_lines.aftersales_amount_only",
        "product_qty",
    )
    def _compute_qty_invoiced(self):
        super()._compute_qty_invoiced()

    def _prepare_qty_invoiced(self):
        return self._aftersales_settle(super()._prepare_qty_invoiced())

    def _compute_qty_invoiced_at_date(self):
        super()._compute_qty_invoiced_at_date()
        self._aftersales_settle_accrual()

    def _aftersales_due_qty(self):
        if self.env.context.get("accrual_entry_date"):
            return self.qty_received_at_date, True
        if self.product_id.purchase_method == "purchase":
            return self.product_qty, True
        return self.qty_received, True

    def _aftersales_prepare_adopted_vals(self, row):
        case = row.case_id
        return {"aftersales_claim_id": case.claim_id.id, "aftersales_case_id": case.id}

    def _aftersales_unit_cost(self):
        """The price per unit of the product, discount taken off, tax excluded."""
        self.ensure_one()
        return self.product_uom_id._compute_price(
            self.price_subtotal / self.product_qty
            if self.product_qty
            else self.price_unit_discounted,
            self.product_id.uom_id,
        )
