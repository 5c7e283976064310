"""What finding the policy of a claim line costs in a shop with 200 policies.

The one that fits is the last: all others are looked at. It is done while a customer
fills in the form, after each of his pauses, so it must not be felt: a few milliseconds
a line. Reading the policies and what they look at costs the same number of queries for
one line and for a hundred, but for the few that read what several lines have apart.
"""

from __future__ import annotations

from typing import Any

from bench.crowd import gather
from bench.result import Result, result
from bench.workbench import Bench, Spent

POLICIES = 200
LINES = 100
ROUNDS = 5
# Milliseconds a line in a batch; milliseconds and queries of a single line, for which
# all policies are read first.
EACH, ALONE, QUERIES = 3.0, 150.0, 40
MORE = 5


def prepare(bench: Bench) -> None:
    env = bench.env
    gather(env, "review", bench.count(LINES, least=5))
    _write_policies(env, bench.count(POLICIES, least=10))


def run(bench: Bench) -> list[Result]:
    env = bench.env
    claims = env["aftersales.claim"].search([("state", "=", "review")], order="id")
    lines = claims.line_ids[:LINES]
    policies = env["aftersales.policy"]
    last = policies.search([])[-1:]
    for line, finding in policies._match_lines(lines).items():
        assert finding.policy == last, f"{line}: {finding}"
    batch, single = _median(bench, lines), _median(bench, lines[:1])
    bench.tell(
        f"  {len(lines)} lines: {batch.seconds * 1e3:.1f} ms, of it Python "
        f"{batch.cpu * 1e3:.1f}, {batch.queries:g} queries; one line: "
        f"{single.seconds * 1e3:.1f} ms, {single.cpu * 1e3:.1f}, {single.queries:g}"
    )
    # Caches were empty each time: what is read once for all is left out here.
    each = (batch.seconds - single.seconds) / max(1, len(lines) - 1)
    return [
        result("policy of a line, 200 policies", each * 1e3, "ms", EACH),
        result("policy of the only line", single.seconds * 1e3, "ms", ALONE),
        result("policies of many lines", batch.queries, "queries", QUERIES),
        result(
            "more queries for many lines than for one",
            batch.queries - single.queries,
            "queries",
            MORE,
        ),
    ]


def _median(bench: Bench, lines: Any) -> Spent:
    found = []
    for _round in range(ROUNDS):
        bench.env.invalidate_all()
        with bench.measure() as spent:
            bench.env["aftersales.policy"]._match_lines(lines)
        found.append(spent)
    return sorted(found, key=lambda spent: spent.seconds)[ROUNDS // 2]


def _write_policies(env: Any, number: int) -> None:
    """Of every kind of criterion some, none of which fits, and one that fits all."""
    env["aftersales.policy"].search([]).active = False
    reason = env.ref("dropship_aftersales.reason_changed_mind")
    claimed = env["aftersales.claim.line"].search([]).product_id
    unclaimed = env["product.product"].search([("id", "not in", claimed.ids)], limit=1)
    others = env["product.category"].create({"name": "Not sold here"})
    tags = env["res.partner.category"].create({"name": "Nobody"})
    criteria: list[dict[str, Any]] = [
        {"reason_ids": [(6, 0, reason.ids)]},
        {"product_ids": [(6, 0, unclaimed.ids)], "for_used": True},
        {"category_ids": [(6, 0, others.ids)]},
        {"tag_ids": [(6, 0, tags.ids)]},
        {"country_ids": [(6, 0, env.ref("base.jp").ids)]},
        {"amount_min": 10_000.0},
        {"ordered_until": "2001-01-01"},
        {"for_not_received": True},
    ]
    env["aftersales.policy"].create(
        [
            {
                "name": f"Promise {index}",
                "sequence": index,
                "window_days": 30,
                **criteria[index % len(criteria)],
            }
            for index in range(number - 1)
        ]
    )
    env["aftersales.policy"].create(
        {"name": "For all", "sequence": number, "window_days": 30}
    )
