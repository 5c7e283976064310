"""The test files of a run, as slips on a pile: whoever takes a slip runs its file."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pile:
    """A folder with a file for each slip; taking one removes it.

    Any number of processes share a pile: the file system lets one of them have a slip.
    """

    folder: Path

    def put(self, names: Sequence[str]) -> None:
        """Make the pile anew: ``names`` are taken in this order."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "open").mkdir(parents=True)
        (self.folder / "all").write_text("\n".join(names))
        for place, name in enumerate(names):
            (self.folder / "open" / f"{place:04}").write_text(name)

    def take(self) -> str | None:
        """The next name, for the caller alone; none when the pile is empty."""
        for slip in self._open():
            try:
                name = slip.read_text()
                slip.unlink()
            except FileNotFoundError:  # another process was faster
                continue
            return name
        return None

    def is_empty(self) -> bool:
        return not self._open()

    def names(self) -> list[str]:
        """All that was put on it, taken or not."""
        return (self.folder / "all").read_text().splitlines()

    def left(self) -> list[str]:
        return [slip.read_text() for slip in self._open()]

    def _open(self) -> list[Path]:
        return sorted((self.folder / "open").iterdir())
