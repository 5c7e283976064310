"""A database with claims goes to another place, as itself or as a copy for tests."""

from __future__ import annotations

from devtools.odoo import Odoo
from devtools.process import run_logged
from devtools.progress import step
from devtools.workbench import Workbench, refuse_complaints

from .patient import Patient, refuse_differences

DATABASE = "restored"


def check_dump(bench: Workbench, patient: Patient) -> None:
    """Claims, files and private links work in a restored database.

    :raise Problem: something is missing there
    """
    clone, databases = bench.clone, bench.databases
    archive = clone.folder("life") / "dump.zip"
    restored = Patient(bench, DATABASE)
    with step("Dumping the database and restoring it by another name") as current:
        databases.drop(DATABASE)
        _database_command(bench.odoo, "dump", patient.full_name, str(archive))
        _database_command(bench.odoo, "load", restored.full_name, str(archive))
        size = archive.stat().st_size / 1e6
        archive.unlink()
        refuse_differences("The way", patient.snapshot(), restored.snapshot())
        found = restored.inside("look")
        current.outcome = f"{size:.0f} MB, {found}"
    with step("Making a copy for tests of it") as current:
        path = clone.log("neutralize")
        command = bench.odoo.command("neutralize", restored.full_name)
        text = run_logged("Odoo", command, path, bench.odoo.environ, clone.root)
        refuse_complaints(text, path)
        current.outcome = restored.inside("neutral")
    restored.drop()


def _database_command(odoo: Odoo, *arguments: str) -> None:
    """Odoo's own ``db`` command, as administrators use it."""
    clone = odoo.clone
    config = str(clone.odoo_config)
    command = [str(clone.python), "-m", "odoo", "db", "-c", config, *arguments]
    path = clone.log(f"db_{arguments[0]}")
    refuse_complaints(run_logged("Odoo", command, path, odoo.environ, clone.root), path)
