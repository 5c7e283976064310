"""Fills a database with claims: as busy today, after a shorter or longer history."""

from __future__ import annotations

from typing import Any

from bench.copied_tables import TABLES
from bench.copies import Templates
from bench.volume_stories import CURRENT, HISTORY, Kind
from bench.volume_world import World

HEAVY_CLAIMS = 300
# Of each of the four kinds of history with cases, one of which has two of them.
HEAVY_ORDERS = 1_000
NORMAL_CLAIMS = 10
YEARS = 2


def fill(cr: Any, world: World, claims: int) -> None:
    """Copy the templates until there are ``claims`` claims; commits.

    What is going on is the same at any volume, and what the heavy customer and the
    normal one have; the rest is history of ``YEARS`` years. The heavy supplier has a
    third of all cases, up to 5,000.
    """
    cr.execute(
        """
        DROP TABLE IF EXISTS bench_copy;
        CREATE TABLE bench_copy
            (template text, i int, days int, customer int, supplier int,
             other_supplier int, agent int, product int, other_product int)
        """
    )
    current = sum(kind.share for kind in CURRENT)
    for kind in CURRENT:
        _plan(cr, world, kind, kind.share, kind.share // 3, kind.share // 40)
    per_hundred = sum(kind.share * kind.claims for kind in HISTORY)
    hundreds = max(0, claims - current) / per_hundred
    for kind in HISTORY:
        copies = round(kind.share * hundreds)
        heavy = min(copies // 3, HEAVY_ORDERS)
        mine = min(HEAVY_CLAIMS, copies // 2) if kind.name == "refunded" else 0
        _plan(cr, world, kind, copies, heavy, mine, is_over=True)
    cr.execute("ANALYZE bench_copy")
    Templates(cr).copy()
    _tidy(cr)


def _plan(
    cr: Any,
    world: World,
    kind: Kind,
    copies: int,
    heavy: int,
    mine: int,
    is_over: bool = False,
) -> None:
    """Note who takes part in each copy of ``kind``.

    :param heavy: how many of them the heavy supplier delivered
    :param mine: how many are the heavy customer's; the next ones are the normal one's
    """
    cr.execute(
        """
        INSERT INTO bench_copy
        SELECT %(template)s, i,
               CASE WHEN NOT %(is_over)s THEN 0
                    WHEN i <= %(mine)s THEN 15 + i
                    WHEN i <= %(mine)s + %(normal)s THEN 20 + i - %(mine)s
                    ELSE 15 + i::bigint * 7919 %% %(copies)s * %(days)s / %(copies)s
               END,
               CASE WHEN i <= %(mine)s THEN (%(customers)s)[1]
                    WHEN i <= %(mine)s + %(normal)s THEN (%(customers)s)[2]
                    ELSE %(first)s + 3 + (i * 31 + %(salt)s) %% %(others)s END,
               CASE WHEN i <= %(heavy)s THEN (%(suppliers)s)[1]
                    ELSE (%(suppliers)s)[3 + i %% (cardinality(%(suppliers)s) - 3)] END,
               (%(suppliers)s)[3 + (i * 7) %% (cardinality(%(suppliers)s) - 3)],
               CASE WHEN i %% 20 < 19
                    THEN (%(agents)s)[1 + i %% cardinality(%(agents)s)] END,
               (%(products)s)[CASE
                   WHEN i > %(mine)s AND i <= %(mine)s + %(normal)s THEN 1
                   ELSE 2 + i %% (cardinality(%(products)s) - 1) END],
               (%(products)s)[2 + (i * 7) %% (cardinality(%(products)s) - 1)]
        FROM generate_series(1, %(copies)s) AS i
        """,
        {
            "template": kind.name,
            "salt": len(kind.name) * 997,
            "copies": copies,
            "is_over": is_over,
            "days": 365 * YEARS,
            "heavy": heavy,
            "mine": mine,
            "normal": NORMAL_CLAIMS if is_over and mine else 0,
            "customers": world.customers[:2],
            "first": world.customers[0],
            "others": len(world.customers) - 3,
            "suppliers": world.suppliers,
            "agents": world.agents,
            "products": world.products,
        },
    )


def _tidy(cr: Any) -> None:
    """What the database does by night: statistics, and which pages are all visible."""
    cr.commit()
    cr.connection.autocommit = True
    for table in TABLES:
        cr.execute(f"VACUUM (ANALYZE) {table}")
    cr.connection.autocommit = False
