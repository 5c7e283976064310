"""A pytest plugin: run the files of a pile, and write down what happens.

The other process of the suite runs the rest of the same pile.
"""

import gc
import json
import time
from collections import defaultdict
from itertools import chain, pairwise
from pathlib import Path

import pytest

from devtools.suite.pile import Pile


def pytest_addoption(parser):
    parser.addoption("--pile", type=Path, help="Folder of the pile to take files from")
    parser.addoption("--events", type=Path, help="File to write what happens to")


def pytest_configure(config):
    path = config.getoption("--events")
    config.pluginmanager.register(Recorder(path), "suite-recorder")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    if session.testsfailed:
        raise session.Interrupted(f"{session.testsfailed} errors during collection")
    pile = Pile(session.config.getoption("--pile"))
    root = session.config.rootpath
    files = defaultdict(list)
    for item in session.items:
        files[item.path.relative_to(root).as_posix()].append(item)
    if strangers := set(files) - set(pile.names()):
        raise pytest.UsageError(f"Not on the pile: {', '.join(sorted(strangers))}")
    _spare_collector()
    # The next test is known while one runs: it decides which set-up is kept.
    for item, following in pairwise(chain(_taken(pile, files), [None])):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
    return True


def _spare_collector():
    """Odoo's registry and the tests live as long as the process: walking them again
    and again, as the garbage collector does, takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def _taken(pile, files):
    while name := pile.take():
        yield from files.get(name, [])


class Recorder:
    """Writes one line of JSON for each thing that happens."""

    def __init__(self, path):
        self.file = path.open("a", buffering=1)
        # Kept: a test may stop the clock that Python's modules see.
        self.clock = time.monotonic
        self.since = self.clock()

    def note(self, what, **details):
        self.file.write(json.dumps({"what": what, **details}) + "\n")

    def pytest_collection_finish(self, session):
        self.note("collected", count=len(session.items))

    def pytest_collectreport(self, report):
        if report.failed:
            self._report(report, report.nodeid, 0.0)

    def pytest_runtest_logstart(self, nodeid):
        self.since = self.clock()
        self.note("begin", test=nodeid)

    def pytest_runtest_logreport(self, report):
        is_part = hasattr(report, "context")  # of a test, by subTest()
        if report.failed or not is_part:
            seconds = 0.0 if is_part else self._since_last()
            self._report(report, report.nodeid, seconds)

    def pytest_runtest_logfinish(self, nodeid):
        self.note("end", test=nodeid)

    def pytest_sessionfinish(self, exitstatus):
        self.note("finish", status=int(exitstatus))

    def _since_last(self):
        before, self.since = self.since, self.clock()
        return self.since - before

    def _report(self, report, test, seconds):
        details = {}
        if report.outcome == "failed":
            parts = [report.longreprtext]
            parts += [f"--- {title}\n{text}" for title, text in report.sections]
            details["text"] = "\n".join(part.rstrip() for part in parts)
            details["title"] = report.head_line or test
        elif report.outcome == "skipped":
            reason = report.longrepr
            details["text"] = reason[2] if isinstance(reason, tuple) else str(reason)
        self.note(
            "report", test=test, outcome=report.outcome, seconds=seconds, **details
        )
