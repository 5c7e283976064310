"""Set up everything and start Odoo with demo data; PORT=8069 INTERFACE=127.0.0.1."""

from __future__ import annotations

import time

from devtools import demo_server
from devtools.clone import Clone
from devtools.problem import Problem
from devtools.progress import duration, say, step
from devtools.workbench import Workbench, workbench

ORDER = 1
DATABASE = "demo"


def run(clone: Clone, _arguments: list[str]) -> int:
    began = time.monotonic()
    interface = clone.environ.get("INTERFACE") or "127.0.0.1"
    port = wanted_port(clone)
    current = demo_server.running(clone)
    if not current or current.port != port:
        demo_server.check_port(interface, port)

    def prepare(bench: Workbench) -> None:
        server = demo_server.running(clone)
        fresh = ensure_demo(bench, server)
        if server and server.is_alive() and fresh and server.port == port:
            say(f"Already running on {server.url}")
            return
        if server:
            server.stop()
        demo_server.check_port(interface, port)
        with step(f"Starting Odoo on port {port}"):
            name = bench.databases.full_name(DATABASE)
            url = f"http://localhost:{port}"
            bench.databases.query(
                DATABASE,
                f"UPDATE ir_config_parameter SET value = '{url}' "
                "WHERE key = 'web.base.url'",
            )
            started = demo_server.start(clone, bench.odoo, name, interface, port)
            demo_server.wait(clone, started)

    with workbench(clone, "make demo", prepare):
        pass
    welcome = (clone.tools / "welcome.txt").read_text()
    print(welcome.format(url=f"http://localhost:{port}", log=clone.log("demo")))
    say(f"Ready in {duration(time.monotonic() - began)}.")
    return 0


def wanted_port(clone: Clone) -> int:
    """``PORT``; without it the port of the server that runs, or Odoo's own."""
    given = clone.environ.get("PORT")
    if not given:
        current = demo_server.running(clone)
        return current.port if current else 8069
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Problem(f"PORT={given} is no port: make demo PORT=8070")
    return int(given)


def ensure_demo(bench: Workbench, server: demo_server.DemoServer | None) -> bool:
    """Make the demo database, or bring it up to the code; what was entered stays.

    :return: whether nothing had to be done
    """
    base, code = bench.base_name, bench.code_digest
    note = f"{base} {code}"
    databases = bench.databases
    old = databases.note(DATABASE) if databases.exists(DATABASE) else ""
    if old == note:
        return True
    if server:
        server.stop()
    if old.startswith(f"{base} "):
        bench.upgrade(DATABASE)
    else:
        databases.copy(bench.ensure_prepared(), DATABASE)
    databases.write_note(DATABASE, note)
    return False
