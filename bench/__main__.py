"""``python -m bench WORKLOAD CONFIG DATABASE RESULTS [SCALE]``: one workload.

``make bench`` runs it for each workload, with Odoo's Python.
"""

from __future__ import annotations

import importlib
import json
import sys
import threading
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tools import config

from bench.workbench import Bench


def main(workload: str, path: str, database: str, out: str, scale: str = "1") -> None:
    options = ["--no-http", "--max-cron-threads=0", "--log-level=warn"]
    config.parse_config(["-c", path, "-d", database, *options], setup_logging=True)
    server.load_server_wide_modules()
    threading.current_thread().dbname = database  # type: ignore[attr-defined]
    with Registry(database).cursor() as cr:
        bench = Bench(api.Environment(cr, SUPERUSER_ID, {}), float(scale))
        results = importlib.import_module(f"bench.{workload}").run(bench)
    Path(out).write_text(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
