"""Where things are: one clone of the repository and its git-ignored folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .problem import Problem

NEEDED_BYTES = 3 * 1024**3
FULL_BYTES = 200 * 1024**2


@dataclass(frozen=True)
class Clone:
    """A working copy; ``dev`` holds all that the tools make, and may be deleted."""

    root: Path
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def dev(self) -> Path:
        return self.root / ".dev"

    @property
    def tools(self) -> Path:
        return self.root / "devtools"

    @property
    def python(self) -> Path:
        return self.dev / "venv" / "bin" / "python"

    @property
    def odoo_config(self) -> Path:
        return self.dev / "odoo.conf"

    @property
    def data(self) -> Path:
        return self.dev / "data"

    @property
    def mark(self) -> str:
        """Tells this clone from the others on the same machine."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:8]

    def log(self, name: str) -> Path:
        return self.folder("log") / f"{name}.log"

    def folder(self, name: str) -> Path:
        path = self.dev / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def is_full(self) -> bool:
        """Whether the disk is so full that anything may fail."""
        return shutil.disk_usage(self.root).free < FULL_BYTES

    def check_room(self) -> None:
        """Refuse to begin a set-up that the disk has no room for."""
        free = shutil.disk_usage(self.root).free
        if not (self.dev / "stamps").exists() and free < NEEDED_BYTES:
            raise Problem(
                f"The disk is full: {free / 1024**3:.1f} GB are free in {self.root}, "
                f"{NEEDED_BYTES / 1024**3:.0f} GB are needed. Free some space, then "
                "run the same command again."
            )


def here() -> Clone:
    return Clone(Path(__file__).resolve().parent.parent)
