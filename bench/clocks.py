"""The job that looks at 10,000 running deadlines: when nothing, when all is due.

It comes whenever the next of them is due, so looking must cost next to nothing: a few
queries on an index, whatever runs. A wave of reminders, as after a mass mailing, is
written down in batches: a few milliseconds and less than two queries each. Silence
moves the claim like a click does, with its messages; batches share what they can.
"""

from __future__ import annotations

from typing import Any

from bench.crowd import gather
from bench.result import Result, result
from bench.workbench import Bench

CLOCKS = 10_000
SILENT = 500
LOOK_MS, LOOK_QUERIES = 20.0, 5
REMIND_MS, REMIND_QUERIES = 6.0, 2.0
SILENT_MS, SILENT_QUERIES = 60.0, 12.0
# Whoever waits for evidence.
STAGE = "claim.evidence"
FAR = "interval '30 days'"


def prepare(bench: Bench) -> None:
    gather(bench.env, "evidence", bench.count(CLOCKS, least=20))


def run(bench: Bench) -> list[Result]:
    env = bench.env
    env["aftersales.clock"].search([("stage", "!=", STAGE)])._stop()
    clocks = env["aftersales.clock"].search([("is_running", "=", True)], order="id")
    assert len(clocks) >= bench.count(CLOCKS, least=20), len(clocks)
    bench.tell(f"  {len(clocks):,} clocks run")
    return [
        *_look(bench),
        *_remind(bench, clocks),
        *_lapse(bench, clocks[: bench.count(SILENT, least=10)]),
    ]


def _look(bench: Bench) -> list[Result]:
    _write(bench.env, f"next_date = now() at time zone 'utc' + {FAR}")
    with bench.measure() as spent:
        _run_job(bench.env)
    return [
        result("10,000 deadlines, none due", spent.seconds * 1e3, "ms", LOOK_MS),
        result("  the same", spent.queries, "queries", LOOK_QUERIES),
    ]


def _remind(bench: Bench, clocks: Any) -> list[Result]:
    _write(
        bench.env,
        "next_date = now() at time zone 'utc' - interval '1 hour',"
        " remind_date = now() at time zone 'utc' - interval '1 hour',"
        f" reminded_date = NULL, due = now() at time zone 'utc' + {FAR}",
    )
    with bench.measure() as spent:
        _run_job(bench.env)
    assert all(clocks.mapped("reminded_date")), "somebody was not reminded"
    each = spent.over(len(clocks))
    return [
        result("a reminder, all due at once", each.seconds * 1e3, "ms", REMIND_MS),
        result("  the same", each.queries, "queries", REMIND_QUERIES),
    ]


def _lapse(bench: Bench, clocks: Any) -> list[Result]:
    """What was asked left the house; nobody answered."""
    env = bench.env
    _write(env, f"next_date = now() at time zone 'utc' + {FAR}")
    past = "now() at time zone 'utc' - interval '1 day'"
    _write(
        env,
        f"next_date = {past}, due = {past}, started = {past} - interval '10 days'",
        clocks.ids,
    )
    claims = clocks.claim_id
    env.cr.execute(
        "UPDATE aftersales_notification_log SET state = 'sent', sent_date = "
        f"{past} - interval '9 days' WHERE claim_id = ANY (%s)"
        " AND audience = 'customer'",
        (claims.ids,),
    )
    env.invalidate_all()
    with bench.measure() as spent:
        _run_job(env)
    assert set(claims.mapped("state")) == {"review"}, claims.mapped("state")
    each = spent.over(len(clocks))
    return [
        result("silence, 500 at once", each.seconds * 1e3, "ms", SILENT_MS),
        result("  the same", each.queries, "queries", SILENT_QUERIES),
    ]


def _run_job(env: Any) -> None:
    env["aftersales.clock"]._cron_clocks()


def _write(env: Any, columns: str, ids: list[int] | None = None) -> None:
    """Set ``columns`` of the running clocks, or of those with these ids."""
    env.flush_all()
    chosen = "AND id = ANY (%s)" if ids else ""
    env.cr.execute(
        f"UPDATE aftersales_clock SET {columns} WHERE is_running {chosen}",
        (ids,) if ids else (),
    )
    env.cr.commit()
    env.invalidate_all()
