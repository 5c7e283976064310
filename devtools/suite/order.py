"""In which order files are taken: the longest first, so that all processes end at once.

How long each file took last time is kept below ``.dev``; on a new clone the table here
tells of the longest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from devtools.clone import Clone

# Seconds, rounded; files that are not here take a few.
KNOWN: dict[str, float] = {}
UNKNOWN = 5.0


def longest_first(names: Iterable[str], seconds: Mapping[str, float]) -> list[str]:
    def taken(name: str) -> float:
        return seconds.get(name, KNOWN.get(name, UNKNOWN))

    return sorted(names, key=lambda name: (-taken(name), name))


def read_seconds(clone: Clone) -> dict[str, float]:
    path = _path(clone)
    if not path.exists():
        return {}
    found: dict[str, float] = json.loads(path.read_text())
    return found


def write_seconds(clone: Clone, seconds: Mapping[str, float]) -> None:
    """Remember how long files took; what was not run keeps its figure."""
    rounded = {name: round(taken, 1) for name, taken in seconds.items()}
    together = {**read_seconds(clone), **rounded}
    _path(clone).write_text(json.dumps(together, indent=1, sort_keys=True))


def _path(clone: Clone) -> Path:
    return clone.folder("suite") / "seconds.json"
