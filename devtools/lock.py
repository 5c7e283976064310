"""One ``make`` at a time prepares a clone; the second one waits and says so."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from .clone import Clone
from .progress import say


@contextmanager
def locked(clone: Clone, name: str, activity: str) -> Iterator[None]:
    """Hold the lock ``name`` of the clone; the kernel frees it if we are killed."""
    path = clone.folder("locks") / name
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "another command"
            say(f"Waiting for {holder} in this clone to finish ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{activity} (process {os.getpid()})")
        file.flush()
        yield
        file.truncate(0)


def is_locked(clone: Clone, name: str) -> bool:
    with (clone.folder("locks") / name).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@dataclass(frozen=True)
class Users:
    """The programs that use the database server: each holds the same file open."""

    file: TextIO

    def fileno(self) -> int:
        return self.file.fileno()

    def is_last(self) -> bool:
        """Whether nobody else uses the server; nobody can begin to until we end."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def using(clone: Clone) -> Iterator[Users]:
    with (clone.folder("locks") / "server").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield Users(file)
