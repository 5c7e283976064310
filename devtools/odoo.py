"""Run Odoo on the clone's addons: its configuration, its command line, its log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .addons import Addon
from .clone import Clone
from .odoo_source import OdooSource
from .postgres import Server
from .problem import Problem
from .process import run_logged
from .progress import Step

LANGUAGES = "en_US,zh_CN"
COMPLAINT = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")
# Lines that bare Odoo prints too when apps of its own are installed.
KNOWN_COMPLAINTS: tuple[str, ...] = ()
LOADING = re.compile(r"Loading module \S+ \((\d+)/(\d+)\)")


@dataclass(frozen=True)
class Odoo:
    """Odoo of one clone on one server."""

    clone: Clone
    source: OdooSource
    server: Server
    addons: Sequence[Addon]
    options: Sequence[str] = ()

    @property
    def environ(self) -> dict[str, str]:
        """Of Odoo's processes: what is compiled once is compiled for all of them.

        Reading Odoo's sources anew takes seconds at each of a run's many starts.
        """
        inherited = dict(self.server.environ)
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        return {**inherited, "PYTHONPYCACHEPREFIX": str(self.clone.dev / "pycache")}

    def write_config(self) -> None:
        """What every run has in common; the rest is on the command line."""
        addons_path = [str(path) for path in self.source.addons]
        addons_path += [str(self.clone.root)] if self.addons else []
        lines = {
            "addons_path": ",".join(addons_path),
            "data_dir": self.clone.data,
            "screenshots": self.clone.dev / "screenshots",
            "http_interface": "127.0.0.1",
            "list_db": False,
            "max_cron_threads": 0,
            "unaccent": True,
            "proxy_mode": False,
            "with_demo": True,
        }
        if self.server.is_ours:
            lines["db_host"] = self.server.environ["PGHOST"]
            lines["db_user"] = self.server.environ["PGUSER"]
        text = "\n".join(f"{name} = {value}" for name, value in lines.items())
        self.clone.odoo_config.write_text(f"[options]\n{text}\n")

    def command(self, verb: str, database: str, *options: str) -> list[str]:
        config = str(self.clone.odoo_config)
        python = str(self.clone.python)
        start = [python, "-m", "odoo", verb, "-c", config, "-d", database]
        return [*start, *self.options, *options]

    def in_folder(self, folder: Path, addons: Sequence[Addon]) -> Odoo:
        """This Odoo with ``addons`` of another folder instead of the clone's own."""
        path = ",".join(str(path) for path in (*self.source.addons, folder))
        return replace(self, addons=addons, options=(f"--addons-path={path}",))

    def load(self, database: str, step: Step, log: Path, *options: str) -> str:
        """Install or update and end.

        :return: the log
        :raise Problem: Odoo failed
        """
        step.how_far = lambda: how_far(log)
        command = self.command(
            "server",
            database,
            *options,
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
        )
        try:
            return run_logged("Odoo", command, log, self.environ, self.clone.root)
        except Problem:
            lines = complaints(log.read_text(errors="replace").splitlines())
            if lines:
                raise Problem("\n".join([*lines, f"Odoo failed: see {log}"])) from None
            raise

    def script(self, database: str, text: str, log: Path) -> str:
        """Run Python with ``env`` in it; what it shall leave behind, it commits.

        :return: the log, with what was printed
        :raise Problem: the script raised an error
        """
        command = self.command("shell", database, "--no-http", "--max-cron-threads=0")
        return run_logged(
            "Odoo", command, log, self.environ, self.clone.root, given=text
        )

    def uninstall(self, database: str, names: Sequence[str], log: Path) -> str:
        """Remove addons and end.

        :return: the log
        :raise Problem: Odoo failed
        """
        python, config = str(self.clone.python), str(self.clone.odoo_config)
        options = ["-c", config, "-d", database, *names]
        command = [python, "-m", "odoo", "module", "uninstall", *options]
        return run_logged("Odoo", command, log, self.environ, self.clone.root)


def complaints(lines: Iterable[str]) -> list[str]:
    """The lines of an Odoo log that must not be there, with what follows them."""
    found: list[str] = []
    follows = False
    for line in lines:
        if re.match(r"^\d{4}-\d\d-\d\d \d\d:", line):
            follows = bool(COMPLAINT.match(line)) and not any(
                known in line for known in KNOWN_COMPLAINTS
            )
        if follows:
            found.append(line)
    return found


def how_far(log: Path) -> str:
    """``31/78 apps``, from the log of an installation that is running."""
    if not log.exists():
        return ""
    found = LOADING.findall(log.read_text(errors="replace"))
    return f"{found[-1][0]}/{found[-1][1]} apps" if found else ""
