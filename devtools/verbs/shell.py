"""Open an Odoo shell on the demo database; `make shell < script.py` runs a script."""

from __future__ import annotations

import subprocess
import sys

from devtools.clone import Clone
from devtools.workbench import Workbench, workbench

from .demo import DATABASE, ensure_demo

ORDER = 5


def run(clone: Clone, arguments: list[str]) -> int:
    def prepare(bench: Workbench) -> None:
        if not bench.databases.exists(DATABASE):
            ensure_demo(bench, None)

    with workbench(clone, "make shell", prepare) as bench:
        command = bench.odoo.command(
            "shell",
            bench.databases.full_name(DATABASE),
            "--no-http",
            "--max-cron-threads=0",
            *(() if sys.stdin.isatty() else ("--log-level=warn",)),
            *arguments,
        )
        return subprocess.call(command, cwd=clone.root, env=bench.odoo.environ)
