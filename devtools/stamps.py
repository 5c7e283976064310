"""Do a step once: done when it ended, and again when what it is made from changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .clone import Clone


def digest(value: Any) -> str:
    """A short name for a JSON-able value; paths count by the content of their file."""

    def content(item: Any) -> str:
        if isinstance(item, Path):
            return hashlib.sha256(item.read_bytes()).hexdigest()
        raise TypeError(f"{item!r} cannot be stamped")

    text = json.dumps(value, default=content, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class Stamp:
    """The note that a step was completed, with a digest of what went into it."""

    def __init__(self, clone: Clone, name: str) -> None:
        self.path = clone.dev / "stamps" / name

    def read(self) -> str:
        return self.path.read_text().strip() if self.path.exists() else ""

    def is_fresh(self, inputs: Any) -> bool:
        return self.read() == digest(inputs)

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self, inputs: Any) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(digest(inputs) + "\n")
        part.replace(self.path)

    @contextmanager
    def renewing(self, inputs: Any) -> Iterator[None]:
        """Only a block that ends well leaves its stamp; others are repeated."""
        self.clear()
        yield
        self.write(inputs)
