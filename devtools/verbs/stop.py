"""Stop the demo and its database server."""

from __future__ import annotations

from devtools import demo_server
from devtools.clone import Clone
from devtools.lock import locked, using
from devtools.postgres import EmbeddedServer, is_installed
from devtools.progress import say

ORDER = 2


def run(clone: Clone, _arguments: list[str]) -> int:
    with locked(clone, "setup", "make stop"):
        stop_demo(clone)
        stop_database_server(clone)
    return 0


def stop_demo(clone: Clone) -> None:
    if server := demo_server.running(clone):
        server.stop()
        say(f"Stopped {server.url}")
    else:
        say("The demo is not running.")


def stop_database_server(clone: Clone) -> bool:
    """:return: whether none of ours is left running"""
    if not is_installed(clone):
        return True
    with using(clone) as users:
        if not users.is_last():
            say("The database server stays: another command of this clone uses it.")
            return False
        EmbeddedServer(clone).stop()
    return True
