"""Try to send from a neutralised copy what waited when it was made."""

from __future__ import annotations

from typing import Any


def run(env: Any) -> None:
    """Print what stayed.

    :raise AssertionError: something would leave the copy
    """
    ours = (
        env["ir.cron"]
        .search([])
        .filtered(lambda cron: "aftersales" in (cron.model_name or ""))
    )
    assert not ours, f"Scheduled actions are on: {', '.join(ours.mapped('name'))}"
    logs = env["aftersales.notification.log"].search([("state", "=", "queued")])
    assert not logs, f"{len(logs)} messages wait to be sent"
    before = env["mail.mail"].search_count([])
    env["aftersales.notification.log"]._cron_send()
    env["aftersales.lost.link"]._cron_answer()
    assert env["mail.mail"].search_count([]) == before, "Messages were written"
    print("FOUND nothing waits to be sent")
