"""The documents of a claim as Odoo alone makes them: by clicks, or batched."""

from __future__ import annotations

from typing import Any

from odoo import fields

RETURNED = 2


def by_clicks(order: Any) -> None:
    """What a clerk clicks for one order: return, validate, credit note, refund."""
    env = order.env
    delivery = order.picking_ids
    wizard = (
        env["stock.return.picking"]
        .with_context(active_id=delivery.id, active_model="stock.picking")
        .create({})
    )
    wizard.product_return_moves.quantity = RETURNED
    picking = env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
    picking.button_validate()
    _reverse(order.invoice_ids)
    _reverse(order.order_line.purchase_line_ids.order_id.invoice_ids)


def _reverse(invoice: Any) -> None:
    env = invoice.env
    today = fields.Date.context_today(invoice)
    wizard = (
        env["account.move.reversal"]
        .with_context(active_model="account.move", active_ids=invoice.ids)
        .create({"journal_id": invoice.journal_id.id, "date": today})
    )
    credit = env["account.move"].browse(wizard.refund_moves()["res_id"])
    credit.invoice_date = today
    credit.invoice_line_ids.quantity = RETURNED
    credit.action_post()


def batched(orders: Any) -> None:
    """The same documents for all orders in the fewest calls that Odoo allows."""
    env = orders.env
    deliveries = orders.order_line.move_ids
    returns = env["stock.picking"].create(
        [_prepare_return(move) for move in deliveries]
    )
    returns.action_confirm()
    returns.action_assign()
    returns.move_ids.picked = True
    returns._action_done()
    bills = orders.order_line.purchase_line_ids.order_id.invoice_ids
    credits = env["account.move"].create(
        [_prepare_credit(invoice) for invoice in orders.invoice_ids | bills]
    )
    credits.action_post()


def _prepare_return(delivery: Any) -> dict[str, Any]:
    picking = delivery.picking_id
    places = {
        "location_id": delivery.location_dest_id.id,
        "location_dest_id": delivery.location_id.id,
    }
    picking_type = (
        picking.picking_type_id.return_picking_type_id or picking.picking_type_id
    )
    move = {
        **places,
        "product_id": delivery.product_id.id,
        "product_uom": delivery.product_uom.id,
        "product_uom_qty": RETURNED,
        "origin_returned_move_id": delivery.id,
        "move_orig_ids": [(4, delivery.id)],
        "sale_line_id": delivery.sale_line_id.id,
        "purchase_line_id": delivery.purchase_line_id.id,
        "to_refund": True,
        "procure_method": "make_to_stock",
        "reference_ids": [(6, 0, delivery.reference_ids.ids)],
        "company_id": delivery.company_id.id,
        "picking_type_id": picking_type.id,
    }
    return {
        **places,
        "picking_type_id": picking_type.id,
        "partner_id": delivery.partner_id.id,
        "return_id": picking.id,
        "origin": picking.name,
        "move_ids": [(0, 0, move)],
    }


def _prepare_credit(invoice: Any) -> dict[str, Any]:
    line = invoice.invoice_line_ids
    today = fields.Date.context_today(invoice)
    sold = invoice.move_type == "out_invoice"
    link = (
        {"sale_line_ids": [(6, 0, line.sale_line_ids.ids)]}
        if sold
        else {"purchase_line_id": line.purchase_line_id.id}
    )
    return {
        "move_type": "out_refund" if sold else "in_refund",
        "reversed_entry_id": invoice.id,
        "partner_id": invoice.partner_id.id,
        "currency_id": invoice.currency_id.id,
        "journal_id": invoice.journal_id.id,
        "invoice_date": today,
        "invoice_line_ids": [
            (
                0,
                0,
                {
                    **link,
                    "product_id": line.product_id.id,
                    "product_uom_id": line.product_uom_id.id,
                    "name": line.name,
                    "account_id": line.account_id.id,
                    "quantity": RETURNED,
                    "price_unit": line.price_unit,
                    "discount": line.discount,
                    "tax_ids": [(6, 0, line.tax_ids.ids)],
                },
            )
        ],
    }
