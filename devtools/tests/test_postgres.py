import pytest

from devtools import postgres
from devtools.clone import Clone
from devtools.postgres import EmbeddedServer


@pytest.fixture
def server(clone, monkeypatch):
    monkeypatch.setattr(postgres, "programs", lambda clone: clone.dev / "bin")
    server = EmbeddedServer(clone)
    server.data.mkdir()
    (server.data / "PG_VERSION").write_text("18")
    return server


def end(server, monkeypatch, state, boot):
    """Let the server have ended in ``state``, on a machine started as ``boot``."""
    monkeypatch.setattr(
        postgres, "output_of", lambda _command: f"cluster state: {state}"
    )
    (server.clone.dev / "pg" / "boot").write_text(boot)


@pytest.mark.parametrize(
    ("state", "same_boot", "kept"),
    [
        ("shut down", False, True),
        ("in production", True, True),
        ("in production", False, False),
    ],
)
def test_only_data_of_a_crashed_machine_is_unsafe(
    server, monkeypatch, state, same_boot, kept
):
    end(server, monkeypatch, state, postgres.BOOT.read_text() if same_boot else "old")
    server._forget_unsafe_data()
    assert server.data.exists() is kept


def test_a_deep_clone_gets_a_short_socket(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "programs", lambda clone: clone.dev / "bin")
    deep = tmp_path / ("x" * 100)
    deep.mkdir()
    socket = EmbeddedServer(Clone(deep)).socket
    assert len(str(socket)) <= postgres.LONGEST_SOCKET_FOLDER
    assert Clone(deep).mark in socket.name


def test_the_server_of_the_clone_hides_other_settings(clone, monkeypatch):
    monkeypatch.setattr(postgres, "programs", lambda clone: clone.dev / "bin")
    found = EmbeddedServer(Clone(clone.root, {"PGDATABASE": "x", "PATH": "/bin"}))
    assert "PGDATABASE" not in found.environ
    assert found.environ["PGUSER"] == postgres.ROLE
    assert found.environ["PATH"].endswith(":/bin")
