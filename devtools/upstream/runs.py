"""Run the same tests on two databases at once, a core for each."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from devtools.odoo import Odoo
from devtools.problem import Problem
from devtools.progress import step

from .record import Record, read_record

# No single test of Odoo takes longer, not even beside others on a slow machine.
PATIENCE = 900
PLUGINS = ("devtools.patience", "devtools.upstream.recorder")


@dataclass(frozen=True)
class Run:
    """One of the two runs: how it is called, and its database's full name."""

    odoo: Odoo
    title: str
    database: str

    @property
    def log(self) -> Path:
        return self.odoo.clone.log(f"upstream_{self.title.split()[0]}")

    @property
    def path(self) -> Path:
        return self.log.with_suffix(".jsonl")

    @property
    def record(self) -> Record:
        return read_record(self.path)

    def start(self, tests: Sequence[str], stack: ExitStack) -> subprocess.Popen[bytes]:
        self.path.unlink(missing_ok=True)
        clone = self.odoo.clone
        plugins = [option for name in PLUGINS for option in ("-p", name)]
        command = [
            *(str(clone.python), "-m", "pytest", "--tb=short", "-v", *plugins),
            *("-c", str(clone.root / "pyproject.toml")),
            # Tests outside of the root folder have no names that tell them apart.
            f"--rootdir={self.odoo.source.python_path.resolve()}",
            f"--record={self.path}",
            "--continue-on-collection-errors",
            "--odoo-http",
            f"--odoo-config={clone.odoo_config}",
            f"--odoo-database={self.database}",
            *tests,
        ]
        out = stack.enter_context(self.log.open("w"))
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=self.odoo.environ,
            cwd=clone.root,
            start_new_session=True,
        )
        stack.callback(_end, process)
        return process


def run_both(
    title: str, without: Run, ours: Run, tests: Sequence[str]
) -> tuple[Record, Record]:
    """
    :return: what the two runs left written
    :raise Problem: one broke off, or a test of it never ended
    """
    runs = (without, ours)
    with ExitStack() as stack, step(title) as current:
        current.how_far = lambda: ", ".join(
            f"{run.title} {run.record.how_far}" for run in runs
        )
        processes = [run.start(tests, stack) for run in runs]
        for run, process in zip(runs, processes, strict=True):
            _await(run, process)
    for run in runs:
        run.record.check_complete(run.title, run.log)
    return without.record, ours.record


def _await(run: Run, process: subprocess.Popen[bytes]) -> None:
    far, since = "", time.monotonic()
    while process.poll() is None:
        time.sleep(0.5)
        if (now := run.record.how_far) != far:
            far, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            raise Problem(
                f"Odoo's tests {run.title} stand still at {far}, the last that ended "
                f"was {next(reversed(run.record.outcomes), 'none')}: see {run.log}"
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Interrupt what still runs; its Chromium goes with it."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
