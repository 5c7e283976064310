"""The addons of a clone, read from their manifests."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problem import Problem

# A change here needs no new installation: tests and assets are read from the folder.
NOT_INSTALLED = {"tests", "static", "docs", "readme", "__pycache__"}
NOT_INSTALLED_SUFFIXES = {".md", ".rst", ".pyc", ".pot", ".toml"}


@dataclass(frozen=True)
class Addon:
    """A folder with a manifest."""

    folder: Path
    depends: frozenset[str]
    installs_itself: bool = False

    @property
    def name(self) -> str:
        return self.folder.name

    def installed_files(self) -> Iterator[Path]:
        """The files whose content ends up in a database."""
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder)
            if (
                path.is_file()
                and not NOT_INSTALLED.intersection(inside.parts[:-1])
                and path.suffix not in NOT_INSTALLED_SUFFIXES
            ):
                yield path


def find_addons(root: Path) -> list[Addon]:
    """The addons at the root of a clone, by name.

    :raise Problem: a manifest cannot be read
    """
    manifests = sorted(root.glob("*/__manifest__.py"))
    addons = [_read(manifest) for manifest in manifests]
    return [addon for addon in addons if addon]


def _read(manifest: Path) -> Addon | None:
    try:
        values = ast.literal_eval(manifest.read_text())
    except (ValueError, SyntaxError) as error:
        raise Problem(f"{manifest} is no manifest: {error}") from None
    if not values.get("installable", True):
        return None
    return Addon(
        manifest.parent,
        frozenset(values.get("depends", ["base"])),
        bool(values.get("auto_install", False)),
    )


def variants(addons: Sequence[Addon]) -> list[list[Addon]]:
    """The sets of addons that shops have, the smallest first and all of them last.

    An addon that installs itself is not there in a shop without the apps it is for.
    """
    chosen = [addon for addon in addons if not addon.installs_itself]
    everything = list(addons)
    return [chosen, everything] if chosen and chosen != everything else [everything]


def foreign_depends(addons: Sequence[Addon]) -> list[str]:
    """The apps of Odoo that the addons need."""
    names = {addon.name for addon in addons}
    return sorted(set().union(*(addon.depends for addon in addons)) - names)


def code_digest(addons: Sequence[Addon]) -> str:
    """Changes when the addons must be installed anew."""
    found = hashlib.sha256()
    for addon in addons:
        for path in addon.installed_files():
            found.update(f"{path.relative_to(addon.folder.parent)}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
