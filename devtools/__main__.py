"""Entry point: ``python3 -m devtools <verb>``; old Pythons must be able to read it."""

import os
import shutil
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST = (3, 10)
NEWEST = (3, 13)


def is_supported(version: "tuple[int, ...]") -> bool:
    return OLDEST <= version[:2] <= NEWEST


def other_pythons() -> "Iterator[str]":
    """Commands of supported Pythons on this machine, newest first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        command = shutil.which("python3.%d" % minor)  # noqa: UP031
        if command and subprocess.call([command, "-c", ""], stderr=-3) == 0:
            yield command


def wrong_python(version: "tuple[int, ...]") -> str:
    return (
        "Odoo 19 runs on Python 3.10 to 3.13, this is {}.{} and no other was found: "
        "install one, then: make PYTHON=python3.12".format(*version[:2])
    )


def main() -> None:
    if not is_supported(sys.version_info[:2]):
        for command in other_pythons():
            os.execv(command, [command, "-m", "devtools"] + sys.argv[1:])  # noqa: RUF005
        sys.exit(wrong_python(sys.version_info[:2]))
    if not sys.platform.startswith("linux"):
        sys.exit("These tools are for Debian and Ubuntu; elsewhere use a container.")
    from devtools.command_line import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
