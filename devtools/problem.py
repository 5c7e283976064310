"""What stops a verb, worded for the person at the keyboard."""

from __future__ import annotations

import errno
from pathlib import Path


class Problem(Exception):
    """One line that says what is wrong and what to do about it."""


NETWORK_SIGNS = (
    "temporary failure resolving",
    "temporary failure in name resolution",
    "could not resolve",
    "failed to lookup address",
    "dns error",
    "name or service not known",
    "network is unreachable",
    "no route to host",
    "could not connect",
    "connection refused",
    "connection failed",
    "connection timed out",
    "unable to connect",
    "failed to establish a new connection",
    "cannot initiate the connection",
    "error sending request",
    "failed to fetch",
    "no matching distribution found for uv",
)
FULL_DISK_SIGNS = ("no space left on device", "disk quota exceeded", "disk full")


def explain(what: str, output: str, log: Path | None = None) -> Problem:
    """The likely cause of a failed command, read from what it printed."""
    text = output.lower()
    where = f" (details: {log})" if log else ""
    if any(sign in text for sign in FULL_DISK_SIGNS):
        return disk_full(what, where)
    if any(sign in text for sign in NETWORK_SIGNS):
        return Problem(
            f"{what}: no network, or a proxy refused. Check the connection, then run "
            f"the same command again; it goes on where it stopped{where}."
        )
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    last = lines[-1] if lines else "it printed nothing"
    return Problem(f"{what} failed: {last}{where}")


def disk_full(what: str, where: str = "") -> Problem:
    return Problem(
        f"{what}: the disk is full. Free some space (3 GB are needed), then run the "
        f"same command again{where}."
    )


def explain_os_error(error: OSError) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full("Writing")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem(
            f"{error.strerror}: {error.filename}. Was the clone made, or last used, "
            "by another user? Give it to yourself: chown -R $USER ."
        )
    raise error
