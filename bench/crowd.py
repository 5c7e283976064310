"""Very many claims of one kind, copied in the database from one that was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.copies import Templates
from bench.volume_stories import Teller
from bench.volume_world import World, build

CUSTOMERS = 200


def gather(env: Any, kind: str, number: int) -> Any:
    """``number`` claims as the story ``kind`` leaves one, each on an order of its own;
    commits.

    :return: the claims, the one that was told left out
    """
    world = build(env, CUSTOMERS)
    templates = Templates(env.cr)
    teller = Teller(env, world)
    last = env["aftersales.claim"].search([], order="id desc", limit=1).id or 0
    with templates.story(kind, **teller.parties):
        story: Callable[[], Any] = getattr(teller, kind)
        story()
        teller.send()
    told = env["aftersales.claim"].search([("id", ">", last)], order="id")
    env.flush_all()
    _plan(env.cr, world, kind, number)
    templates.copy()
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    env.invalidate_all()
    return env["aftersales.claim"].search([("id", ">", told.id)], order="id")


def _plan(cr: Any, world: World, kind: str, number: int) -> None:
    """Spread the copies over customers; who supplies and who works stays."""
    cr.execute(
        """
        DROP TABLE IF EXISTS bench_copy;
        CREATE TABLE bench_copy
            (template text, i int, days int, customer int, supplier int,
             other_supplier int, agent int, product int, other_product int);
        INSERT INTO bench_copy
        SELECT %(kind)s, i, 0,
               (%(customers)s)[1 + i %% cardinality(%(customers)s)],
               (%(suppliers)s)[1 + i %% cardinality(%(suppliers)s)],
               (%(suppliers)s)[1 + (i * 7) %% cardinality(%(suppliers)s)],
               (%(agents)s)[1 + i %% cardinality(%(agents)s)],
               (%(products)s)[1 + i %% cardinality(%(products)s)],
               (%(products)s)[1 + (i * 7) %% cardinality(%(products)s)]
        FROM generate_series(1, %(number)s) AS i
        """,
        {
            "kind": kind,
            "number": number,
            "customers": world.customers,
            "suppliers": world.suppliers,
            "agents": world.agents[:1],
            "products": world.products,
        },
    )
