from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """Sold units; what claims refund of them is neither invoiced nor lost."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "aftersales.settled.line"]
    _aftersales_rows = "aftersales_remedy_ids"
    _aftersales_credit_link = "aftersales_remedy_id"

    qty_invoiced = fields.Float(help="Invoiced, or settled by a claim without invoice.")
    aftersales_remedy_ids = fields.One2many(
        "aftersales.remedy", "sale_line_id", string="Remedies", copy=False
    )

    @api.depends(
        "aftersales_remedy_ids.settled_qty",
        "aftersales_remedy_ids.unshipped_qty",
        "aftersales_remedy_ids.locked_qty",
    )
    def _compute_aftersales_settled(self):
        super()._compute_aftersales_settled()

    @api.depends("qty_invoiced")
    def _compute_aftersales_credit(self):
        super()._compute_aftersales_credit()

    # Odoo's triggers leave this one out, and a native return that a claim adopts
    # changes nothing else.
    @api.depends("move_ids.to_refund")
    def _compute_qty_delivered(self):
        super()._compute_qty_delivered()

    @api.depends(
        "aftersales_settled_qty",
        "aftersales_unshipped_qty",
        "aftersales_locked_qty",
        "invoice_lines.aftersales_units",
        "invoice_lines.aftersales_amount_only",
        "product_uom_qty",
        "qty_delivered",
    )
    def _compute_qty_invoiced(self):
        super()._compute_qty_invoiced()

    def _prepare_qty_invoiced(self):
        return self._aftersales_settle(super()._prepare_qty_invoiced())

    def _compute_qty_invoiced_at_date(self):
        super()._compute_qty_invoiced_at_date()
        self._aftersales_settle_accrual()

    @api.depends(
        "aftersales_settled_qty",
        "aftersales_unshipped_qty",
        "aftersales_locked_qty",
        "invoice_lines.aftersales_units",
        "invoice_lines.aftersales_amount_only",
        "product_uom_qty",
        "qty_delivered",
    )
    def _compute_qty_invoiced_posted(self):
        super()._compute_qty_invoiced_posted()
        claimed = self.filtered(lambda line: line._aftersales_is_claimed())
        billed = {line: line.qty_invoiced_posted for line in claimed}
        for line, quantity in claimed._aftersales_settle(billed, posted=True).items():
            line.qty_invoiced_posted = quantity

    @api.depends("qty_invoiced_posted")
    def _compute_untaxed_amount_to_invoice(self):
        # Odoo subtracts amounts: the credit note of a refunded unit would leave its
        # price to invoice for ever.
        claimed = self.filtered(
            lambda line: line.state == "sale" and line._aftersales_is_claimed()
        )
        super(SaleOrderLine, self - claimed)._compute_untaxed_amount_to_invoice()
        for line in claimed:
            due, _lacks_unshipped = line._aftersales_due_qty()
            line.untaxed_amount_to_invoice = line._aftersales_untaxed_price(
                due - line.qty_invoiced_posted
            )

    def _aftersales_untaxed_price(self, quantity):
        """Price of ``quantity`` (line's unit) without tax, in the order's currency."""
        price = self._get_discounted_price()
        if any(self.tax_ids.mapped("price_include")):
            return self.tax_ids.compute_all(
                price,
                currency=self.currency_id,
                quantity=quantity,
                product=self.product_id,
                partner=self.order_id.partner_shipping_id,
            )["total_excluded"]
        return price * quantity

    def _get_qty_procurement(self, previous_product_uom_qty=False):
        # Units a claim cut from the purchase order or transfer must not be bought
        # again when the order grows.
        procured = super()._get_qty_procurement(previous_product_uom_qty)
        if not self.aftersales_unshipped_qty:
            return procured
        return procured + self._aftersales_unit()._compute_quantity(
            self.aftersales_unshipped_qty,
            self.product_uom_id,
            rounding_method="HALF-UP",
        )

    def _aftersales_due_qty(self):
        if self.env.context.get("accrual_entry_date"):
            return self.qty_delivered_at_date, True
        if self.product_id.invoice_policy == "order":
            return self.product_uom_qty, False
        return self.qty_delivered, True

    def _aftersales_prepare_adopted_vals(self, row):
        return {"aftersales_claim_id": row.claim_id.id}

    # Order-level discounts

    def _aftersales_is_discount(self):
        """Whether this line lowers the price of other lines of its order."""
        return self._is_discount_line() or (
            self.reward_id.reward_type == "discount"
            and not self.reward_id.program_id.is_payment_program
        )

    def _aftersales_discounts(self, line):
        """Whether ``line`` is one of those this discount line was computed from."""
        reward = self.reward_id
        return self.tax_ids == line.tax_ids and (
            reward.discount_applicability != "specific"
            or bool(
                line.product_id.filtered_domain(reward._get_discount_product_domain())
            )
        )

    def _aftersales_order_level_lines(self, document):
        return document.invoice_line_ids.filtered(
            lambda line: any(
                sale_line._aftersales_is_discount() or sale_line.reward_id
                for sale_line in line.sale_line_ids & self.order_id.order_line
            )
        )

    def _aftersales_is_billed_first(self):
        # The discount is invoiced for all units: one that is never invoiced would
        # keep its share of it.
        return any(
            discount._aftersales_is_discount()
            and discount.qty_invoiced_posted < discount.product_uom_qty
            and discount._aftersales_discounts(self)
            for discount in self.order_id.order_line
        )
