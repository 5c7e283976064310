"""Photograph every screen into docs/images; ARGS="agent-claim" only some."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from devtools import browser, demo_server
from devtools.clone import Clone
from devtools.databases import Databases
from devtools.progress import duration, say
from devtools.screens.table import SCREENS
from devtools.workbench import Workbench, workbench

ORDER = 10
DATABASE = "screens"
# Ids and private links of the demo shop, by the names that its records have.
PLACES = """
    WITH shop AS (
        SELECT substr(name, 6) AS name, model, res_id FROM ir_model_data
         WHERE starts_with(module, 'dropship_aftersales')
           AND starts_with(name, 'demo_'))
    SELECT name, res_id::text FROM shop
    UNION ALL
    SELECT 'token_' || shop.name, access_token FROM shop
      JOIN aftersales_claim claim ON claim.id = res_id AND model = 'aftersales.claim'
    UNION ALL
    SELECT 'token_' || shop.name, access_token FROM shop
      JOIN aftersales_supplier_case supplier_case
        ON supplier_case.id = res_id AND model = 'aftersales.supplier.case'
"""


def run(clone: Clone, arguments: list[str]) -> int:
    """On a fresh copy of the demo data: what was tried out on `make demo` stays out."""
    began = time.monotonic()
    folder = clone.root / "docs" / "images"

    def prepare(bench: Workbench) -> None:
        browser.ensure_browser(clone)
        bench.databases.copy(bench.ensure_prepared(), DATABASE)

    with workbench(clone, "make screenshots", prepare) as bench:
        database = bench.databases.full_name(DATABASE)
        port = demo_server.free_port()
        server = demo_server.launch(
            clone, bench.odoo, database, "127.0.0.1", port, DATABASE
        )
        try:
            demo_server.wait(clone, server, DATABASE)
            job = write_job(clone, bench.databases, server.url, folder, arguments)
            say(f"Photographing into {folder}")
            program = "devtools.screens.photographer"
            command = [str(clone.python), "-m", program, str(job)]
            result = subprocess.call(command, cwd=clone.root)
        finally:
            server.stop()
        bench.databases.drop(DATABASE)
    for name in strangers(folder):
        say(f"{name} shows no screen of the table: is it still needed?")
    say(f"{summary(folder)}, in {duration(time.monotonic() - began)}.")
    return result


def write_job(
    clone: Clone, databases: Databases, url: str, folder: Path, names: list[str]
) -> Path:
    """What the photographer has to know, in a file."""
    job = clone.dev / "screens.json"
    job.write_text(
        json.dumps(
            {
                "program": browser.program(clone),
                "url": url,
                "folder": str(folder),
                "places": read_places(databases.query(DATABASE, PLACES)),
                "names": names,
            }
        )
    )
    return job


def read_places(rows: str) -> dict[str, str]:
    """``{name: id or token}`` of what psql prints."""
    pairs = (row.split("|", 1) for row in rows.splitlines() if "|" in row)
    return {name: value for name, value in pairs if value}


def strangers(folder: Path) -> list[str]:
    """Pictures that no row of the table makes."""
    made = {screen.file_name(size) for screen in SCREENS for size in screen.sizes}
    return sorted({path.name for path in folder.glob("*.png")} - made)


def summary(folder: Path) -> str:
    """How many pictures there are, and how much room they take."""
    sizes = [path.stat().st_size for path in folder.glob("*.png")]
    return f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB"
