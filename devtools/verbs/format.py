"""Rewrite the Python files the way `make lint` wants them."""

from __future__ import annotations

import subprocess

from devtools.clone import Clone

from .lint import ensure_linters

ORDER = 7


def run(clone: Clone, _arguments: list[str]) -> int:
    ruff = str(ensure_linters(clone) / "bin/ruff")
    fixed = subprocess.call([ruff, "check", "--fix", "."], cwd=clone.root)
    return fixed or subprocess.call([ruff, "format", "."], cwd=clone.root)
