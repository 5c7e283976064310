"""What a large batch needs of the memory of its process."""

from __future__ import annotations

import resource

from bench import claims as ours
from bench.result import Result, result
from bench.shop import find_shop, open_shop, sell
from bench.workbench import Bench

CLAIMS = 1_000
# So many claims, of one unit each, are made on one order.
EACH = 10
# Odoo recycles a worker that has 2 GiB after a request (``limit_memory_soft``); it
# begins with 200 to 300 MB. A batch that takes a quarter leaves room for another one.
AIM = 512.0
STEPS = (ours.approve, ours.ship, ours.receive)


def prepare(bench: Bench) -> None:
    number = bench.count(CLAIMS // EACH)
    sell(open_shop(bench.env), number, units=EACH)


def run(bench: Bench) -> list[Result]:
    """Take all claims through the cycle, each step in one call and transaction."""
    shop = find_shop(bench.env)
    orders = shop.orders.with_user(shop.agent)
    before = _peak()
    each_often = orders.browse([order.id for order in orders for _n in range(EACH)])
    claims = ours.create_and_submit(each_often, units=1.0)
    bench.env.cr.commit()
    bench.tell(f"  created and submitted {len(claims):21,} {_peak() - before:8.0f} MB")
    for step in STEPS:
        # Another request: it begins with empty caches.
        bench.env.invalidate_all()
        step(claims)
        bench.env.cr.commit()
        bench.tell(f"  {step.__name__:43} {_peak() - before:8.0f} MB")
    assert set(claims.mapped("state")) == {"resolved"}
    name = f"peak memory of {CLAIMS:,} claims in one batch"
    return [result(name, _peak() - before, "MB", AIM)]


def _peak() -> float:
    """The most memory this process has had so far, in MB; Linux counts in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
