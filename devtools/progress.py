"""Say what is being done, how far it is and how long it took."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

QUIET_SECONDS = 20.0


def duration(seconds: float) -> str:
    """Short words for a time: ``0.4 s``, ``12 s``, ``2 min 05 s``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def say(line: str, stream: TextIO | None = None) -> None:
    print(line, file=stream or sys.stderr, flush=True)


class Step:
    """One line on the terminal: its title, how far it is, the seconds so far."""

    def __init__(self, title: str, stream: TextIO) -> None:
        self.title = title
        self.stream = stream
        self.how_far: Callable[[], str] = str
        # What came of it, said at the end.
        self.outcome = ""
        # Lines that are worth saying as soon as they are known.
        self.news: Callable[[], Sequence[str]] = list
        self.started = time.monotonic()
        self._done = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    @property
    def elapsed(self) -> str:
        return duration(time.monotonic() - self.started)

    def start(self) -> None:
        if not self.stream.isatty():
            say(f"  {self.title} ...", self.stream)
        self._ticker.start()

    def stop(self, mark: str) -> None:
        self._done.set()
        self._ticker.join()
        outcome = f": {self.outcome}" if self.outcome else ""
        for line in (*self.news(), f"{mark} {self.title}{outcome}, {self.elapsed}"):
            self._say(line)

    def _tick(self) -> None:
        live = self.stream.isatty()
        while not self._done.wait(0.5 if live else QUIET_SECONDS):
            for line in self.news():
                self._say(line)
            far = self.how_far()
            line = f"  {self.title} ... {far + ', ' if far else ''}{self.elapsed}"
            if live:
                self.stream.write(f"\r\033[K{line}")
                self.stream.flush()
            else:
                say(line, self.stream)

    def _say(self, line: str) -> None:
        """A line that stays, above the one that is living."""
        start = "\r\033[K" if self.stream.isatty() else ""
        say(f"{start}{line}", self.stream)


@contextmanager
def step(title: str, stream: TextIO | None = None) -> Iterator[Step]:
    """Show ``title`` while the block runs; at its end a tick or cross, and the time."""
    current = Step(title, stream or sys.stderr)
    current.start()
    mark = "✗"
    try:
        yield current
        mark = "✓"
    finally:
        current.stop(mark)
