"""What people and the clock set off: a new claim, and the jobs of the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

CLAIM = "aftersales.claim"


def first_of(env: Any, sql: str, *params: Any) -> Any:
    """The one value that ``sql`` finds."""
    env.cr.execute(sql, params)
    return env.cr.fetchone()[0]


def submit(env: Any) -> Any:
    line = env["sale.order.line"].browse(
        first_of(
            env,
            "SELECT l.id FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id"
            " WHERE o.company_id = %s AND NOT EXISTS (SELECT FROM aftersales_claim_line"
            " c WHERE c.sale_line_id = l.id) AND o.name LIKE 'S________'"
            " ORDER BY l.id DESC LIMIT 1",
            env.company.id,
        )
    )
    reason = env.ref("dropship_aftersales.reason_defect")

    def work() -> None:
        claim = env[CLAIM].create(
            {
                "order_id": line.sudo().order_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "sale_line_id": line.id,
                            "quantity": 1,
                            "reason_id": reason.id,
                        },
                    )
                ],
            }
        )
        claim.action_submit()
        env.flush_all()

    return work


def advance(due: int) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        # Nothing else is under way: what is left is what looking for it costs.
        env.cr.execute(
            """
            UPDATE aftersales_claim SET deadline = now() - interval '1 day'
            WHERE id IN (SELECT id FROM aftersales_claim
                         WHERE state IN ('rejected', 'resolved')
                           AND deadline > now() ORDER BY id LIMIT %s)
            """,
            (due,),
        )
        env.invalidate_all()
        return lambda: (env[CLAIM]._cron_advance(), env.flush_all())

    return work


def send(due: int) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        env.cr.execute(
            """
            UPDATE aftersales_notification_log
            SET state = 'queued', handed_date = NULL, mail_notification_id = NULL
            WHERE id IN (SELECT l.id FROM aftersales_notification_log l
                         JOIN aftersales_claim c ON c.id = l.claim_id
                         WHERE c.state = 'evidence' AND l.audience = 'customer'
                         ORDER BY l.id LIMIT %s)
            """,
            (due,),
        )
        env.invalidate_all()
        logs = env["aftersales.notification.log"]
        return lambda: (logs._cron_send(), env.flush_all())

    return work
