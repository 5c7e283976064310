"""Look at all claims where kits are known again."""

from __future__ import annotations

from typing import Any

from . import look
from .open_kits import PART


def run(env: Any) -> None:
    """Which part a claim was about is not known any more: its books are not checked.

    :raise AssertionError: something is not in order
    """
    domain = ["|", ("description", "=", False), ("description", "!=", PART)]
    look.run(env, env["aftersales.claim"].search(domain))
