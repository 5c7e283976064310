"""One hundred refunds through the whole cycle, beside bare Odoo.

The same orders go three ways, in turns, each in a transaction that is undone: a clerk
clicks the documents together one by one, a program makes them in the fewest calls, and
our people handle the claims. Every way begins with empty record caches; each step of
ours as well, because the steps are days apart. A claim has more to it than the
documents: hold, decision, supplier case, costs, history and messages. Those are in.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from bench import claims as ours
from bench import native
from bench.books import check_balance, figures
from bench.result import Result, result
from bench.shop import Shop, find_shop, open_shop, sell
from bench.workbench import Bench, Spent

CLAIMS = 100
# One by one is the same for each: some are enough to know what one costs.
CLICKED = 20
ROUNDS = 3
SENT = 20

CLICKS_SHARE, BATCH_SHARE = 0.55, 1.15
SUBMIT_QUERIES = 35.0

Ways = dict[str, list[Spent]]


def prepare(bench: Bench) -> None:
    """Sell what goes back, in a process of its own."""
    sell(open_shop(bench.env), bench.count(CLAIMS, least=3))


def run(bench: Bench) -> list[Result]:
    shop = find_shop(bench.env)
    clicked = shop.orders[: bench.count(CLICKED)]
    # What is read once in the life of a server is read before it counts.
    _round(bench, shop, clicked[:2], clicked[:2])
    ways: Ways = {}
    for _number in range(bench.count(ROUNDS, least=1)):
        for name, spent in _round(bench, shop, clicked, shop.orders).items():
            ways.setdefault(name, []).append(spent)
    _tell(bench, ways)
    return _results(ways)


def _round(bench: Bench, shop: Shop, clicked: Any, orders: Any) -> dict[str, Spent]:
    """Every way once, on the same orders.

    :return: what each cost, for one claim
    :raise AssertionError: they do not end in the same books
    """
    books: dict[str, Any] = {}
    spent: dict[str, Spent] = {}

    def go(
        name: str, way: Callable[[Bench, Any], dict[str, Spent]], whose: Any
    ) -> None:
        bench.env.invalidate_all()
        for step, cost in way(bench, whose).items():
            spent[step] = cost.over(len(whose))
        books[name] = figures(whose)
        bench.env.cr.rollback()
        bench.env.invalidate_all()

    go("clicks", _clicks, clicked.with_user(shop.clerk))
    go("batched", _batched, orders.with_user(shop.clerk))
    go("claims", _claims, orders.with_user(shop.agent))
    go("claims one by one", _one_by_one, clicked.with_user(shop.agent))
    whole = books["claims"]
    for name in books:
        part = {order: whole[order] for order in books[name]}
        assert books[name] == part, f"{name}: {books[name]} is not {part}"
    return spent


def _clicks(bench: Bench, orders: Any) -> dict[str, Spent]:
    with bench.measure() as spent:
        for order in orders:
            native.by_clicks(order)
    return {"clicks": spent}


def _batched(bench: Bench, orders: Any) -> dict[str, Spent]:
    with bench.measure() as spent:
        native.batched(orders)
    return {"batched": spent}


def _claims(bench: Bench, orders: Any) -> dict[str, Spent]:
    """The whole cycle for all orders together; each step begins with empty caches."""
    costs = {}
    with bench.measure() as costs["submit"]:
        claims = ours.create_and_submit(orders)
    for name, step in (
        ("approve", ours.approve),
        ("ship", ours.ship),
        ("receive", ours.receive),
    ):
        bench.env.invalidate_all()
        with bench.measure() as costs[name]:
            step(claims)
    costs["claims"] = sum(costs.values(), Spent())
    _check(claims)
    costs["messages, later"] = _send(bench, claims)
    return costs


def _one_by_one(bench: Bench, orders: Any) -> dict[str, Spent]:
    """As one claim after the other comes in, is decided and comes back."""
    with bench.measure() as spent:
        for order in orders:
            claim = ours.create_and_submit(order)
            ours.approve(claim)
            ours.ship(claim)
            ours.receive(claim)
    return {"claims one by one": spent}


def _check(claims: Any) -> None:
    claims_sudo = claims.sudo()
    assert set(claims_sudo.mapped("state")) == {"resolved"}
    assert set(claims_sudo.case_ids.mapped("state")) == {"settled"}
    check_balance(claims_sudo[:5])


def _send(bench: Bench, claims: Any) -> Spent:
    """Hand some messages over to the queues of Odoo: not part of what clicks do.

    :return: what all messages would have cost
    """
    logs = bench.env["aftersales.notification.log"].search(
        [("claim_id", "in", claims.ids), ("state", "=", "queued")]
    )
    assert len(logs) >= 3 * len(claims)
    some = logs[:SENT]
    with bench.measure() as spent:
        for log in some:
            log._deliver()
    return spent.over(len(some) / len(logs))


def _middle(spent: list[Spent]) -> Spent:
    return Spent(
        median(each.seconds for each in spent),
        median(each.cpu for each in spent),
        median(each.queries for each in spent),
    )


def _tell(bench: Bench, ways: Ways) -> None:
    bench.tell(f"  {'for one claim':20}{'ms':>8}{'of it Python':>14}{'queries':>9}")
    for name, each in ways.items():
        spent = _middle(each)
        bench.tell(
            f"  {name:20}{spent.seconds * 1e3:8.1f}{spent.cpu * 1e3:14.1f}"
            f"{spent.queries:9.1f}"
        )


def _results(ways: Ways) -> list[Result]:
    middle = {name: _middle(each) for name, each in ways.items()}
    whole, single = middle["claims"], middle["claims one by one"]
    clicks, batched = middle["clicks"], middle["batched"]
    return [
        result("time of the cycle / clicks", _time(whole, clicks), "x", CLICKS_SHARE),
        result(
            "queries of the cycle / clicks", _queries(whole, clicks), "x", CLICKS_SHARE
        ),
        result("time of the cycle / batched", _time(whole, batched), "x", BATCH_SHARE),
        result(
            "queries of the cycle / batched", _queries(whole, batched), "x", BATCH_SHARE
        ),
        result(
            "create and submit a claim",
            middle["submit"].queries,
            "queries",
            SUBMIT_QUERIES,
        ),
        # Nobody waits longer than for the clicks that a claim replaces.
        result("time one by one / clicks", _time(single, clicks), "x", 1.0),
        result("queries one by one / clicks", _queries(single, clicks), "x", 1.0),
    ]


def _time(left: Spent, right: Spent) -> float:
    return left.seconds / right.seconds


def _queries(left: Spent, right: Spent) -> float:
    return left.queries / right.queries
