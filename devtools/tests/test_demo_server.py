import os
import socket

import pytest

from devtools.clone import Clone
from devtools.demo_server import (
    DemoServer,
    born,
    check_port,
    free_port,
    running,
)
from devtools.problem import Problem
from devtools.verbs.demo import wanted_port


def test_a_busy_port_is_named_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Problem) as caught:
            check_port("127.0.0.1", port)
    assert str(caught.value).startswith(f"Port {port} is busy")
    assert f"make demo PORT={port + 1}" in str(caught.value)


def test_a_free_port_passes():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    check_port("127.0.0.1", port)


def test_a_port_that_is_given_out_is_free():
    check_port("127.0.0.1", free_port())


def test_a_process_is_told_from_a_later_one_of_its_number():
    mine = os.getpid()
    assert DemoServer(mine, born(mine), 8069, "127.0.0.1").is_alive()
    assert not DemoServer(mine, "1", 8069, "127.0.0.1").is_alive()


def test_a_broken_note_means_not_running(clone):
    clone.folder("log")
    (clone.dev / "demo.json").write_text("{")
    assert running(clone) is None


def test_the_port_is_odoos_unless_given(clone):
    assert wanted_port(clone) == 8069
    assert wanted_port(Clone(clone.root, {"PORT": "8070"})) == 8070


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_wrong_port_is_refused(clone, port):
    with pytest.raises(Problem, match="is no port"):
        wanted_port(Clone(clone.root, {"PORT": port}))
