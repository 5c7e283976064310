"""The Odoo that `make demo` leaves running in the background."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from .clone import Clone
from .lock import using
from .odoo import Odoo, complaints
from .problem import Problem

STOP_SECONDS = 15
START_SECONDS = 180


@dataclass(frozen=True)
class DemoServer:
    """A process, told from a later one of the same number by its start time."""

    pid: int
    born: str
    port: int
    interface: str

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def is_alive(self) -> bool:
        return born(self.pid) == self.born

    def stop(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.is_alive():
                os.killpg(self.pid, number)
            end = time.monotonic() + STOP_SECONDS
            while self.is_alive() and time.monotonic() < end:
                time.sleep(0.1)


def _note(clone: Clone) -> Path:
    return clone.dev / "demo.json"


def running(clone: Clone) -> DemoServer | None:
    """The demo server of this clone, if it runs."""
    try:
        server = DemoServer(**json.loads(_note(clone).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return server if server.is_alive() else None


def check_port(interface: str, port: int) -> None:
    """:raise Problem: another program listens there"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except PermissionError:
            raise Problem(
                f"Only root may open port {port}: make demo PORT=8069"
            ) from None
        except OSError:
            raise Problem(
                f"Port {port} is busy: another program listens there. Choose another "
                f"one: make demo PORT={port + 1}"
            ) from None


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(
    clone: Clone, odoo: Odoo, database: str, interface: str, port: int
) -> DemoServer:
    """Start Odoo on ``database`` and note it; `wait` says when it answers."""
    server = launch(clone, odoo, database, interface, port, "demo", crons=1)
    _note(clone).write_text(json.dumps(asdict(server)))
    return server


def launch(
    clone: Clone,
    odoo: Odoo,
    database: str,
    interface: str,
    port: int,
    log: str,
    crons: int = 0,
) -> DemoServer:
    """Start Odoo on ``database``; it outlives this command unless it is stopped."""
    command = odoo.command(
        "server",
        database,
        f"--http-interface={interface}",
        f"--http-port={port}",
        f"--db-filter=^{database}$",
        "--no-database-list",
        f"--max-cron-threads={crons}",
    )
    # The process keeps the file open: it counts as a user of the database server.
    with clone.log(log).open("w") as out, using(clone) as users:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=odoo.environ,
            cwd=clone.root,
            start_new_session=True,
            pass_fds=(users.fileno(),),
        )
    return DemoServer(process.pid, born(process.pid), port, interface)


def wait(clone: Clone, server: DemoServer, log_name: str = "demo") -> None:
    """Return when the log-in page is served.

    :raise Problem: the server ended, or does not answer in time
    """
    log = clone.log(log_name)
    page = f"http://127.0.0.1:{server.port}/web/login"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while server.is_alive() and time.monotonic() < end:
        try:
            with direct.open(page, timeout=30):
                return
        except OSError:
            time.sleep(0.2)
    lines = complaints(log.read_text(errors="replace").splitlines())[-20:]
    server.stop()
    raise Problem("\n".join([*lines, f"Odoo did not start: see {log}"]))


def born(pid: int) -> str:
    """When a process started, in ticks since boot; empty when it does not live."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if fields[0] == "Z" else fields[19]
