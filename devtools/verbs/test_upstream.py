"""Run Odoo's own tests without and with our addons; ARGS="sale_stock" a part."""

from __future__ import annotations

import time

from devtools.browser import ensure_browser
from devtools.clone import Clone
from devtools.lock import locked
from devtools.progress import duration, say
from devtools.upstream.record import Record, differences
from devtools.upstream.runs import Run, run_both
from devtools.upstream.suites import find_tests
from devtools.workbench import Workbench, workbench

ORDER = 12
WITHOUT, WITH = "upstream_without", "upstream_with"


def run(clone: Clone, arguments: list[str]) -> int:
    """The last line is the difference; there is one when 1 is returned.

    The two databases hold the same data: our demo shop would be among the first
    customers and orders that some of Odoo's tests look for.
    """

    def prepare(bench: Workbench) -> None:
        ensure_browser(clone)
        bench.databases.copy(bench.ensure_base(), WITHOUT)
        bench.databases.copy(WITHOUT, WITH)
        bench.install_without_demo(WITH)

    began = time.monotonic()
    with (
        locked(clone, "upstream", "make test-upstream"),
        workbench(clone, "make test-upstream", prepare) as bench,
    ):
        result = compare(bench, arguments)
        for name in (WITHOUT, WITH):
            bench.databases.drop(name)
    say(f"In {duration(time.monotonic() - began)}.")
    print(verdict(result), flush=True)
    return 1 if result else 0


def compare(bench: Workbench, wanted: list[str]) -> list[str]:
    """The tests that pass without our addons alone, each with what happened to it."""
    source, databases = bench.odoo.source, bench.databases
    without = Run(bench.odoo, "without our addons", databases.full_name(WITHOUT))
    ours = Run(bench.odoo, "with our addons", databases.full_name(WITH))
    tests = find_tests(source.addons, wanted)
    records = run_both("Odoo's own tests", without, ours, tests)
    for run, record in zip((without, ours), records, strict=True):
        say(summary(run.title, record))
    suspects = differences(*records)
    if suspects:
        names = [suspect.test for suspect in suspects]
        again = find_tests(source.addons, names)
        title = f"Once more the {len(names)} that differ"
        suspects = differences(*run_both(title, without, ours, again))
    for suspect in suspects:
        say(f"✗ {suspect}")
    return [suspect.test for suspect in suspects]


def summary(title: str, record: Record) -> str:
    counts = [f"{record.count(word)} {word}" for word in ("passed", "skipped")]
    failed = [test for test, found in record.outcomes.items() if found.word == "failed"]
    lines = [f"{title}: {', '.join([*counts, f'{len(failed)} failed'])}"]
    return "\n".join([*lines, *(f"  {test}" for test in failed)])


def verdict(different: list[str]) -> str:
    if not different:
        return "no difference"
    tests = "test of Odoo passes" if len(different) == 1 else "tests of Odoo pass"
    return f"{len(different)} {tests} without our addons and not with them"
