"""Stop the demo and forget its data; `make demo` starts over. ARGS=all: forget .dev."""

from __future__ import annotations

import shutil

from devtools.clone import Clone
from devtools.databases import Databases
from devtools.lock import locked
from devtools.postgres import is_installed, names_own_server, server
from devtools.problem import Problem
from devtools.progress import say, step

from .stop import stop_database_server, stop_demo

ORDER = 3


def run(clone: Clone, arguments: list[str]) -> int:
    with locked(clone, "test", "make reset"), locked(clone, "setup", "make reset"):
        stop_demo(clone)
        if names_own_server(clone.environ) and is_installed(clone):
            with server(clone) as own, step("Dropping this clone's databases"):
                databases = Databases(clone, own)
                for name in databases.names():
                    databases.drop(name)
        if not stop_database_server(clone):
            raise Problem("Wait until it has finished, then: make reset")
        with step("Forgetting the databases"):
            for name in ("pg", "data", "stamps/pg", "demo.json", "screenshots"):
                remove(clone, name)
        if arguments == ["all"]:
            with step("Forgetting all that was set up"):
                for path in clone.dev.iterdir():
                    if path.name != "locks":
                        remove(clone, path.name)
    say("Start over: make demo")
    return 0


def remove(clone: Clone, name: str) -> None:
    path = clone.dev / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
