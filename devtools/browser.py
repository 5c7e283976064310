"""The Chromium that Odoo's tours run in."""

from __future__ import annotations

import os
import shutil

from . import debian
from .clone import Clone
from .problem import Problem
from .progress import step

# In the order in which Odoo looks for them.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure_browser(clone: Clone) -> None:
    """Find Chromium, or install it when we are root.

    :raise Problem: it is missing and only root can install it
    """
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


def is_there(clone: Clone) -> bool:
    return any(shutil.which(name, path=clone.environ.get("PATH")) for name in NAMES)


def _is_ubuntu() -> bool:
    """Ubuntu's package of this name is only a pointer to the snap."""
    with open("/etc/os-release") as file:
        return "ID=ubuntu" in file.read().splitlines()
