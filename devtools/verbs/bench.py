"""Measure 100 claims beside bare Odoo, and volume; ARGS="cycle --strict" a part."""

from __future__ import annotations

import json
import subprocess

from bench import WORKLOADS
from bench.result import Result, falls_short, table
from devtools.clone import Clone
from devtools.lock import locked
from devtools.problem import Problem
from devtools.progress import say, step
from devtools.workbench import Workbench, workbench

ORDER = 11
DATABASE = "bench"
RESULTS = "bench/results.json"
STRICT, SMOKE = "--strict", "--smoke"
SMOKE_SCALE = 0.03


def run(clone: Clone, arguments: list[str]) -> int:
    """Exit with 1 for a missed aim only when asked to: ``--strict``.

    Without it a slow machine breaks nothing; what falls short is said all the same.
    ``--smoke`` runs the same with a few claims, to see that nothing is broken.
    """
    scale = SMOKE_SCALE if SMOKE in arguments else 1.0
    chosen = [name for name in arguments if name not in (STRICT, SMOKE)]
    if unknown := set(chosen) - set(WORKLOADS):
        names = ", ".join(WORKLOADS)
        raise Problem(f"No workload is called {', '.join(unknown)}; there are: {names}")
    results: list[Result] = []

    def prepare(bench: Workbench) -> None:
        bench.databases.copy(bench.ensure_prepared(), f"{DATABASE}_source")

    with (
        locked(clone, "bench", "make bench"),
        workbench(clone, "make bench", prepare) as bench,
    ):
        for name in chosen or WORKLOADS:
            results += measured(bench, name, scale)
        bench.databases.drop(f"{DATABASE}_source")
    path = clone.root / RESULTS
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    return report(results, STRICT in arguments)


def measured(bench: Workbench, workload: str, scale: float) -> list[Result]:
    """Run one workload on a fresh copy of the prepared database.

    :raise Problem: it broke
    """
    clone, databases = bench.clone, bench.databases
    out = clone.dev / f"bench-{workload}.json"
    out.unlink(missing_ok=True)
    with step(f"Workload {workload}"):
        databases.copy(f"{DATABASE}_source", DATABASE)
        command = [
            *(str(clone.python), "-m", "bench", workload, str(clone.odoo_config)),
            *(databases.full_name(DATABASE), str(out), str(scale)),
        ]
        code = subprocess.call(command, cwd=clone.root, env=bench.odoo.environ)
        databases.drop(DATABASE)
        if code or not out.exists():
            raise Problem(f"The workload {workload} broke: what it said is above.")
    found: list[Result] = json.loads(out.read_text())
    return found


def report(results: list[Result], strict: bool) -> int:
    """Say how the figures stand to their aims.

    :return: the exit code
    """
    short = [each["name"] for each in results if falls_short(each)]
    say(f"\n{table(results)}\n")
    if short:
        say(f"FALLS SHORT of its aim: {'; '.join(short)}")
    else:
        say("Every aim is reached.")
    say(f"Figures: {RESULTS}")
    return 1 if short and strict else 0
