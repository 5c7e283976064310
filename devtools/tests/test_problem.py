import errno
from pathlib import Path

import pytest

from devtools.problem import Problem, explain, explain_os_error


@pytest.mark.parametrize(
    "output",
    [
        "E: Failed to fetch http://mirror/x  Temporary failure resolving 'mirror'",
        "error: Failed to fetch: `https://index/uv/`\n  dns error: failed to lookup",
        "curl: (7) Failed to connect: Connection refused",
    ],
)
def test_no_network_is_told_from_the_output(output):
    assert "no network" in str(explain("Downloading", output))


def test_a_full_disk_is_told_from_the_output():
    text = str(explain("Unpacking", "tar: write: No space left on device"))
    assert text.startswith("Unpacking: the disk is full. Free some space")


def test_other_failures_end_in_the_last_line_and_the_log():
    problem = explain("Odoo", "first\nlast\n\n", Path("odoo.log"))
    assert str(problem) == "Odoo failed: last (details: odoo.log)"


def test_a_full_disk_while_writing():
    error = OSError(errno.ENOSPC, "No space left on device")
    assert "the disk is full" in str(explain_os_error(error))


def test_a_folder_of_another_user():
    error = PermissionError(errno.EACCES, "Permission denied", ".dev/log")
    assert "by another user" in str(explain_os_error(error))


def test_an_error_of_ours_is_not_hidden():
    with pytest.raises(OSError) as caught:
        explain_os_error(OSError(errno.EIO, "Input/output error"))
    assert not isinstance(caught.value, Problem)
