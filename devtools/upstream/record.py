"""What a run of tests left written, and what differs between two runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from devtools.problem import Problem


@dataclass(frozen=True)
class Outcome:
    """How one test ended: ``passed``, ``skipped`` or ``failed``, and why."""

    word: str
    why: str = ""


MISSING = Outcome("missing")


@dataclass
class Record:
    """The outcomes of a run by test, complete or as far as it is."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    total: int = 0
    ended: bool = False

    @property
    def how_far(self) -> str:
        return f"{len(self.outcomes)}/{self.total or '?'}"

    def count(self, word: str) -> int:
        return sum(outcome.word == word for outcome in self.outcomes.values())

    def check_complete(self, title: str, log: Path) -> None:
        """
        :raise Problem: the run broke off, so that it says nothing about the rest
        """
        if not self.ended or len(self.outcomes) < self.total or not self.total:
            raise Problem(
                f"Odoo's tests {title} broke off after {self.how_far}, last was "
                f"{next(reversed(self.outcomes), 'none')}: see {log}"
            )


def read_record(path: Path) -> Record:
    """The record in a file that is perhaps being written."""
    record = Record()
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    for line in lines:
        entry = json.loads(line)
        if "test" in entry:
            outcome = Outcome(entry["outcome"], entry["why"])
            record.outcomes[entry["test"]] = outcome
        record.total = entry.get("total", record.total)
        record.ended = entry.get("end", record.ended)
    return record


@dataclass(frozen=True)
class Difference:
    """A test that passes without our addons and does not with them."""

    test: str
    ours: Outcome

    def __str__(self) -> str:
        why = self.ours.why.splitlines()[0] if self.ours.why else ""
        return f"{self.test}: {self.ours.word}{f' ({why})' if why else ''}"


def differences(without: Record, ours: Record) -> list[Difference]:
    return [
        Difference(test, ours.outcomes.get(test, MISSING))
        for test, outcome in without.outcomes.items()
        if outcome.word == "passed"
        and ours.outcomes.get(test, MISSING).word != "passed"
    ]
