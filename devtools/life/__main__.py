"""Run all checks of the addons' life: ``python -m devtools.life``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial

from devtools import clone
from devtools.problem import Problem
from devtools.progress import say, step
from devtools.workbench import Workbench, workbench

from .dump import check_dump
from .patient import Patient
from .removal import check_part_removal, check_removal
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
    for variant in bench.variants():
        variant.ensure_prepared()


def checks(bench: Workbench) -> Iterator[Callable[[], None]]:
    smallest, *larger = bench.variants()
    patient = Patient(smallest, DATABASE)
    yield lambda: check_upgrade(smallest)
    yield lambda: open_claims(patient, "open_claims", "Opening claims")
    yield lambda: check_dump(smallest, patient)
    yield lambda: check_removal(smallest, patient)
    for variant in larger:
        with_all = Patient(variant, DATABASE)
        yield partial(open_claims, with_all, "open_kits", "Opening claims on kits")
        yield partial(check_part_removal, variant, smallest, with_all)
    yield patient.drop


def open_claims(patient: Patient, script: str, title: str) -> None:
    """Claims that are in the middle of something, in a fresh database."""
    patient.databases.copy(patient.bench.ensure_prepared(), patient.database)
    with step(title):
        patient.inside(script)


if __name__ == "__main__":
    sys.exit(main())
