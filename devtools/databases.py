"""Databases with their file stores: cloned, renamed and dropped together."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from .clone import Clone
from .postgres import Server
from .process import output_of


@dataclass(frozen=True)
class Databases:
    """The databases of one clone on a server."""

    clone: Clone
    server: Server

    def full_name(self, name: str) -> str:
        """On a server shared with others, the clone's mark keeps names apart."""
        return name if self.server.is_ours else f"{name}_{self.clone.mark}"

    def names(self) -> list[str]:
        """The clone's databases, by the names used here."""
        mark = "" if self.server.is_ours else f"_{self.clone.mark}"
        rows = self._sql("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return [row.removesuffix(mark) for row in rows.split() if row.endswith(mark)]

    def exists(self, name: str) -> bool:
        return name in self.names()

    def drop(self, name: str) -> None:
        self._sql(f'DROP DATABASE IF EXISTS "{self.full_name(name)}" WITH (FORCE)')
        shutil.rmtree(self.filestore(name), ignore_errors=True)

    def copy(self, source: str, target: str) -> None:
        """Make ``target`` anew as a copy of ``source``; stored files are shared.

        Odoo never writes into a stored file, it adds and removes them.
        """
        self.drop(target)
        if self.filestore(source).exists():
            shutil.copytree(
                self.filestore(source), self.filestore(target), copy_function=_link
            )
        self._sql(
            f'CREATE DATABASE "{self.full_name(target)}" '
            f'TEMPLATE "{self.full_name(source)}"'
        )

    def rename(self, source: str, target: str) -> None:
        """Give a finished database its name: the last act, so that it is whole."""
        shutil.rmtree(self.filestore(target), ignore_errors=True)
        if self.filestore(source).exists():
            self.filestore(source).replace(self.filestore(target))
        self._sql(
            f'ALTER DATABASE "{self.full_name(source)}" '
            f'RENAME TO "{self.full_name(target)}"'
        )

    def note(self, name: str) -> str:
        """What was written with `write_note`; it goes where the database goes."""
        sql = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        return self._sql(f"{sql} WHERE datname = '{self.full_name(name)}'").strip()

    def write_note(self, name: str, note: str) -> None:
        self._sql(f"COMMENT ON DATABASE \"{self.full_name(name)}\" IS '{note}'")

    def filestore(self, name: str) -> Path:
        return self.clone.data / "filestore" / self.full_name(name)

    def query(self, name: str, sql: str) -> str:
        command = ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-Atqc", sql]
        environ = {**self.server.environ, "PGDATABASE": self.full_name(name)}
        return output_of(command, environ)

    def _sql(self, sql: str) -> str:
        environ = {**self.server.environ, "PGDATABASE": "postgres"}
        command = ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-Atqc", sql]
        return output_of(command, environ)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
