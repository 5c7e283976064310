"""``python -m bench WORKLOAD CONFIG DATABASE RESULTS [SCALE]``: one workload.

``make bench`` runs it for each workload, with Odoo's Python. What a workload has to
``prepare`` is made by another process, so that the one that measures is fresh.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import threading
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tools import config

from bench.workbench import Bench

PREPARE = "--prepare"


def main(workload: str, path: str, database: str, out: str, scale: str = "1") -> None:
    """
    :param out: file for the results, or ``PREPARE`` to make what is measured later
    """
    module = importlib.import_module(f"bench.{workload}")
    if out != PREPARE and hasattr(module, "prepare"):
        command = [sys.executable, "-m", "bench", workload, path, database]
        subprocess.run([*command, PREPARE, scale], check=True)
    options = ["--no-http", "--max-cron-threads=0", "--log-level=warn"]
    config.parse_config(["-c", path, "-d", database, *options], setup_logging=True)
    server.load_server_wide_modules()
    threading.current_thread().dbname = database  # type: ignore[attr-defined]
    cr = Registry(database).cursor()
    try:
        bench = Bench(api.Environment(cr, SUPERUSER_ID, {}), float(scale))
        if out == PREPARE:
            module.prepare(bench)
            bench.env.flush_all()
            cr.execute("ANALYZE")
            cr.commit()
            return
        results = module.run(bench)
    finally:
        # Workloads commit what they need, and may have closed it themselves.
        cr.close()
    Path(out).write_text(json.dumps(results))


if __name__ == "__main__":
    main(*sys.argv[1:])
