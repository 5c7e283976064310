from pathlib import Path

import pytest

from devtools.addons import find_addons
from devtools.odoo import Odoo
from devtools.odoo_source import OdooSource
from devtools.problem import Problem
from devtools.workbench import Workbench, refuse_complaints

LOG = Path("uninstall.log")
INFO = "2026-11-23 02:00:00,000 1 INFO life odoo.modules: unloaded"
ERROR = "2026-11-23 02:00:00,000 1 ERROR life odoo.sql_db: bad query"


def test_a_clean_log_is_accepted():
    refuse_complaints(INFO, LOG)


def test_a_complaint_is_printed_with_the_place_of_the_log():
    with pytest.raises(Problem) as caught:
        refuse_complaints(f"{INFO}\n{ERROR}", LOG)
    assert ERROR in str(caught.value)
    assert "uninstall.log" in str(caught.value)


class FakeDatabases:
    """Names instead of databases; ``installed`` are the addons in each of them."""

    def __init__(self, installed):
        self.known = {}
        self.installed = installed

    def names(self):
        return list(self.known)

    def exists(self, name):
        return name in self.known

    def full_name(self, name):
        return name

    def drop(self, name):
        del self.known[name]

    def copy(self, source, target):
        self.known[target] = [*self.known[source]]

    def rename(self, source, target):
        self.known[target] = self.known.pop(source)

    def query(self, _name, _sql):
        return "\n".join(self.installed)


class FakeOdoo(Odoo):
    """Notes what a database was told instead of starting Odoo."""

    def load(self, database, step, log, *options):
        told = [option for option in options if option.startswith("--init")]
        self.server.known.setdefault(database, []).extend(told)
        return ""


@pytest.fixture
def bench(clone, make_addon):
    """A workbench of an addon and of one that installs itself beside it."""
    make_addon("sales", ["stock"])
    kits = make_addon("sales_kits", [])
    values = {"depends": ["mrp", "sales"], "auto_install": True}
    (kits / "__manifest__.py").write_text(repr(values))
    databases = FakeDatabases(["sales", "sales_kits"])
    source = OdooSource(clone.root, (), "19.0")
    odoo = FakeOdoo(clone, source, databases, find_addons(clone.root))
    return Workbench(clone, odoo, databases)


def test_the_apps_of_an_addon_that_installs_itself_come_on_top(bench):
    small, all_of_them = bench.variants()
    base = all_of_them.ensure_base()
    known = bench.databases.known
    assert known == {
        small.base_name: ["--init=stock"],
        base: ["--init=stock", "--init=mrp"],
    }


def test_an_addon_that_installs_itself_is_left_to_odoo(bench):
    told = bench.databases.known
    assert [told[variant.ensure_prepared()][-1] for variant in bench.variants()] == [
        "--init=sales",
        "--init=sales",
    ]


def test_an_addon_that_did_not_install_itself_is_a_problem(bench):
    bench.databases.installed.remove("sales_kits")
    with pytest.raises(Problem, match="did not install sales_kits"):
        bench.ensure_prepared()


def test_databases_of_older_code_are_dropped_and_the_others_stay(bench):
    small, all_of_them = bench.variants()
    for variant in (small, all_of_them):
        variant.ensure_prepared()
    old = small.prepared_name, all_of_them.prepared_name
    (bench.clone.root / "sales" / "models.py").write_text("new = True")
    prepared = small.ensure_prepared()
    names = bench.databases.names()
    assert not set(old) & set(names)
    assert set(names) == {small.base_name, all_of_them.base_name, prepared}
    all_of_them.ensure_prepared()
    assert prepared in bench.databases.names()


def test_odoo_is_kept_from_loading_our_demo_data_and_told_of_its_own_again(bench):
    queries = []
    bench.databases.query = lambda _name, sql: queries.append(sql) or "sales sales_kits"
    bench.install_without_demo("upstream")
    flags = [sql.partition("SET demo = ")[2][:5] for sql in queries if "demo" in sql]
    assert flags == ["FALSE", "TRUE "]
    assert "IN ('mrp', 'stock')" in queries[0]
