import pytest

from bench import WORKLOADS
from bench.result import falls_short, result, table
from devtools.problem import Problem
from devtools.verbs import bench

GOOD = result("time / clicks", 0.4, "x", 0.55)
SHORT = result("queries / clicks", 0.6, "x", 0.55)


def test_a_value_above_its_aim_falls_short():
    assert not falls_short(GOOD)
    assert not falls_short(result("at the aim", 0.55, "x", 0.55))
    assert falls_short(SHORT)


def test_the_table_says_figure_aim_and_verdict():
    lines = table([GOOD, SHORT]).splitlines()
    assert lines[1].split() == ["time", "/", "clicks", "0.40", "x", "≤", "0.55", "ok"]
    assert lines[2].endswith("FALLS SHORT")


def test_what_falls_short_is_said_and_fails_only_when_asked_to(capsys):
    assert bench.report([GOOD], strict=True) == 0
    assert bench.report([GOOD, SHORT], strict=False) == 0
    assert "FALLS SHORT of its aim: queries / clicks" in capsys.readouterr().err
    assert bench.report([GOOD, SHORT], strict=True) == 1


def test_an_unknown_workload_is_refused_before_anything_is_set_up(clone):
    with pytest.raises(Problem, match="there are: cycle"):
        bench.run(clone, ["--strict", "cylce"])
    assert not clone.dev.exists()


def test_every_workload_has_its_file(pytestconfig):
    for name in WORKLOADS:
        text = (pytestconfig.rootpath / "bench" / f"{name}.py").read_text()
        assert "\ndef run(bench: Bench) -> list[Result]:" in text
