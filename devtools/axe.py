"""axe-core, which finds what keeps people from using a page: for the tests only."""

from __future__ import annotations

import shutil
from pathlib import Path

from .clone import Clone
from .process import run_logged
from .progress import step
from .stamps import Stamp
from .venv import ensure_uv, uv_environ

# The tests read the path of the script from here.
VARIABLE = "AXE_SOURCE"


def source(clone: Clone) -> Path:
    return clone.dev / "axe" / "axe_playwright_python" / "axe.min.js"


def ensure_axe(clone: Clone) -> Path:
    """The script of axe-core, from a Python package that carries it: no node needed."""
    requirements = clone.tools / "axe-requirements.txt"
    stamp, folder = Stamp(clone, "axe"), clone.dev / "axe"
    if not stamp.is_fresh([requirements]) or not source(clone).exists():
        uv = ensure_uv(clone)
        with step("axe-core, for the portal's pages"), stamp.renewing([requirements]):
            shutil.rmtree(folder, ignore_errors=True)
            run_logged(
                "Fetching axe-core",
                [
                    *(uv, "pip", "install", "--no-deps", "--require-hashes"),
                    *("--python", clone.python, "--target", folder),
                    *("-r", requirements),
                ],
                clone.log("axe"),
                uv_environ(clone),
            )
    return source(clone)
