"""Screens, pages and jobs after a short and after a long history.

A shop that is as busy today and had 200 times the claims before should not notice:
every screen is measured at both volumes in turns, with the same records on it, each
time with empty record caches and a transaction of its own. Pages go through HTTP.
"""

from __future__ import annotations

import logging
import statistics
import time
from typing import Any

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.tools import config

from bench.copies import Templates
from bench.result import Result, result
from bench.volume_fill import fill
from bench.volume_meter import Doorway, Volume
from bench.volume_screens import SCREENS, Screen
from bench.volume_stories import tell
from bench.volume_world import CUSTOMERS, World, build
from bench.workbench import Bench

FEW, MANY = 1_000, 200_000
ROUNDS, WARM_UP = 15, 2
# Jobs take seconds.
LONG, ROUNDS_OF_LONG = 2_000.0, 5
RATIO = 1.5
# In milliseconds: less than this apart is noise, whatever the ratio.
NOISE = 5.0


def run(bench: Bench) -> list[Result]:
    """Fill a copy of the database beside it, and measure both."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    cr = bench.env.cr
    world = build(bench.env, bench.count(CUSTOMERS, least=50))
    tell(bench.env, world, Templates(cr))
    few, many = Volume(cr.dbname), Volume(f"{cr.dbname}_many")
    cr.close()
    _copy_database(few.database, many.database)
    try:
        for volume, claims in (
            (few, FEW),
            (many, bench.count(MANY, least=2 * FEW)),
        ):
            began = time.perf_counter()
            _fill(volume.database, world, claims)
            spent = time.perf_counter() - began
            bench.tell(f"{claims:,} claims made in {spent:.0f} s")
        config["db_name"] = [few.database, many.database]
        with Doorway() as port:
            return list(_compared(bench, few, many, port))
    finally:
        _drop_database(many.database)


def _compared(bench: Bench, few: Volume, many: Volume, port: int) -> list[Result]:
    results, more = [], 0
    for screen in SCREENS:
        (short, queries), (long, queries_many) = _in_turns(
            screen, (few, many), port, bench.count(ROUNDS)
        )
        bench.tell(
            f"{screen.name:46} {short:9.1f} ms {long:9.1f} ms"
            f" {queries:5} {queries_many:5} queries"
        )
        ratio = long / short if long - short > NOISE else min(1.0, long / short)
        results.append(result(f"{screen.name}, many / few", ratio, "x", RATIO))
        more += queries_many > queries
    results.append(result("screens that need more queries", more, "screens", 0))
    return results


def _in_turns(
    screen: Screen, volumes: tuple[Volume, ...], port: int, rounds: int
) -> list[tuple[float, int]]:
    """Median milliseconds, and queries, of each volume."""
    spent: list[list[float]] = [[] for _volume in volumes]
    queries = [0] * len(volumes)
    for number in range(WARM_UP + rounds):
        for index, volume in enumerate(volumes):
            milliseconds, queries[index] = volume.run(screen, port)
            if number >= WARM_UP:
                spent[index].append(milliseconds)
        if len(spent[0]) >= ROUNDS_OF_LONG and spent[0][0] > LONG:
            break
    return [
        (statistics.median(each), count)
        for each, count in zip(spent, queries, strict=True)
    ]


# ---------------------------------------------------------------------- databases


def _fill(database: str, world: World, claims: int) -> None:
    with Registry(database).cursor() as cr:
        fill(cr, world, claims)
        env = api.Environment(cr, SUPERUSER_ID, {})
        found = env["aftersales.claim"].search_count([])
        assert abs(found - claims) < claims * 0.1, found


def _copy_database(source: str, target: str) -> None:
    sql_db.close_db(source)
    _drop_database(target)
    _on_server(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _drop_database(database: str) -> None:
    sql_db.close_db(database)
    _on_server(f'DROP DATABASE IF EXISTS "{database}"')


def _on_server(statement: str) -> None:
    with sql_db.db_connect("postgres").cursor() as cr:
        connection: Any = cr.connection
        connection.autocommit = True
        cr.execute(statement)
        connection.autocommit = False
