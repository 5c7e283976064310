import sys
from types import ModuleType, SimpleNamespace

from devtools import patience


def session(*plugins):
    manager = SimpleNamespace(hasplugin=lambda name: name in plugins)
    return SimpleNamespace(config=SimpleNamespace(pluginmanager=manager))


def fake_odoo(monkeypatch):
    common = ModuleType("odoo.tests.common")
    common.CHECK_BROWSER_SLEEP = 0.1
    common.CHECK_BROWSER_ITERATIONS = 100
    common.BROWSER_WAIT = 10
    common.HttpCase = SimpleNamespace(
        browser_js=lambda _case, _path, timeout=60, login=None: (timeout, login)
    )
    tests = ModuleType("odoo.tests")
    tests.common = common
    monkeypatch.setitem(sys.modules, "odoo.tests", tests)
    monkeypatch.setitem(sys.modules, "odoo.tests.common", common)
    return common


def test_a_tour_waits_long_for_its_browser(monkeypatch):
    common = fake_odoo(monkeypatch)
    patience.pytest_collection_finish(session("odoo"))
    waited = common.CHECK_BROWSER_ITERATIONS * common.CHECK_BROWSER_SLEEP
    assert waited == common.BROWSER_WAIT == patience.SECONDS


def test_a_tour_has_time_on_a_busy_machine(monkeypatch):
    common = fake_odoo(monkeypatch)
    patience.pytest_collection_finish(session("odoo"))
    run = common.HttpCase.browser_js
    assert run("case", "/odoo") == (patience.TOUR_SECONDS, None)
    assert run("case", "/odoo", timeout=999, login="admin") == (999, "admin")


def test_a_run_without_odoo_loads_none_of_it(monkeypatch):
    common = fake_odoo(monkeypatch)
    patience.pytest_collection_finish(session())
    assert common.BROWSER_WAIT == 10
