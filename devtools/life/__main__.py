"""Run all checks of the addons' life: ``python -m devtools.life``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from devtools import clone
from devtools.problem import Problem
from devtools.progress import say, step
from devtools.workbench import Workbench, workbench

from .dump import check_dump
from .patient import Patient
from .removal import check_removal
from .upgrade import check_upgrade

DATABASE = "life"


def main() -> int:
    """One check that fails does not keep the others from running."""
    failed = 0
    with workbench(clone.here(), "make test", prepare) as bench:
        for check in checks(bench):
            try:
                check()
            except Problem as problem:
                failed += 1
                say(f"\n{problem}\n")
    return 1 if failed else 0


def prepare(bench: Workbench) -> None:
    bench.variants()[0].ensure_prepared()


def checks(bench: Workbench) -> Iterator[Callable[[], None]]:
    smallest = bench.variants()[0]
    patient = Patient(smallest, DATABASE)
    yield lambda: check_upgrade(smallest)
    yield lambda: open_claims(patient)
    yield lambda: check_dump(smallest, patient)
    yield lambda: check_removal(smallest, patient)
    yield patient.drop


def open_claims(patient: Patient) -> None:
    patient.databases.copy(patient.bench.ensure_prepared(), patient.database)
    with step("Opening claims that are in the middle of something"):
        patient.inside("open_claims")


if __name__ == "__main__":
    sys.exit(main())
