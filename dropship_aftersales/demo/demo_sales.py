"""Orders of the demo shop: sold, shipped, invoiced, paid and billed."""

from datetime import timedelta

from odoo import Command, fields, models


class AftersalesDemo(models.AbstractModel):
    _inherit = "aftersales.demo"

    def _fill_shelf(self):
        """What our own warehouse sells has to lie there."""
        product = self._ref("product_mug")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        quant = self.env["stock.quant"].with_context(inventory_mode=True)
        quant.create(
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "inventory_quantity": 60,
            }
        ).action_apply_inventory()

    def _sell(self, stories):
        """``{story: order}``, delivered; invoiced and billed where books are kept."""
        orders = dict(zip(stories, self._create_orders(stories), strict=True))
        union = self.env["sale.order"].union(*orders.values())
        union.action_confirm()
        purchases = union._get_purchase_orders()
        purchases.button_confirm()
        self._ship(union.picking_ids)
        for story, order in orders.items():
            day = fields.Datetime.now() - timedelta(days=story.delivered)
            self._date_sale_back(order, day)
            if self._keeps_books():
                self._invoice(order, day.date())
                if story.is_billed:
                    self._bill(order._get_purchase_orders(), day.date())
        return orders

    def _create_orders(self, stories):
        dozen = self.env.ref("uom.product_uom_dozen")
        return (
            self.env["sale.order"]
            .with_context(tracking_disable=True)
            .create(
                [
                    {
                        "partner_id": self._ref(f"partner_{story.customer}").id,
                        "user_id": False,
                        "order_line": [
                            Command.create(
                                {
                                    "product_id": self._ref(f"product_{product}").id,
                                    "product_uom_qty": quantity,
                                    **(
                                        {"product_uom_id": dozen.id}
                                        if story.dozen
                                        else {}
                                    ),
                                }
                            )
                            for product, quantity in story.items
                        ],
                    }
                    for story in stories
                ]
            )
        )

    def _ship(self, pickings):
        for number, line in enumerate(
            pickings.move_line_ids.filtered(
                lambda line: line.product_id.tracking == "serial"
            ),
            start=1,
        ):
            line.lot_name = f"PW2-{24100 + number}"
        pickings.move_ids.picked = True
        # Parcels of our own warehouse would ask whether to write to the customer.
        pickings.with_context(skip_sms=True).button_validate()

    def _date_sale_back(self, order, day):
        ordered = day - timedelta(days=3)
        order.date_order = ordered
        order._get_purchase_orders().write(
            {"date_order": ordered, "date_approve": ordered}
        )
        order.picking_ids.date_done = day
        order.picking_ids.move_ids.date = day

    def _keeps_books(self):
        """Whether the company can invoice at all: a chart of accounts is loaded."""
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return {"sale", "purchase", "bank"} <= set(journals.mapped("type"))

    def _invoice(self, order, day):
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": day})._create_payments()

    def _bill(self, purchases, day):
        if not purchases:
            return
        purchases.action_create_invoice()
        bills = purchases.invoice_ids
        bills.invoice_date = day
        bills.action_post()
