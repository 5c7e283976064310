"""The last version's database, with its claims, under today's code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from devtools.addons import find_addons, variants
from devtools.progress import say, step
from devtools.stamps import digest
from devtools.workbench import Workbench

from .history import NoHistory, Previous, export, find_previous
from .inside import open_claims
from .patient import Patient, refuse_differences
from .shape import refuse_other_shape

# What the upgrade of a version works out anew on purpose, as ``(table, column)``.
WORKED_OUT_ANEW = {
    # Clocks start: until when each party has time, and what open claims may cost us.
    "19.0.1.1.0": {
        ("aftersales_claim", "deadline"),
        ("aftersales_claim", "exposure"),
        ("aftersales_supplier_case", "deadline"),
        ("stock_picking", "aftersales_ship_by"),
    },
}
PREFIX = "previous_"
DATABASE = "upgraded"


def check_upgrade(bench: Workbench) -> None:
    """Nothing is lost or changed by an upgrade, and every page opens afterwards.

    :raise Problem: Odoo complained, or claims are not what they were
    """
    addon = variants(bench.odoo.addons)[0][0]
    try:
        previous = find_previous(bench.clone, addon)
    except NoHistory as reason:
        say(f"✓ No upgrade was checked, for want of an earlier version: {reason}")
        return
    source = ensure_previous(bench, previous)
    patient = Patient(bench, DATABASE)
    bench.databases.copy(source, DATABASE)
    before = patient.snapshot()
    title = f"Upgrading claims of version {previous.version} ({previous.short})"
    with step(title) as current:
        bench.load_addons(DATABASE, current, "upgrade", "--update")
        anew = WORKED_OUT_ANEW.get(previous.version, set())
        refuse_differences(
            "The upgrade", before.without(anew), patient.snapshot().without(anew)
        )
        found = patient.inside("look")
        current.outcome = f"{before.row_count} rows are as they were, {found}"
    with step("Comparing with a database of today's version") as current:
        new = bench.ensure_prepared()
        count = refuse_other_shape(bench.databases, DATABASE, new)
        current.outcome = f"the same {count} columns, indexes, rules and views"
    patient.drop()


def ensure_previous(bench: Workbench, previous: Previous) -> str:
    """A database with the addons as they were, their demo shop and open claims."""
    clone, databases = bench.clone, bench.databases
    base = bench.ensure_base()
    name = PREFIX + digest([base, previous.commit, Path(open_claims.__file__)])
    if not databases.exists(name):
        with step(
            f"Installing version {previous.version} ({previous.short})"
        ) as current:
            for old in databases.names():
                if old.startswith(PREFIX):
                    databases.drop(old)
            folder = export(clone, previous)
            addons = variants(find_addons(folder))[0]
            old_bench = replace(bench, odoo=bench.odoo.in_folder(folder, addons))
            databases.copy(base, f"{PREFIX}part")
            old_bench.load_addons(f"{PREFIX}part", current, "previous", "--init")
            Patient(old_bench, f"{PREFIX}part").inside("open_claims")
            databases.rename(f"{PREFIX}part", name)
    return name
