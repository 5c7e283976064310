import os
import subprocess
import sys
from pathlib import Path

import pytest

from devtools.problem import Problem
from devtools.upstream.record import Outcome, Record, differences, read_record
from devtools.upstream.runs import Run, run_both
from devtools.upstream.suites import find_tests, is_wanted, short_id
from devtools.verbs.test_upstream import summary, verdict

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import os
import unittest

class TestSale(unittest.TestCase):
    def test_sells(self):
        pass

    def test_refunds(self):
        self.assertEqual(1, 2, "no money")

    def test_ships(self):
        self.skipTest("no boat")

    def test_of_many(self):
        with self.subTest("one"):
            self.fail("one of many")

class TestShop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise ValueError("no shop")

    def test_opens(self):
        pass
"""
CRASH = """
import os

def test_begins():
    pass

def test_crashes():
    os._exit(1)
"""


@pytest.fixture
def recorded(tmp_path):
    """Run a file of tests of an app, and read what the recorder wrote."""

    def run(app, text):
        folder = tmp_path / "addons" / app / "tests"
        folder.mkdir(parents=True)
        (folder / "test_file.py").write_text(text)
        record = tmp_path / "record.jsonl"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:odoo"]
        command += ["-p", "devtools.upstream.recorder", f"--record={record}", folder]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True)
        return read_record(record)

    return run


def test_the_outcome_of_every_test_is_recorded_under_its_short_name(recorded):
    record = recorded("sale", TESTS)
    test = "sale/tests/test_file.py::TestSale::test_{}"
    words = {name: outcome.word for name, outcome in record.outcomes.items()}
    assert words == {
        test.format("sells"): "passed",
        test.format("refunds"): "failed",
        test.format("ships"): "skipped",
        test.format("of_many"): "failed",
        "sale/tests/test_file.py::TestShop::test_opens": "failed",
    }
    assert "no money" in record.outcomes[test.format("refunds")].why
    assert "no boat" in record.outcomes[test.format("ships")].why
    record.check_complete("here", Path("log"))


def test_a_file_that_cannot_be_read_has_failed(recorded):
    record = recorded("sale", "import no_such_module")
    assert [found.word for found in record.outcomes.values()] == ["failed"]


def test_of_accounting_only_refunds_and_reconciliation_are_run(recorded):
    text = "def test_refund():\n    pass\n\n\ndef test_tax():\n    pass\n"
    record = recorded("account", text)
    assert list(record.outcomes) == ["account/tests/test_file.py::test_refund"]


def test_a_run_that_breaks_off_is_a_problem_not_a_result(recorded):
    record = recorded("sale", CRASH)
    assert record.how_far == "1/2"
    with pytest.raises(Problem, match=r"broke off after 1/2.*test_begins: see log"):
        record.check_complete("with our addons", Path("log"))


def test_a_run_without_any_test_is_a_problem():
    with pytest.raises(Problem, match="broke off after 0"):
        Record(total=0, ended=True).check_complete("here", Path("log"))


def outcomes(**words):
    return Record({test: Outcome(word, "why") for test, word in words.items()})


@pytest.mark.parametrize("ours", ["failed", "skipped"])
def test_what_passes_without_us_alone_is_a_difference(ours):
    (found,) = differences(outcomes(sells="passed"), outcomes(sells=ours))
    assert str(found) == f"sells: {ours} (why)"


def test_a_test_that_we_hide_is_a_difference():
    (found,) = differences(outcomes(sells="passed"), outcomes())
    assert str(found) == "sells: missing"


@pytest.mark.parametrize("native", ["failed", "skipped"])
@pytest.mark.parametrize("ours", ["failed", "skipped", "passed"])
def test_what_does_not_pass_without_us_is_none(native, ours):
    assert differences(outcomes(sells=native), outcomes(sells=ours)) == []


def test_the_last_line_is_the_difference():
    assert verdict([]) == "no difference"
    assert (
        verdict(["a"]) == "1 test of Odoo passes without our addons and not with them"
    )
    assert verdict(["a", "b"]).startswith("2 tests of Odoo pass without")


def test_native_failures_are_named():
    record = outcomes(sells="passed", ships="failed")
    assert summary("without", record) == (
        "without: 1 passed, 0 skipped, 1 failed\n  ships"
    )


@pytest.mark.parametrize(
    "node",
    [
        ".dev/odoo/addons/sale/tests/test_x.py::TestX::test_y",
        "../../tests/odoo/addons/sale/tests/test_x.py::TestX::test_y",
    ],
)
def test_a_test_has_one_name_wherever_odoo_is(node):
    assert short_id(node) == "sale/tests/test_x.py::TestX::test_y"


def test_the_name_of_an_app_is_no_word_in_a_test():
    assert not is_wanted("account/tests/test_tax.py::TestTax::test_rate")
    assert is_wanted("account/tests/test_account_move_in_refund.py::TestX::test_y")
    assert is_wanted("repair/tests/test_tax.py::TestTax::test_rate")


def test_apps_files_and_tests_can_be_asked_for(tmp_path):
    file = tmp_path / "b" / "repair/tests/test_x.py"
    file.parent.mkdir(parents=True)
    file.touch()
    wanted = ["repair", "repair/tests/test_x.py::TestX"]
    folders = [tmp_path / "a", tmp_path / "b"]
    assert find_tests(folders, wanted) == [str(file.parent), f"{file}::TestX"]
    with pytest.raises(Problem, match="Odoo has no tests dance"):
        find_tests(folders, ["dance"])


class NoTests(Run):
    """A run that ends without having said anything."""

    def start(self, tests, stack):
        process = subprocess.Popen(["true"])
        stack.callback(process.wait)
        return process


def test_two_runs_that_say_nothing_are_no_agreement(clone):
    class Odoo:
        pass

    Odoo.clone = clone
    runs = [NoTests(Odoo, title, "db") for title in ("without us", "with us")]
    with pytest.raises(Problem, match="without us broke off"):
        run_both("Odoo's own tests", *runs, [])
