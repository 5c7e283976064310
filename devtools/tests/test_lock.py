import subprocess
import sys
import time

from devtools.lock import is_locked, locked, using

HOLD = """
import sys, time
from pathlib import Path
from devtools.clone import Clone
from devtools.lock import locked
with locked(Clone(Path(sys.argv[1])), "setup", "make demo"):
    print("held", flush=True)
    time.sleep(0.5)
"""


def test_the_second_waits_and_says_for_whom(clone, capfd):
    arguments = [sys.executable, "-c", HOLD, str(clone.root)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        began = time.monotonic()
        with locked(clone, "setup", "make test"):
            waited = time.monotonic() - began
    assert waited > 0.2
    assert "Waiting for make demo (process " in capfd.readouterr().err


def test_a_lock_is_free_after_its_block(clone):
    with locked(clone, "setup", "make demo"):
        assert is_locked(clone, "setup")
    assert not is_locked(clone, "setup")


def test_only_the_last_user_may_stop_the_server(clone):
    with using(clone) as first:
        with using(clone):
            assert not first.is_last()
        assert first.is_last()
