"""A database with claims on it that the checks work on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from devtools.databases import Databases
from devtools.odoo import Odoo
from devtools.problem import Problem
from devtools.workbench import Workbench, refuse_complaints

from . import snapshot
from .snapshot import Snapshot, differences

SCRIPT = "from devtools.life.inside import {name}\n{name}.run(env)\n"


@dataclass(frozen=True)
class Patient:
    """A database, and the Odoo that it is worked on with."""

    bench: Workbench
    database: str

    @property
    def databases(self) -> Databases:
        return self.bench.databases

    @property
    def odoo(self) -> Odoo:
        return self.bench.odoo

    @property
    def full_name(self) -> str:
        return self.databases.full_name(self.database)

    def inside(self, name: str) -> str:
        """Run a script of the folder ``inside``.

        :return: what it says that it found
        :raise Problem: it found something wrong, or Odoo complained
        """
        path = self.bench.clone.log(f"{self.database}_{name}")
        text = self.odoo.script(self.full_name, SCRIPT.format(name=name), path)
        refuse_complaints(text, path)
        found = re.search(r"^FOUND (.*)$", text, re.M)
        return found.group(1) if found else ""

    def snapshot(self) -> Snapshot:
        return snapshot.take(self.databases, self.database)

    def drop(self) -> None:
        self.databases.drop(self.database)


def refuse_differences(what: str, before: Snapshot, after: Snapshot) -> None:
    """
    :raise Problem: rows were changed that nobody touched
    """
    if found := differences(before, after):
        raise Problem("\n".join([f"{what} changed what it should not:", *found]))
