from pathlib import Path

import pytest

from devtools import axe


@pytest.fixture
def calls(monkeypatch, clone):
    made = []

    def install(_what, command, *_rest):
        made.append([str(part) for part in command])
        axe.source(clone).parent.mkdir(parents=True)
        axe.source(clone).write_text("axe")

    monkeypatch.setattr(axe, "run_logged", install)
    monkeypatch.setattr(axe, "ensure_uv", lambda _clone: Path("uv"))
    clone.tools.mkdir()
    (clone.tools / "axe-requirements.txt").write_text("axe==1")
    return made


def test_axe_is_fetched_once_by_its_hash_and_without_what_it_depends_on(clone, calls):
    assert axe.ensure_axe(clone).read_text() == "axe"
    axe.ensure_axe(clone)
    assert len(calls) == 1
    assert {"--no-deps", "--require-hashes"} <= set(calls[0])


def test_another_version_is_fetched_anew(clone, calls):
    axe.ensure_axe(clone)
    (clone.tools / "axe-requirements.txt").write_text("axe==2")
    axe.ensure_axe(clone)
    assert len(calls) == 2
