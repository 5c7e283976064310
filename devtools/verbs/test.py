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
from devtools.suite.groups import Group, find_groups
from devtools.suite.run import run_all
from devtools.suite.template import ensure_template
from devtools.venv import ensure_venv
from devtools.workbench import Workbench, workbench

ORDER = 4
DATABASE = "test"
OWN_TESTS = "devtools/tests"
NO_TESTS = 5  # pytest's word for it
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
    """The addons' tests, on fresh copies of the prepared databases."""

    def prepare(bench: Workbench) -> None:
        ensure_browser(clone)
        axe.ensure_axe(clone)
        for group in chosen(find_groups(bench), clone.root, arguments):
            ensure_template(group.bench)

    with workbench(clone, "make test", prepare) as bench:
        groups = chosen(find_groups(bench), clone.root, arguments)
        if not arguments:
            return run_all(groups)
        results = {run_part(group, arguments) for group in groups}
    # A part may have no test in one of the groups.
    return max(results - {NO_TESTS} if len(results) > 1 else results)


def run_part(group: Group, arguments: list[str]) -> int:
    """One pytest, with what it says on the terminal."""
    clone, bench = group.bench.clone, group.bench
    database = bench.databases.full_name(DATABASE)
    bench.databases.copy(ensure_template(bench), DATABASE)
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
        *([] if named_paths(clone.root, arguments) else group.folders),
    ]
    say(f"$ {shlex.join(['pytest', *command[3:]])}")
    screenshots = clone.dev / "screenshots" / database
    shutil.rmtree(screenshots, ignore_errors=True)
    environ = {**bench.odoo.environ, axe.VARIABLE: str(axe.source(clone))}
    result = subprocess.call(command, cwd=clone.root, env=environ)
    for screenshot in sorted(screenshots.rglob("*.png")):
        say(f"Screenshot of a failed test: {screenshot}")
    bench.databases.drop(DATABASE)
    return result


def chosen(groups: list[Group], root: Path, arguments: list[str]) -> list[Group]:
    """The groups that hold the files and folders among the arguments; else all."""
    paths = named_paths(root, arguments)
    return [
        group
        for group in groups
        if not paths or any(group.holds(path) for path in paths)
    ]


def named_paths(root: Path, arguments: list[str]) -> list[Path]:
    """The files and folders to test among pytest's arguments."""
    paths = [
        root / argument.split("::")[0]
        for argument in arguments
        if not argument.startswith("-")
    ]
    return [path for path in paths if path.exists()]
