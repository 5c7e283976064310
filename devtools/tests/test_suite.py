import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from devtools.suite import order
from devtools.suite.groups import Group
from devtools.suite.lanes import Command, Lanes
from devtools.suite.pile import Pile
from devtools.suite.results import Results

ROOT = Path(__file__).resolve().parents[2]
GOOD = "def test_a(): pass\ndef test_b(): pass\n"
BAD = "def test_c():\n    assert 1 == 2, 'one is not two'\n"
SKIPPED = "import pytest\ndef test_d(): pytest.skip('no browser')\n"
PARTS = """
import unittest
class TestParts(unittest.TestCase):
    def test_e(self):
        for part in range(3):
            with self.subTest(part=part):
                self.assertNotEqual(part, 1)
"""

FROZEN = """
import unittest
from freezegun import freeze_time
class TestFrozen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        freezer = freeze_time("2026-01-01")
        freezer.start()
        cls.addClassCleanup(freezer.stop)
    def test_f(self): pass
    def test_g(self): pass
"""


def worker(folder, number=1):
    """The command of one process on the pile in ``folder``."""
    return [
        *(sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "no:cacheprovider"),
        *("-p", "devtools.suite.worker", f"--rootdir={folder}"),
        f"--pile={folder / 'pile'}",
        f"--events={folder / f'events_{number}'}",
        str(folder / "tests"),
    ]


def run_workers(folder, files, processes=1):
    """
    :return: what the processes wrote, and their exit status
    """
    (folder / "tests").mkdir()
    for name, text in files.items():
        (folder / "tests" / name).write_text(text)
    Pile(folder / "pile").put([f"tests/{name}" for name in files])
    numbers = range(1, processes + 1)
    started = [
        subprocess.Popen(
            worker(folder, number), stdout=subprocess.DEVNULL, cwd=ROOT, env=os.environ
        )
        for number in numbers
    ]
    statuses = [process.wait() for process in started]
    paths = [folder / f"events_{number}" for number in numbers]
    return Results.read([paths]), statuses


def test_a_slip_is_taken_once_and_in_turn(tmp_path):
    pile = Pile(tmp_path / "pile")
    pile.put(["slow", "quick"])
    assert [pile.take(), pile.take(), pile.take()] == ["slow", "quick", None]
    assert pile.is_empty()
    assert pile.names() == ["slow", "quick"]


def test_many_takers_share_a_pile(tmp_path):
    pile = Pile(tmp_path / "pile")
    names = [f"file {number}" for number in range(200)]
    pile.put(names)
    taken = []

    def take():
        while name := pile.take():
            taken.append(name)

    takers = [threading.Thread(target=take) for _number in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert sorted(taken) == sorted(names)


def test_the_longest_files_come_first_and_unknown_ones_before_quick_ones():
    seconds = {"quick": 0.1, "slow": 60.0}
    names = ["quick", "new", "slow"]
    assert order.longest_first(names, seconds) == ["slow", "new", "quick"]


def test_what_was_not_run_keeps_its_seconds(clone):
    order.write_seconds(clone, {"a": 1.0, "b": 2.0})
    order.write_seconds(clone, {"b": 3.26})
    assert order.read_seconds(clone) == {"a": 1.0, "b": 3.3}


def test_two_processes_run_each_test_once(tmp_path):
    files = {f"test_{number}.py": GOOD for number in range(6)}
    results, statuses = run_workers(tmp_path, files, processes=2)
    assert (results.passed, results.total, statuses) == (12, 12, [0, 0])
    assert results.is_good
    assert Pile(tmp_path / "pile").is_empty()


def test_failures_are_told_in_full_and_skips_with_their_reason(tmp_path):
    files = {"test_a.py": GOOD, "test_c.py": BAD, "test_d.py": SKIPPED}
    results, statuses = run_workers(tmp_path, files)
    assert statuses == [1]
    assert results.summary() == "2 passed, 1 failed, 1 skipped"
    assert not results.is_good
    report = results.report()
    assert "AssertionError: one is not two" in report
    assert "FAILED tests/test_c.py::test_c" in report
    assert "tests/test_d.py::test_d: Skipped: no browser" in report


def test_a_part_of_a_test_that_fails_is_named(tmp_path):
    results, _statuses = run_workers(tmp_path, {"test_e.py": PARTS})
    assert results.summary() == "0 passed, 1 failed"
    assert any("part=1" in failure.title for failure in results.failures)


def test_a_test_that_stops_the_clock_is_timed_all_the_same(tmp_path):
    results, _statuses = run_workers(tmp_path, {"test_f.py": FROZEN})
    assert all(0 <= seconds < 60 for seconds in results.seconds.values())
    assert results.passed == 2


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path):
    results, statuses = run_workers(tmp_path, {"test_a.py": GOOD, "test_x.py": "("})
    assert statuses == [2]
    assert results.failed == {"tests/test_x.py"}


def test_a_test_that_nobody_put_on_the_pile_is_an_error(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_late.py").write_text(GOOD)
    Pile(tmp_path / "pile").put([])
    done = subprocess.run(
        worker(tmp_path), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode
    assert "Not on the pile: tests/test_late.py" in done.stdout + done.stderr


def test_a_test_in_which_the_process_dies_is_named(tmp_path):
    files = {"test_x.py": "import os\ndef test_x(): os._exit(9)\n"}
    results, statuses = run_workers(tmp_path, files)
    assert statuses == [9]
    assert results.running == {"tests/test_x.py::test_x"}
    assert not results.is_good


def test_a_line_that_is_being_written_is_read_later(tmp_path):
    path = tmp_path / "events"
    path.write_text(json.dumps({"what": "end", "test": "a"}) + '\n{"what": "en')
    assert Results.read([[path]]).finished == {"a"}


def command(folder, script, **options):
    return Command(
        title=script,
        arguments=[sys.executable, "-c", script],
        log=folder / f"{abs(hash(script))}.log",
        environ=os.environ,
        cwd=folder,
        **options,
    )


def test_a_lane_runs_what_is_needed_and_notes_how_it_ended(tmp_path):
    lanes = Lanes()
    good = command(tmp_path, "print('hello')")
    bad = command(tmp_path, "raise SystemExit(3)")
    idle = command(tmp_path, "raise SystemExit(4)", is_needed=lambda: False)
    lanes.run([[good, idle], [bad]])
    assert sorted(ended.status for ended in lanes.ended) == [0, 3]
    assert good.log.read_text() == "hello\n"


def test_an_interruption_ends_all_processes_and_starts_no_more(tmp_path):
    begun = tmp_path / "begun"
    sleeper = command(
        tmp_path,
        f"import time; open({str(begun)!r}, 'w'); time.sleep(60)",
    )
    after = command(tmp_path, f"open({str(tmp_path / 'after')!r}, 'w')")

    def interrupt():
        while not begun.exists():
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    # In the background of a shell the signal would be ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    thread = threading.Thread(target=interrupt)
    thread.start()
    since = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        Lanes().run([[sleeper, after], []])
    thread.join()
    signal.signal(signal.SIGINT, before)
    assert time.monotonic() - since < 30
    assert not (tmp_path / "after").exists()


def test_what_measures_an_addon_is_on_its_pile(clone):
    tests = clone.root / "bench/tests"
    tests.mkdir(parents=True)
    (tests / "test_cycle.py").write_text(GOOD)
    group = Group("sales", SimpleNamespace(clone=clone), [], ("bench/tests",))
    group.put_pile()
    assert group.pile.names() == ["bench/tests/test_cycle.py"]
    assert group.folders == ["bench/tests"]
    assert group.holds(tests / "test_cycle.py") and not group.holds(clone.root)
