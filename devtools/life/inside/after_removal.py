"""Work on with Odoo's documents that claims left behind when the addon went."""

from __future__ import annotations

from typing import Any


def run(env: Any) -> None:
    """Print what could be done.

    :raise AssertionError: a document cannot be brought to its end
    """
    returns = _returns(env)
    drafts = _drafts(env)
    orders = _orders(env)
    env.cr.commit()
    print(
        f"FOUND {len(returns)} return transfers ended, {len(drafts)} draft documents "
        f"posted, {orders} orders go on"
    )


def _returns(env: Any) -> Any:
    types = env["stock.picking.type"].search(
        [("active", "=", False), ("sequence_code", "=", "DSR")]
    )
    assert types, "The type of return transfers is not archived."
    waiting = env["stock.picking"].search(
        [("picking_type_id", "in", types.ids), ("state", "not in", ("done", "cancel"))]
    )
    assert len(waiting) > 1, "There is no open return transfer to work on."
    one, others = waiting[0], waiting[1:]
    for move in one.move_ids:
        move.quantity = move.product_uom_qty
        move.picked = True
    one.button_validate()
    assert one.state == "done", f"{one.name} is {one.state} after its validation"
    others.action_cancel()
    assert set(others.mapped("state")) == {"cancel"}
    return waiting


def _drafts(env: Any) -> Any:
    drafts = env["account.move"].search(
        [
            ("state", "=", "draft"),
            ("move_type", "in", ("out_refund", "in_refund", "out_invoice")),
            ("invoice_line_ids", "!=", False),
        ]
    )
    assert "in_refund" in drafts.mapped("move_type"), "There is no draft vendor refund."
    for draft in drafts:
        draft.invoice_date = draft.invoice_date or env.cr.now().date()
        draft.action_post()
    return drafts


def _orders(env: Any) -> int:
    """Lines that were claimed are sold, delivered and invoiced further."""
    orders = env["sale.order"].search(
        [("order_line.product_id.name", "=", "Lamp"), ("state", "=", "sale")]
    )
    for order in orders:
        line = order.order_line[:1]
        line.product_uom_qty += 1
        order._get_purchase_orders().filtered(
            lambda purchase: purchase.state in ("draft", "sent")
        ).button_confirm()
    env.flush_all()
    return len(orders)
