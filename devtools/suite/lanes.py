"""Processes side by side: each lane runs its commands one after the other."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# For tests to end their browsers and transactions when the suite is stopped.
GRACE_SECONDS = 20


@dataclass(frozen=True)
class Command:
    """One program, and where its output goes."""

    title: str
    arguments: Sequence[str]
    log: Path
    environ: Mapping[str, str]
    cwd: Path
    is_needed: Callable[[], bool] = lambda: True
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Ended:
    command: Command
    status: int

    def __str__(self) -> str:
        how = f"signal {-self.status}" if self.status < 0 else f"status {self.status}"
        return f"{self.command.title} ended with {how}: see {self.command.log}"


@dataclass
class Lanes:
    """Runs commands in parallel, and ends all of them when it is stopped."""

    ended: list[Ended] = field(default_factory=list)
    _running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    _stopped: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, lanes: Sequence[Iterable[Command]]) -> None:
        """Until the last lane has ended; an interruption ends all processes."""
        with ThreadPoolExecutor(len(lanes)) as pool:
            futures = [pool.submit(self._run_lane, lane) for lane in lanes]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                self._stop()
                raise

    def _run_lane(self, lane: Iterable[Command]) -> None:
        for command in lane:
            if not self._stopped and command.is_needed():
                command.before()
                self._call(command)
                command.after()

    def _call(self, command: Command) -> None:
        with command.log.open("w") as out:
            with self._lock:
                if self._stopped:
                    return
                # A session of its own: we end it, not the terminal.
                process = subprocess.Popen(
                    [*command.arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    env=dict(command.environ),
                    cwd=command.cwd,
                    start_new_session=True,
                )
                self._running.add(process)
            status = process.wait()
            with self._lock:
                self._running.discard(process)
                _signal(process, signal.SIGKILL)  # what it left running
                self.ended.append(Ended(command, status))

    def _stop(self) -> None:
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
        for process in running:
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """To the process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
