"""Check the style of everything; ARGS="mypy ruff-check" only these."""

from __future__ import annotations

import subprocess
from pathlib import Path

from devtools.addons import find_addons
from devtools.clone import Clone
from devtools.lock import locked
from devtools.problem import Problem
from devtools.progress import say
from devtools.venv import ensure_venv

ORDER = 6
# Odoo's own files break these on every page.
NOT_FOR_XML = "xml-field-numeric-without-eval,xml-header-wrong,xml-tag-position"
# One concept a file: a model of Odoo may be extended in several.
NOT_FOR_PYTHON = "consider-merging-classes-inherited,missing-return"


def run(clone: Clone, arguments: list[str]) -> int:
    known = checks(clone, ensure_linters(clone) / "bin")
    if unknown := set(arguments) - set(known):
        names = ", ".join(known)
        raise Problem(f"No check is called {' or '.join(unknown)}; there are: {names}")
    failed = [
        name
        for name in arguments or known
        if known[name] and not passes(clone, name, known[name])
    ]
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nNothing to complain about.")
    return 1 if failed else 0


def ensure_linters(clone: Clone) -> Path:
    """Apart from Odoo's environment, whose pins they would not agree with."""
    with locked(clone, "setup", "make lint"):
        return ensure_venv(clone, "lint", clone.tools / "lint-requirements.txt")


def checks(clone: Clone, folder: Path) -> dict[str, list[str]]:
    """The command of each check, by name; empty when there is nothing to check."""
    addons = [addon.name for addon in find_addons(clone.root)]
    catalogues = [
        str(path.relative_to(clone.root))
        for addon in addons
        for path in sorted((clone.root / addon / "i18n").glob("*.po*"))
    ]
    commands = {
        "ruff-check": ["ruff", "check", "."],
        "ruff-format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy", "devtools", "bench"],
        "pylint": ["pylint", "--disable=odoolint", "devtools", "bench"],
        "pylint-odoo": ["pylint", f"--disable={NOT_FOR_PYTHON}", *addons],
        "oca-module": ["oca-checks-odoo-module", f"--disable={NOT_FOR_XML}", *addons],
        "oca-po": ["oca-checks-po", *catalogues],
    }
    idle = {
        name
        for name, subjects in (
            ("pylint-odoo", addons),
            ("oca-module", addons),
            ("oca-po", catalogues),
        )
        if not subjects
    }
    return {
        name: [] if name in idle else [str(folder / program), *arguments]
        for name, (program, *arguments) in commands.items()
    }


def passes(clone: Clone, name: str, command: list[str]) -> bool:
    result = subprocess.call(command, cwd=clone.root, stdin=subprocess.DEVNULL)
    say(f"{'✗' if result else '✓'} {name}")
    return result == 0
