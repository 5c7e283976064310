"""The version before this one, from the history of the repository."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools.addons import Addon
from devtools.clone import Clone
from devtools.problem import Problem
from devtools.process import output_of


@dataclass(frozen=True)
class Previous:
    """The newest commit at which an addon had another version."""

    commit: str
    version: str

    @property
    def short(self) -> str:
        return self.commit[:7]


class NoHistory(Exception):
    """Why nothing is known of a version before this one."""


def find_previous(clone: Clone, addon: Addon) -> Previous:
    """
    :raise NoHistory: there is none, or this clone does not have it
    """
    manifest = f"{addon.name}/__manifest__.py"
    today = _version((addon.folder / "__manifest__.py").read_text())
    try:
        head = _git(clone, "rev-parse", "HEAD").strip()
        touched = _git(clone, "log", "--format=%H", "--", manifest).split()
        # After HEAD come the states just before each change of the manifest.
        for commit in (head, *(f"{change}^" for change in touched)):
            version = _version(_git(clone, "show", f"{commit}:{manifest}"))
            if version != today:
                return Previous(_git(clone, "rev-parse", commit).strip(), version)
    except Problem as problem:
        raise NoHistory(str(problem)) from None
    raise NoHistory(f"all of it is {today}")


def export(clone: Clone, previous: Previous) -> Path:
    """The addons of ``previous``, in a folder for Odoo's addons path."""
    folder = clone.folder("previous") / previous.short
    if not folder.exists():
        part = folder.with_suffix(".part")
        part.mkdir(exist_ok=True)
        archive = part / "addons.tar"
        _git(clone, "archive", f"--output={archive}", previous.commit)
        output_of(["tar", "-x", "-f", archive, "-C", part])
        archive.unlink()
        part.rename(folder)
    return folder


def _version(manifest: str) -> str:
    return str(ast.literal_eval(manifest).get("version", ""))


def _git(clone: Clone, *arguments: str) -> str:
    try:
        return subprocess.run(
            ["git", "-C", str(clone.root), *arguments],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except FileNotFoundError:
        raise Problem("git is not installed") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip().splitlines() or ["git failed"]
        raise Problem(said[0]) from None
