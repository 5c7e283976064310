"""Run the tests, tours in Chromium included; ARGS="-k refund" runs a part."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

from devtools import axe
from devtools.browser import ensure_browser
from devtools.clone import Clone
from devtools.lock import locked
from devtools.progress import say
from devtools.venv import ensure_venv
from devtools.workbench import Workbench, workbench

ORDER = 4
DATABASE = "test"
OWN_TESTS = "devtools/tests"
COMMON = ("-p", "devtools.no_skips", "--color=auto")


def run(clone: Clone, arguments: list[str]) -> int:
    with locked(clone, "test", "make test"):
        if not arguments or any(OWN_TESTS in argument for argument in arguments):
            result = run_own(clone, arguments)
            if result or arguments:
                return result
        return run_odoo(clone, arguments)


def run_own(clone: Clone, arguments: list[str]) -> int:
    """The tools' own tests: no Odoo, no network, a few seconds."""
    with locked(clone, "setup", "make test"):
        ensure_venv(clone, "venv", clone.tools / "requirements.txt")
    pytest = [str(clone.python), "-m", "pytest", "-p", "no:odoo", *COMMON]
    return subprocess.call([*pytest, *(arguments or [OWN_TESTS])], cwd=clone.root)


def run_odoo(clone: Clone, arguments: list[str]) -> int:
    """The addons' tests, on a fresh copy of the prepared database."""

    def prepare(bench: Workbench) -> None:
        ensure_browser(clone)
        axe.ensure_axe(clone)
        if not arguments:
            bench.check_life()
        bench.databases.copy(bench.ensure_prepared(), DATABASE)

    with workbench(clone, "make test", prepare) as bench:
        names = [addon.name for addon in bench.odoo.addons]
        database = bench.databases.full_name(DATABASE)
        command = [
            str(clone.python),
            "-m",
            "pytest",
            *COMMON,
            *("-p", "devtools.patience"),
            "--odoo-http",
            f"--odoo-config={clone.odoo_config}",
            f"--odoo-database={database}",
            *arguments,
            *([] if names_paths(clone.root, arguments) else names),
        ]
        say(f"$ {shlex.join(['pytest', *command[3:]])}")
        screenshots = clone.dev / "screenshots"
        shutil.rmtree(screenshots, ignore_errors=True)
        environ = {**bench.odoo.environ, axe.VARIABLE: str(axe.source(clone))}
        result = subprocess.call(command, cwd=clone.root, env=environ)
        for screenshot in sorted(screenshots.rglob("*.png")):
            say(f"Screenshot of a failed tour: {screenshot}")
        bench.databases.drop(DATABASE)
    return result


def names_paths(root: Path, arguments: list[str]) -> bool:
    """Whether a file or folder to test is among pytest's arguments."""
    return any(
        not argument.startswith("-") and (root / argument.split("::")[0]).exists()
        for argument in arguments
    )
