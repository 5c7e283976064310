"""What a supplier's page says of the items, the parcels and the terms of a case."""

from odoo import models

from ..workflow.workflow_mixin import SUPPLIER


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _supplier_facts(self):
        """What the supplier knows the item by. Nothing of the customer or of our sale.

        :return: dict of ``code`` (his own or empty), ``lots`` and ``bills`` (names),
            ``purchase`` (name), ``delivered`` (datetime or False), ``reason``,
            ``amount`` (his share of the cost, tax excluded)
        """
        self.ensure_one()
        supplier = self.case_id.commercial_partner_id
        sellers = self.product_id.seller_ids.filtered(
            lambda seller: (
                seller.partner_id.commercial_partner_id == supplier
                and seller.product_id in (self.product_id, seller.product_id.browse())
            )
        )
        deliveries = self.purchase_line_id.move_ids.filtered(
            lambda move: (
                move.state == "done" and not move.picking_id.is_aftersales_return
            )
        )
        bills = self.purchase_line_id.invoice_lines.move_id.filtered(
            lambda move: move.state == "posted" and move.move_type == "in_invoice"
        )
        codes = [seller.product_code for seller in sellers if seller.product_code]
        return {
            "code": codes[0] if codes else "",
            "lots": (self._named_lots() | self._arrived_lots()).mapped("name"),
            "bills": [bill.ref or bill.name for bill in bills],
            "purchase": self.purchase_line_id.order_id.name or "",
            "delivered": max(deliveries.mapped("date"), default=False),
            "reason": self.claim_line_id.reason_id.name,
            "amount": self._share_of(self.quantity),
        }


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _supplier_parcels(self):
        """What customers send back to this supplier, newest last."""
        self.ensure_one()
        return self.picking_ids.filtered(
            lambda picking: picking.is_aftersales_return and picking.state != "cancel"
        ).sorted("id")

    def _supplier_terms(self):
        """The terms that apply to this case, in sentences; empty if none are kept."""
        self.ensure_one()
        return self._promise_words(SUPPLIER)

    def _accept_words(self):
        """What accepting means in money, for the tile that is ticked."""
        self.ensure_one()
        if self.line_ids and all(self.line_ids.mapped("is_stop")):
            return self.env._("You do not ship these items.")
        amount = self.currency_id.format(self._asked_amount())
        bills = {
            name for line in self.line_ids for name in line._supplier_facts()["bills"]
        }
        if any(self.line_ids.mapped("awaits_goods")):
            return self.env._("Credit of %s when the goods are back.", amount)
        if bills:
            return self.env._(
                "Credit of %(amount)s on %(bills)s.",
                amount=amount,
                bills=", ".join(sorted(bills)),
            )
        if not self._is_left_out():
            return self.env._("Credit of %s, once your bill has come.", amount)
        return self.env._("%s less on your bill.", amount)
