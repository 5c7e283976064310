"""Money that was promised for invoiced units stays money, whatever is ordered later."""

from odoo import fields, models


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    invoiced_qty = fields.Float(
        string="Units Invoiced When Granted",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Those of the units that posted invoices held when the remedy started: "
        "they are credited, never set off against later deliveries.",
    )

    def _after_start(self, actor):
        super()._after_start(actor)
        waiting = self.filtered(
            lambda remedy: remedy.trigger != "approval" or remedy._units_to_stop()
        )
        waiting._note_invoiced()

    def _note_invoiced(self):
        """Remember what of these units is on posted invoices now."""
        for sale_line, remedies in self.grouped("sale_line_id").items():
            wanted = sum(remedies.mapped("quantity"))
            # Lines of orders are not the agent's; the remedy says what was promised.
            lock = sale_line.sudo()._aftersales_prepare_lock({sale_line.sudo(): wanted})
            left = lock[sale_line.sudo()]
            for remedy in remedies:
                share = min(left, remedy.quantity)
                left -= share
                remedy._write_engine({"invoiced_qty": max(0.0, share)})

    def _units_to_lock(self, units, on_invoices):
        on_invoices = super()._units_to_lock(units, on_invoices)
        if not self.invoiced_qty:
            return on_invoices
        # Read past the rights of whoever made the goods arrive.
        line_sudo = self.sale_line_id.sudo()
        settlement = line_sudo._aftersales_settlements(posted=True)[line_sudo]
        still_invoiced = max(0.0, settlement.billed - settlement.lock)
        promised = max(0.0, self.invoiced_qty - self.locked_qty)
        return max(on_invoices, min(units, promised, still_invoiced))
