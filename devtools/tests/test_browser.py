import shutil

import pytest

from devtools import browser
from devtools.clone import Clone
from devtools.problem import Problem


def a_browser(folder, script):
    """A clone whose only Chromium is this shell script."""
    program = folder / "chromium"
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
    program.chmod(0o755)
    return Clone(folder, environ={"PATH": str(folder)})


def test_the_browser_that_is_there_is_named(tmp_path):
    assert browser.program(a_browser(tmp_path, "")) == str(tmp_path / "chromium")


def test_a_browser_that_starts_is_fine(tmp_path):
    browser.warm_up(a_browser(tmp_path, "exit 0"))


def test_a_browser_that_fails_is_named_with_its_last_words(tmp_path):
    clone = a_browser(tmp_path, "echo no display >&2; exit 7")
    with pytest.raises(Problem, match="chromium does not start: no display"):
        browser.warm_up(clone)


def test_a_browser_that_hangs_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(browser, "PATIENCE", 0.2)
    clone = a_browser(tmp_path, "while true; do :; done")
    with pytest.raises(Problem, match="did not start within"):
        browser.warm_up(clone)
