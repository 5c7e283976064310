"""The whole suite: tests, and the checks of the addons' life, side by side."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devtools import axe
from devtools.clone import Clone
from devtools.progress import duration, say, step

from .groups import Group
from .lanes import Command, Lanes
from .order import write_seconds
from .results import Results
from .template import ensure_template

PLUGINS = ("devtools.no_skips", "devtools.patience", "devtools.suite.worker")
# A lane is Odoo with its queries or its browser: about a core.
MOST_LANES = 2
LIFE_MARKS = ("✓ ", "✗ ")
TAIL_LINES = 20


def run_all(groups: Sequence[Group]) -> int:
    """Run everything and report.

    :return: 0 when every test ran and passed, and every check of life as well
    """
    suite = Suite(groups[0].bench.clone, groups)
    for group in groups:
        group.put_pile()
    lanes = [[*suite.lane(number)] for number in range(suite.lane_count)]
    with step(f"Tests, {len(lanes)} at a time") as current:
        current.how_far = suite.how_far
        current.news = suite.news
        suite.processes.run(lanes)
    return suite.report()


@dataclass
class Suite:
    """One run of everything, from the first process to the report."""

    clone: Clone
    groups: Sequence[Group]
    processes: Lanes = field(default_factory=Lanes)
    began: float = field(default_factory=time.monotonic)
    _told: set[str] = field(default_factory=set)

    @property
    def lane_count(self) -> int:
        return min(MOST_LANES, len(os.sched_getaffinity(0)))

    @property
    def life_log(self) -> Path:
        return self.clone.log("life")

    def lane(self, number: int) -> Iterator[Command]:
        """The last lane begins with the life of the addons, then helps the others."""
        is_last = number == self.lane_count - 1
        if is_last:
            yield self._life()
        for group in reversed(self.groups) if is_last else self.groups:
            yield self._tests(group, number)

    def _life(self) -> Command:
        self.life_log.unlink(missing_ok=True)
        return Command(
            title="The life of the addons",
            arguments=[sys.executable, "-m", "devtools.life"],
            log=self.life_log,
            environ=self.clone.environ,
            cwd=self.clone.root,
        )

    def _tests(self, group: Group, number: int) -> Command:
        bench, clone = group.bench, self.clone
        database = f"test_{number + 1}"
        full_name = bench.databases.full_name(database)
        events = self._events(group, number)
        events.unlink(missing_ok=True)
        shutil.rmtree(clone.dev / "screenshots" / full_name, ignore_errors=True)
        return Command(
            title=f"Process {number + 1} of the tests of {group.name}",
            arguments=[
                *(str(clone.python), "-m", "pytest"),
                *(option for name in PLUGINS for option in ("-p", name)),
                *(f"--pile={group.pile.folder}", f"--events={events}"),
                "--odoo-http",
                f"--odoo-config={clone.odoo_config}",
                f"--odoo-database={full_name}",
                *group.folders,
            ],
            log=clone.log(f"{database}_{group.name}"),
            environ={**bench.odoo.environ, axe.VARIABLE: str(axe.source(clone))},
            cwd=clone.root,
            is_needed=lambda: not group.pile.is_empty(),
            before=lambda: bench.databases.copy(ensure_template(bench), database),
            after=lambda: bench.databases.drop(database),
        )

    def _events(self, group: Group, number: int) -> Path:
        return self.clone.folder("suite") / f"events_{group.name}_{number + 1}.jsonl"

    # ------------------------------------------------------------------ telling

    def results(self) -> Results:
        lanes = range(self.lane_count)
        return Results.read(
            [[self._events(group, lane) for lane in lanes] for group in self.groups]
        )

    def how_far(self) -> str:
        results = self.results()
        failed = f", {len(results.failed)} failed" if results.failed else ""
        return f"{len(results.finished)}/{results.total or '?'}{failed}"

    def news(self) -> list[str]:
        """What ended since the last call: checks of life, and tests that failed."""
        lines = [line for line in self._life_lines() if line.startswith(LIFE_MARKS)]
        lines += [f"✗ {test}" for test in sorted(self.results().failed)]
        fresh = [line for line in lines if line not in self._told]
        self._told.update(fresh)
        return fresh

    def _life_lines(self) -> list[str]:
        log = self.life_log
        return log.read_text(errors="replace").splitlines() if log.exists() else []

    def report(self) -> int:
        results = self.results()
        write_seconds(self.clone, results.file_seconds)
        print(results.report(), flush=True)
        problems = [*self._problems(results)]
        for problem in problems:
            say(f"\n{problem}")
        for picture in self._screenshots():
            say(f"Screenshot of a failed test: {picture}")
        checks = [line for line in self._life_lines() if line.startswith(LIFE_MARKS)]
        is_good = results.is_good and not problems
        say(
            f"\n{'✓' if is_good else '✗'} {results.summary()}, and {len(checks)} steps "
            f"in the life of the addons, in {duration(time.monotonic() - self.began)}."
        )
        return 0 if is_good else 1

    def _problems(self, results: Results) -> Iterator[str]:
        """What no failed test tells of: processes that broke off, files not run."""
        for ended in self.processes.ended:
            is_life = ended.command.log == self.life_log
            if ended.status and (is_life or ended.status != 1 or not results.failed):
                lines = ended.command.log.read_text(errors="replace").splitlines()
                yield "\n".join([*lines[-TAIL_LINES:], str(ended)])
        if results.running:
            yield f"Never ended: {', '.join(sorted(results.running))}"
        if left := [name for group in self.groups for name in group.pile.left()]:
            yield f"Nobody ran {', '.join(left)}"

    def _screenshots(self) -> list[Path]:
        names = {
            self.groups[0].bench.databases.full_name(f"test_{number + 1}")
            for number in range(self.lane_count)
        }
        folder = self.clone.dev / "screenshots"
        return [path for name in names for path in sorted(folder.glob(f"{name}/*/*"))]
