from odoo import Command, fields
from odoo.tests import TransactionCase

PRICE, COST = 100.0, 60.0


class SettlementCase(TransactionCase):
    """Dropship orders made the real way, and settlement rows written by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "tracking_disable": True, "lang": "en_US"}
        )
        cls.route = cls.env.ref("stock_dropshipping.route_drop_shipping")
        cls.unit = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.supplier = cls.env["res.partner"].create({"name": "Supplier"})
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.reason = cls.env.ref("dropship_aftersales.reason_defect", False) or (
            cls.env["aftersales.reason"].search([], limit=1)
        )

    # World

    @classmethod
    def _product(cls, policy="order", control="purchase", **vals):
        return cls.env["product.product"].create(
            {
                "name": f"{policy} {control}",
                "type": "consu",
                "is_storable": True,
                "list_price": PRICE,
                "invoice_policy": policy,
                "purchase_method": control,
                "route_ids": [Command.set(cls.route.ids)],
                "taxes_id": False,
                "supplier_taxes_id": False,
                "seller_ids": [
                    Command.create({"partner_id": cls.supplier.id, "price": COST})
                ],
                **vals,
            }
        )

    @classmethod
    def _order(cls, products, quantity=3, deliver=True, orders=1, **line_vals):
        order = cls.env["sale.order"].create(
            [
                {
                    "partner_id": cls.customer.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "product_uom_qty": quantity,
                                **line_vals,
                            }
                        )
                        for product in products
                    ],
                }
            ]
            * orders
        )
        order.action_confirm()
        if deliver:
            cls._deliver(order)
        return order

    @classmethod
    def _deliver(cls, order):
        """Confirm the purchase orders and ship everything that is open."""
        order._get_purchase_orders().filtered(
            lambda purchase: purchase.state in ("draft", "sent")
        ).button_confirm()
        pickings = order.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )
        pickings.move_ids.picked = True
        pickings.button_validate()

    def _send_back(self, order, quantity, to_refund=True):
        """Units of each line go from the customer to the supplier."""
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": move.product_id.id,
                    "product_uom_qty": quantity,
                    "product_uom": move.product_uom.id,
                    "location_id": move.location_dest_id.id,
                    "location_dest_id": move.location_id.id,
                    "origin_returned_move_id": move.id,
                    "sale_line_id": move.sale_line_id.id,
                    "purchase_line_id": move.purchase_line_id.id,
                    "to_refund": to_refund,
                }
                for move in order.picking_ids.move_ids
            ]
        )
        moves._action_confirm()
        moves.quantity = quantity
        moves.picked = True
        moves._action_done()
        return moves

    def _grow(self, order, quantity):
        """More of each line is ordered, on the same purchase lines, and delivered."""
        for line in self._purchase_lines(order):
            line.product_qty += quantity
        for line in order.order_line:
            line.product_uom_qty += quantity
        self._deliver(order)

    def _purchase_lines(self, order):
        return order._get_purchase_orders().order_line

    def _cut(self, order, quantity):
        """Take units off the purchase order and its transfer."""
        order._get_purchase_orders().filtered(
            lambda purchase: purchase.state == "draft"
        ).button_confirm()
        for line in self._purchase_lines(order):
            line.product_qty -= quantity

    # Documents

    def _document(self, move_type, quantities, post=True, marked=False, price=None):
        """One invoice, bill, credit note or refund of ``{order line: quantity}``."""
        if not quantities:
            return self.env["account.move"]
        sale = move_type.startswith("out")
        line_vals = []
        for line, quantity in quantities.items():
            vals = {
                "product_id": line.product_id.id,
                "product_uom_id": line._aftersales_unit().id,
                "quantity": quantity,
                "price_unit": price or (PRICE if sale else COST),
                "tax_ids": [Command.set(line.tax_ids.ids)],
            }
            if sale:
                vals["sale_line_ids"] = [Command.link(line.id)]
            else:
                vals["purchase_line_id"] = line.id
            if marked:
                vals["aftersales_units"] = quantity
            line_vals.append(Command.create(vals))
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (self.customer if sale else self.supplier).id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": line_vals,
            }
        )
        if post:
            move.action_post()
        return move

    def _invoice(self, order, post=True):
        invoice = order._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    def _bill(self, order):
        purchase = order._get_purchase_orders()
        before = purchase.invoice_ids
        purchase.action_create_invoice()
        bill = purchase.invoice_ids - before
        bill.invoice_date = fields.Date.today()
        bill.action_post()
        return bill

    def _reverse(self, move, quantities=None, post=True):
        """Reverse as a clerk does, keeping ``quantities`` by line where given."""
        action = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id})
            .refund_moves()
        )
        credit = self.env["account.move"].browse(action["res_id"])
        if quantities is not None:
            for line in credit.invoice_line_ids:
                line.quantity = quantities
        if post:
            credit.action_post()
        return credit

    # Settlement rows

    def _rows(self, lines):
        """New settlement rows of sale or purchase lines, nothing given back yet."""
        sale = lines._name == "sale.order.line"
        sale_lines = lines if sale else lines.sale_line_id
        order = sale_lines.order_id
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "partner_id": order.partner_id.id,
                "company_id": order.company_id.id,
            }
        )
        claim_lines = self.env["aftersales.claim.line"].create(
            [
                {
                    "claim_id": claim.id,
                    "sale_line_id": line.id,
                    "quantity": 1,
                    "reason_id": self.reason.id,
                }
                for line in sale_lines
            ]
        )
        if sale:
            rows = self.env["aftersales.remedy"].create(
                [
                    {"claim_id": claim.id, "line_id": claim_line.id, "quantity": 1}
                    for claim_line in claim_lines
                ]
            )
        else:
            case = self.env["aftersales.supplier.case"].create(
                {
                    "claim_id": claim.id,
                    "partner_id": self.supplier.id,
                    "currency_id": order.currency_id.id,
                }
            )
            rows = self.env["aftersales.supplier.case.line"].create(
                [
                    {
                        "case_id": case.id,
                        "claim_line_id": claim_line.id,
                        "purchase_line_id": line.id,
                        "product_id": line.product_id.id,
                        "quantity": 1,
                    }
                    for claim_line, line in zip(claim_lines, lines, strict=True)
                ]
            )
        return dict(zip(lines, rows, strict=True))

    def _write_row(self, row, **vals):
        # Like the engine, past the guard of write().
        getattr(row, "_write_engine", row.write)(vals)

    def _give(self, lines, quantity, unshipped=0.0, rows=None, lock=None):
        """Give ``quantity`` of each line back, as the engine does.

        :return: the rows by line
        """
        rows = rows or self._rows(lines)
        if unshipped:
            for row in rows.values():
                self._write_row(row, unshipped_qty=row.unshipped_qty + unshipped)
        locks = lines._aftersales_prepare_lock(dict.fromkeys(lines, quantity))
        for line, row in rows.items():
            growth = locks[line] if lock is None else lock
            self._write_row(
                row,
                settled_qty=row.settled_qty + quantity,
                locked_qty=row.locked_qty + growth,
            )
        lines._aftersales_adopt_credits()
        return rows

    def _credit(self, lines, post=True):
        """Credit on one document what the lines still have to credit."""
        sale = lines._name == "sale.order.line"
        return self._document(
            "out_refund" if sale else "in_refund",
            {
                line: line.aftersales_to_credit_qty
                for line in lines
                if line.aftersales_to_credit_qty > 0
            },
            post=post,
            marked=True,
        )

    def assertOpen(self, lines, to_invoice, to_credit):
        for line in lines:
            self.assertEqual(
                (line.qty_to_invoice, line.aftersales_to_credit_qty),
                (to_invoice, to_credit),
                f"to invoice, to credit of {line._name} {line.product_id.name}",
            )
