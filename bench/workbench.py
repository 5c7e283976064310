"""What a workload is given: Odoo on a database of its own, and a meter."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Spent:
    """What a measured block cost; several can be added up."""

    seconds: float = 0.0
    cpu: float = 0.0
    queries: float = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.seconds + other.seconds,
            self.cpu + other.cpu,
            self.queries + other.queries,
        )

    def over(self, number: float) -> Spent:
        """The same for one of ``number``."""
        return Spent(self.seconds / number, self.cpu / number, self.queries / number)


@dataclass
class Bench:
    """A database that nobody else uses, and how much of everything is wanted.

    ``env`` is a superuser's environment; workloads may commit. ``scale`` below 1 makes
    a smoke test of the same code: fewer claims, the same results.
    """

    env: Any
    scale: float = 1.0
    lines: list[str] = field(default_factory=list)

    def count(self, number: int, least: int = 2) -> int:
        """``number`` as it is wanted in this run."""
        return max(least, round(number * self.scale))

    def tell(self, line: str) -> None:
        """Say something on the console that is no result."""
        self.lines.append(line)
        print(line, file=sys.stderr, flush=True)

    @contextmanager
    def measure(self, env: Any = None) -> Iterator[Spent]:
        """Measure the block with everything that it leaves to be written.

        :param env: whose cursor counts the queries, by default that of ``bench.env``
        :return: figures that are filled in when the block ends
        """
        used = env or self.env
        spent = Spent()
        used.flush_all()
        gc.collect()
        queries = used.cr.sql_log_count
        cpu, began = time.process_time(), time.perf_counter()
        yield spent
        used.flush_all()
        spent.seconds = time.perf_counter() - began
        spent.cpu = time.process_time() - cpu
        spent.queries = used.cr.sql_log_count - queries
