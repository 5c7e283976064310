"""What became of the tests of all processes: how far they are, and the report."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devtools.progress import duration

SLOWEST = 10


@dataclass(frozen=True)
class Failure:
    title: str
    text: str


@dataclass
class Results:
    """Counted from the lines that the processes wrote."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    finished: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    running: set[str] = field(default_factory=set)
    total: int = 0

    @classmethod
    def read(cls, piles: Sequence[Sequence[Path]]) -> Results:
        """
        :param piles: what the processes of each pile wrote; each knows of all tests
        """
        results = cls()
        for paths in piles:
            events = [event for path in paths for event in _events(path)]
            counts = [e["count"] for e in events if e["what"] == "collected"]
            results.total += max(counts, default=0)
            for event in events:
                results._count(event)
        return results

    def _count(self, event: dict[str, Any]) -> None:
        test = event.get("test", "")
        if event["what"] == "begin":
            self.running.add(test)
        elif event["what"] == "end":
            self.running.discard(test)
            self.finished.add(test)
        elif event["what"] == "report":
            self.seconds[test] += event["seconds"]
            if event["outcome"] == "failed":
                self.failed.add(test)
                self.failures.append(Failure(event["title"], event["text"]))
            elif event["outcome"] == "skipped":
                self.skipped[test] = event["text"]

    @property
    def passed(self) -> int:
        return len(self.finished - self.failed - set(self.skipped))

    @property
    def is_good(self) -> bool:
        return bool(self.passed) and not (self.failed or self.skipped)

    @property
    def file_seconds(self) -> dict[str, float]:
        files: dict[str, float] = defaultdict(float)
        for test, seconds in self.seconds.items():
            files[test.partition("::")[0]] += seconds
        return dict(files)

    def summary(self) -> str:
        """``650 passed, 2 failed, 1 skipped``."""
        counts = {"failed": len(self.failed), "skipped": len(self.skipped)}
        others = [f", {count} {name}" for name, count in counts.items() if count]
        return f"{self.passed} passed{''.join(others)}"

    def report(self) -> str:
        """Failures in full, what was skipped, and what took longest."""
        lines: list[str] = []
        for failure in self.failures:
            lines += ["", _ruler(failure.title), failure.text]
        if self.skipped:
            lines += ["", _ruler("no test may be skipped")]
            lines += [f"{test}: {reason}" for test, reason in self.skipped.items()]
        lines += ["", "Slowest files:", *_slowest(self.file_seconds)]
        lines += ["Slowest tests:", *_slowest(self.seconds)]
        if self.failed:
            lines += ["", *(f"FAILED {test}" for test in sorted(self.failed))]
        return "\n".join(lines)


def _events(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    for line in path.read_text().splitlines(keepends=True):
        if line.endswith("\n"):  # else it is being written
            yield json.loads(line)


def _ruler(title: str) -> str:
    return f" {title} ".center(88, "_")


def _slowest(seconds: dict[str, float]) -> list[str]:
    found = sorted(seconds.items(), key=lambda item: -item[1])[:SLOWEST]
    return [f"  {duration(taken):>12}  {name}" for name, taken in found]
