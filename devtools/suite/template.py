"""The database that tests run on copies of: its web pages need no more compiling."""

from __future__ import annotations

import hashlib

from devtools.odoo import Odoo
from devtools.progress import step
from devtools.stamps import digest
from devtools.workbench import Workbench

PREFIX = "tested_"
# Of the web client, the portal, papers, and the robots of tours. A test's own work is
# rolled back at its end: each would compile them anew, slowly enough to time out.
BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_frontend",
    "web.assets_frontend_minimal",
    "web.assets_frontend_lazy",
    "web.report_assets_common",
    "web.report_assets_pdf",
    "web.assets_tests",
    "web.__assets_tests_call__",
    "web.assets_clickbot",
    "web.assets_emoji",
    "bus.websocket_worker_assets",
    "portal.assets_chatter",
)
COMPILE = """
for name in {names!r}:
    env["ir.qweb"]._get_asset_bundle(name, css=False, js=True).js()
    env["ir.qweb"]._get_asset_bundle(name, css=True, js=False).css()
env.cr.commit()
"""


def ensure_template(bench: Workbench) -> str:
    """A copy of the prepared database, with scripts and styles compiled.

    :raise Problem: something of them cannot be compiled
    """
    prepared = bench.ensure_prepared()
    name = template_name(bench)
    databases = bench.databases
    if not databases.exists(name):
        with step("Compiling scripts and styles"):
            wanted = {template_name(variant) for variant in bench.variants()}
            for old in databases.names():
                if old.startswith(PREFIX) and old not in wanted:
                    databases.drop(old)
            databases.copy(prepared, "tested_part")
            bench.odoo.script(
                databases.full_name("tested_part"),
                COMPILE.format(names=BUNDLES),
                bench.clone.log("assets"),
            )
            databases.rename("tested_part", name)
    return name


def template_name(bench: Workbench) -> str:
    return PREFIX + digest([bench.prepared_name, static_digest(bench.odoo), BUNDLES])


def static_digest(odoo: Odoo) -> str:
    found = hashlib.sha256()
    for addon in odoo.addons:
        for path in sorted((addon.folder / "static").rglob("*")):
            if path.is_file():
                found.update(f"{path.relative_to(addon.folder)}\0".encode())
                found.update(path.read_bytes())
    return found.hexdigest()[:12]
