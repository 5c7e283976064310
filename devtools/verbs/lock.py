"""Renew the lists of pinned Python packages (for maintainers)."""

from __future__ import annotations

from devtools.clone import Clone
from devtools.process import run_logged
from devtools.progress import step
from devtools.venv import ensure_uv, uv_environ

ORDER = 9


def run(clone: Clone, arguments: list[str]) -> int:
    uv = ensure_uv(clone)
    for name in ("requirements", "lint-requirements"):
        with step(f"{name}.txt"):
            run_logged(
                "Choosing versions",
                [
                    *(uv, "pip", "compile", "--universal", "--python-version=3.10"),
                    *("--no-header", "--no-annotate", *arguments),
                    *(f"{name}.in", "-o", f"{name}.txt"),
                ],
                clone.log("lock"),
                uv_environ(clone),
                clone.tools,
            )
    return 0
