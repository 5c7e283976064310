from pathlib import Path
from types import SimpleNamespace

from devtools.clone import Clone
from devtools.odoo import Odoo, complaints, how_far

INFO = "2026-01-01 10:00:00,000 12 INFO demo odoo.registry: loaded"
WARNING = "2026-01-01 10:00:00,000 12 WARNING demo odoo.models: no access rules"


def test_warnings_and_what_follows_them_are_complaints():
    lines = [INFO, WARNING, "  File x, line 1", INFO, "printed by a library"]
    assert complaints(lines) == [WARNING, "  File x, line 1"]


def test_a_quiet_log_has_none():
    assert complaints([INFO, "printed by a library"]) == []


def test_a_word_in_a_message_is_no_level():
    assert complaints([INFO + " with WARNING and ERROR in it"]) == []


def test_how_far_an_installation_is(tmp_path):
    log = tmp_path / "install.log"
    assert how_far(log) == ""
    log.write_text("INFO Loading module web (7/77)\nINFO Loading module sale (9/77)\n")
    assert how_far(log) == "9/77 apps"


def test_odoo_compiles_its_sources_once_into_the_clones_own_folder():
    server = SimpleNamespace(environ={"PYTHONDONTWRITEBYTECODE": "1", "PGUSER": "odoo"})
    environ = Odoo(Clone(Path("/clone")), None, server, []).environ
    assert environ == {"PGUSER": "odoo", "PYTHONPYCACHEPREFIX": "/clone/.dev/pycache"}
