"""Check the style of everything: ruff, mypy, pylint-odoo, the OCA checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

from devtools.addons import find_addons
from devtools.clone import Clone
from devtools.lock import locked
from devtools.progress import say
from devtools.venv import ensure_venv

ORDER = 6
# Odoo's own files break these two on every page.
NOT_CHECKED = ("xml-field-numeric-without-eval", "xml-header-wrong")


def run(clone: Clone, _arguments: list[str]) -> int:
    folder = ensure_linters(clone) / "bin"
    failed = [
        name
        for name, *command in checks(clone, folder)
        if not passes(clone, name, command)
    ]
    say(f"\nFailed: {', '.join(failed)}" if failed else "\nNothing to complain about.")
    return 1 if failed else 0


def ensure_linters(clone: Clone) -> Path:
    """Apart from Odoo's environment, whose pins they would not agree with."""
    with locked(clone, "setup", "make lint"):
        return ensure_venv(clone, "lint", clone.tools / "lint-requirements.txt")


def checks(clone: Clone, folder: Path) -> list[list[str]]:
    """The name of each check, and its command."""
    addons = [addon.name for addon in find_addons(clone.root)]
    catalogues = [
        str(path.relative_to(clone.root))
        for addon in addons
        for path in sorted((clone.root / addon / "i18n").glob("*.po*"))
    ]
    ruff, pylint = str(folder / "ruff"), str(folder / "pylint")
    found = [
        ["ruff check", ruff, "check", "."],
        ["ruff format", ruff, "format", "--check", "."],
        ["mypy", str(folder / "mypy"), "devtools"],
        ["pylint", pylint, "--disable=odoolint", "devtools"],
    ]
    if addons:
        found.append(["pylint-odoo", pylint, *addons])
        module_checks = str(folder / "oca-checks-odoo-module")
        disable = f"--disable={','.join(NOT_CHECKED)}"
        found.append(["oca-checks-odoo-module", module_checks, disable, *addons])
    if catalogues:
        po_checks = str(folder / "oca-checks-po")
        found.append(["oca-checks-po", po_checks, *catalogues])
    return found


def passes(clone: Clone, name: str, command: list[str]) -> bool:
    result = subprocess.call(command, cwd=clone.root, stdin=subprocess.DEVNULL)
    say(f"{'✗' if result else '✓'} {name}")
    return result == 0
