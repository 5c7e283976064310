"""A pytest plugin: write down each test's outcome as soon as it is known.

The file tells its reader how far a run is, and whether it came to its end.
"""

import json

import pytest

from devtools.upstream.suites import is_wanted, short_id

WORST_LAST = ("passed", "skipped", "failed")


def pytest_addoption(parser):
    parser.addoption("--record", help="The file of outcomes, a line for each test")


def pytest_configure(config):
    if path := config.getoption("--record"):
        config.pluginmanager.register(Recorder(path), "recorder")


class Recorder:
    def __init__(self, path):
        self.file = open(path, "w")  # noqa: SIM115 - as long as the session
        self.seen = {}

    def write(self, **line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        wanted = [item for item in items if is_wanted(short_id(item.nodeid))]
        config.hook.pytest_deselected(items=list(set(items) - set(wanted)))
        items[:] = wanted
        self.write(total=len(items))

    def pytest_collectreport(self, report):
        """A file that cannot be read is a test that failed."""
        if report.failed:
            self.write(test=short_id(report.nodeid), outcome="failed", why="collection")

    def pytest_runtest_logreport(self, report):
        worst = self.seen.get(report.nodeid, WORST_LAST)[0]
        if WORST_LAST.index(report.outcome) > WORST_LAST.index(worst):
            self.seen[report.nodeid] = report.outcome, reason(report)

    def pytest_runtest_logfinish(self, nodeid):
        outcome, why = self.seen.pop(nodeid, ("passed", ""))
        self.write(test=short_id(nodeid), outcome=outcome, why=why)

    def pytest_sessionfinish(self):
        self.write(end=True)
        self.file.close()


def reason(report):
    """The last words of a failure, or why a test was skipped."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2]
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash else str(report.longrepr or "")
    return text.strip()[:300]
