import os

import pytest

from devtools.databases import Databases
from devtools.postgres import Server


@pytest.fixture
def databases(clone, monkeypatch):
    """Databases whose server takes note of what it is told."""

    def make(is_ours, rows=""):
        found = Databases(clone, Server({}, is_ours))
        told = []
        monkeypatch.setattr(
            Databases, "_sql", lambda _self, sql: told.append(sql) or rows
        )
        return found, told

    return make


def test_names_stay_apart_on_a_shared_server(clone, databases):
    rows = f"postgres demo demo_{clone.mark} test_ffffffff"
    shared, _told = databases(is_ours=False, rows=rows)
    assert shared.full_name("demo") == f"demo_{clone.mark}"
    assert shared.names() == ["demo"]


def test_a_copy_shares_the_stored_files(databases):
    found, told = databases(is_ours=True)
    stored = found.filestore("base") / "ab" / "abc"
    stored.parent.mkdir(parents=True)
    stored.write_text("file")
    found.copy("base", "test")
    copied = found.filestore("test") / "ab" / "abc"
    assert os.path.samefile(stored, copied)
    assert told[-1] == 'CREATE DATABASE "test" TEMPLATE "base"'


def test_dropping_a_database_drops_its_files(databases):
    found, told = databases(is_ours=True)
    found.filestore("test").mkdir(parents=True)
    found.drop("test")
    assert not found.filestore("test").exists()
    assert told == ['DROP DATABASE IF EXISTS "test" WITH (FORCE)']
