"""All that a verb works with, set up as far as it needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .addons import Addon, code_digest, find_addons, foreign_depends, variants
from .clone import Clone
from .databases import Databases
from .lock import locked
from .odoo import LANGUAGES, Odoo, complaints
from .odoo_source import ensure_odoo
from .postgres import server
from .problem import Problem
from .progress import Step, step
from .stamps import digest
from .venv import ensure_venv


@dataclass(frozen=True)
class Workbench:
    """Odoo, a running database server, and the databases to copy from."""

    clone: Clone
    odoo: Odoo
    databases: Databases

    @property
    def code_digest(self) -> str:
        return code_digest(self.odoo.addons)

    @property
    def base_name(self) -> str:
        depends = foreign_depends(self.odoo.addons)
        return f"base_{digest([self.odoo.source.version, depends, LANGUAGES])}"

    @property
    def prepared_name(self) -> str:
        return f"prepared_{digest([self.base_name, self.code_digest])}"

    def variants(self) -> list[Workbench]:
        """This workbench with the sets of addons that shops have, all of them last.

        Each has databases of its own, with just the apps that its addons need.
        """
        return [self._with(addons) for addons in variants(self.odoo.addons)]

    def ensure_base(self) -> str:
        """A database with every app that the addons depend on, and demo data."""
        name = self.base_name
        if not self.databases.exists(name):
            smaller = self.variants()[0]
            start = "" if smaller.base_name == name else smaller.ensure_base()
            there = foreign_depends(smaller.odoo.addons) if start else []
            apps = sorted(set(foreign_depends(self.odoo.addons)) - set(there))
            title = ", ".join(apps) if start else "Odoo's apps"
            with step(f"{title} and their demo data") as current:
                self._start_over("base_")
                if start:
                    self.databases.copy(start, "base_part")
                self.odoo.load(
                    self.databases.full_name("base_part"),
                    current,
                    self.clone.log("base"),
                    "--with-demo",
                    f"--load-language={LANGUAGES}",
                    f"--init={','.join(apps)}",
                )
                self.databases.rename("base_part", name)
        return name

    def ensure_prepared(self) -> str:
        """The base with this clone's addons installed, as they are now.

        :raise Problem: the installation failed or Odoo complained during it
        """
        base = self.ensure_base()
        name = self.prepared_name
        if not self.databases.exists(name):
            self._start_over("prepared_")
            self.databases.copy(base, "prepared_part")
            self.install("prepared_part")
            self.databases.rename("prepared_part", name)
        return name

    def install(self, database: str) -> None:
        """Install the addons; those that install themselves are left to Odoo.

        :raise Problem: the installation failed or Odoo complained during it
        """
        names = [addon.name for addon in self.odoo.addons]
        with step(f"Installing {', '.join(names)}") as current:
            chosen = variants(self.odoo.addons)[0]
            self.load_addons(database, current, "install", "--init", chosen)
            self._check_installed(database)

    def install_without_demo(self, database: str) -> None:
        """Install the addons, but not the demo data that they bring.

        Whether Odoo loads it depends on what the apps below say of theirs, not on an
        option.
        """
        apps = "', '".join(foreign_depends(self.odoo.addons))
        sql = "UPDATE ir_module_module SET demo = {} WHERE name IN ('{}')"
        self.databases.query(database, sql.format("FALSE", apps))
        self.install(database)
        self.databases.query(database, sql.format("TRUE", apps))

    def upgrade(self, database: str) -> None:
        names = [addon.name for addon in self.odoo.addons]
        with step(f"Upgrading {', '.join(names)}") as current:
            self.load_addons(database, current, "upgrade", "--update")

    def load_addons(
        self,
        database: str,
        current: Step,
        log: str,
        how: str,
        addons: Sequence[Addon] | None = None,
    ) -> None:
        """Install or update, by ``how``, in a database; ``log`` names the log.

        :raise Problem: Odoo failed, or complained
        """
        names = ",".join(addon.name for addon in addons or self.odoo.addons)
        path = self.clone.log(log)
        text = self.odoo.load(
            self.databases.full_name(database),
            current,
            path,
            f"{how}={names}",
            "--with-demo",
        )
        refuse_complaints(text, path)

    def _check_installed(self, database: str) -> None:
        """
        :raise Problem: an addon is not in the database
        """
        sql = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        there = set(self.databases.query(database, sql).split())
        if missing := [a.name for a in self.odoo.addons if a.name not in there]:
            raise Problem(
                f"Odoo did not install {', '.join(missing)}: see auto_install and "
                "depends in the manifest."
            )

    def _start_over(self, prefix: str) -> None:
        """Drop what an older state of the code, or an interrupted run, left behind."""
        wanted: set[str] = set()
        for bench in self._with(find_addons(self.clone.root)).variants():
            wanted |= {bench.base_name, bench.prepared_name}
        for name in self.databases.names():
            if name.startswith(prefix) and name not in wanted:
                self.databases.drop(name)

    def _with(self, addons: Sequence[Addon]) -> Workbench:
        return replace(self, odoo=replace(self.odoo, addons=addons))


def refuse_complaints(text: str, path: Path) -> None:
    """
    :raise Problem: Odoo's log ``text``, kept at ``path``, has a complaint
    """
    if lines := complaints(text.splitlines()):
        raise Problem(
            "\n".join([*lines, f"Odoo complained about our addons: see {path}"])
        )


@contextmanager
def workbench(
    clone: Clone, activity: str, prepare: Callable[[Workbench], object]
) -> Iterator[Workbench]:
    """Set up what is missing and ``prepare``: one command of a clone at a time does."""
    with ExitStack() as stack:
        with locked(clone, "setup", activity):
            clone.check_room()
            ensure_venv(clone, "venv", clone.tools / "requirements.txt")
            source = ensure_odoo(clone)
            addons = find_addons(clone.root)
            if not addons:
                raise Problem(f"There is no addon in {clone.root}.")
            running = stack.enter_context(server(clone))
            odoo = Odoo(clone, source, running, addons)
            odoo.write_config()
            bench = Workbench(clone, odoo, Databases(clone, running))
            prepare(bench)
        yield bench
