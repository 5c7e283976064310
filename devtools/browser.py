"""The Chromium that Odoo's tours run in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile

from . import debian
from .clone import Clone
from .problem import Problem
from .progress import step

# In the order in which Odoo looks for them.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
PATIENCE = 180


def ensure_browser(clone: Clone) -> None:
    """Find Chromium, or install it when we are root, and start it once.

    :raise Problem: it is missing and only root can install it, or it does not start
    """
    _ensure_installed(clone)
    with step("Chromium starts"):
        warm_up(clone)


def warm_up(clone: Clone) -> None:
    """Start Chromium for one empty page.

    The first start on a machine reads hundreds of megabytes and fills the font cache;
    Odoo waits ten seconds for it and then skips the tour.

    :raise Problem: it does not come up within ``PATIENCE`` seconds
    """
    name = program(clone)
    with tempfile.TemporaryDirectory(prefix="chromium-") as profile:
        command = [
            name,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={profile}",
            "--dump-dom",
            "about:blank",
        ]
        try:
            subprocess.run(
                command,
                env=dict(clone.environ),
                check=True,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            raise Problem(
                f"{name} did not start within {PATIENCE} seconds. "
                "Close what keeps this machine busy, then run the same command again."
            ) from None
        except subprocess.CalledProcessError as error:
            said = (error.stderr or f"exit {error.returncode}").strip().splitlines()
            raise Problem(
                f"{name} does not start: {said[-1]}. "
                f"Try it by hand: {' '.join(command)}"
            ) from error


def _ensure_installed(clone: Clone) -> None:
    if is_there(clone):
        return
    command = "apt-get update && apt-get install -y chromium"
    if debian.fails(["apt-cache", "show", "chromium"]) and os.geteuid() == 0:
        debian.fails(["apt-get", "update"])
    if _is_ubuntu():
        command = "snap install chromium"
    if os.geteuid() == 0 and not _is_ubuntu():
        with step("Chromium, for the tours"):
            debian.install(clone, "chromium")
        if is_there(clone):
            return
    raise Problem(
        "The tests need Chromium. Install it as root, then run the same command again: "
        f"{command if os.geteuid() == 0 else f'sudo sh -c {command!r}'}"
    )


def program(clone: Clone) -> str:
    """The path of the Chromium that is there."""
    return next(filter(None, (shutil.which(n, path=_path(clone)) for n in NAMES)))


def is_there(clone: Clone) -> bool:
    return any(shutil.which(name, path=_path(clone)) for name in NAMES)


def _path(clone: Clone) -> str | None:
    return clone.environ.get("PATH")


def _is_ubuntu() -> bool:
    """Ubuntu's package of this name is only a pointer to the snap."""
    with open("/etc/os-release") as file:
        return "ID=ubuntu" in file.read().splitlines()
