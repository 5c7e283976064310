"""Approving 500 plain claims from the list, as the screen asks for it.

First the preview of all, then the deed in the batches of the screen, each claim on its
own so that one that fails leaves the others alone. The preview writes nothing: nobody
waits longer for it than for any large list. Approving makes a transfer, a supplier case
and messages for every claim, as a click on each of them would, and costs no more.
"""

from __future__ import annotations

from typing import Any

from bench.crowd import gather
from bench.result import Result, result
from bench.workbench import Bench, Spent

CLAIMS = 500
# As in static/src/claims/mass_approve.js
BATCH = 10
PREVIEW_MS, PREVIEW_QUERIES = 8.0, 2.0
EACH_MS, EACH_QUERIES = 250.0, 60.0


def prepare(bench: Bench) -> None:
    gather(bench.env, "review", bench.count(CLAIMS, least=5))


def run(bench: Bench) -> list[Result]:
    env = bench.env
    number = bench.count(CLAIMS, least=5)
    claims = env["aftersales.claim"].search(
        [("state", "=", "review")], order="id desc", limit=number
    )
    agent = env["res.users"].search([("login", "=", "bench_agent_0")])
    mine = claims.with_user(agent)
    env.invalidate_all()
    with bench.measure() as looked:
        preview = mine.preview_mass_approval()
    assert len(preview["approve"]) == number, preview
    done = _approve(bench, mine, preview["approve"])
    assert set(claims.mapped("state")) == {"approved"}
    looked, each = looked.over(number), done.over(number)
    return [
        result("preview of 500 claims, each", looked.seconds * 1e3, "ms", PREVIEW_MS),
        result("  the same", looked.queries, "queries", PREVIEW_QUERIES),
        result("approve 500 claims, each", each.seconds * 1e3, "ms", EACH_MS),
        result("  the same", each.queries, "queries", EACH_QUERIES),
    ]


def _approve(bench: Bench, claims: Any, reviewed: list[dict[str, Any]]) -> Spent:
    """In batches, each of which is a request: it begins with empty caches."""
    total = Spent()
    for start in range(0, len(reviewed), BATCH):
        batch = [
            {"id": item["id"], "name": item["name"], "amount": item["amount"]}
            for item in reviewed[start : start + BATCH]
        ]
        bench.env.invalidate_all()
        with bench.measure() as spent:
            results = claims.browse().approve_reviewed(batch)
            bench.env.cr.commit()
        assert {each["result"] for each in results} == {"done"}, results
        total += spent
    return total
