"""The cycle of a claim as our people go through it, for a whole batch."""

from __future__ import annotations

from typing import Any

from bench.native import RETURNED


def create_and_submit(orders: Any, units: float = RETURNED) -> Any:
    """A claim on some units of every order, named again for every claim on it."""
    env = orders.env
    reason = env.ref("dropship_aftersales.reason_defect")
    claims = env["aftersales.claim"].create(
        [
            {
                "order_id": order.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "sale_line_id": order.order_line.id,
                            "quantity": units,
                            "reason_id": reason.id,
                        },
                    )
                ],
            }
            for order in orders
        ]
    )
    claims.action_submit()
    return claims


def approve(claims: Any) -> None:
    claims.action_grant_all()
    claims.action_approve()


def ship(claims: Any) -> None:
    for picking in claims.picking_ids:
        picking.carrier_tracking_ref = f"1Z{picking.id}"
    claims.picking_ids.action_aftersales_ship()


def receive(claims: Any) -> None:
    """The suppliers report that all arrived: money and goods follow."""
    cases = claims.case_ids
    cases.acknowledge(
        [
            {"case_line_id": line.id, "received": line.quantity}
            for line in cases.line_ids
        ]
    )
