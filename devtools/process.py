"""Run other programs: their output goes to a log, their failure to one line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .problem import Problem, explain

Arguments = Sequence["str | Path"]


def run_logged(
    what: str,
    arguments: Arguments,
    log: Path,
    environ: Mapping[str, str],
    cwd: Path | None = None,
    given: str = "",
) -> str:
    """Run to the end, with ``given`` to read, and return what was printed.

    :raise Problem: the program failed, or is not there
    """
    with log.open("w") as out:
        try:
            done = subprocess.run(
                [str(argument) for argument in arguments],
                input=given.encode(),
                stdout=out,
                stderr=subprocess.STDOUT,
                env=dict(environ),
                cwd=cwd,
                check=False,
            )
        except FileNotFoundError as error:
            raise missing_tool(error) from None
    text = log.read_text(errors="replace")
    if done.returncode:
        raise explain(what, text, log)
    return text


def output_of(arguments: Arguments, environ: Mapping[str, str] | None = None) -> str:
    """What a short program prints.

    :raise Problem: the program failed, or is not there
    """
    try:
        done = subprocess.run(
            [str(argument) for argument in arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=dict(environ) if environ is not None else None,
            check=False,
        )
    except FileNotFoundError as error:
        raise missing_tool(error) from None
    if done.returncode:
        raise explain(Path(arguments[0]).name, done.stderr or done.stdout)
    return done.stdout


def missing_tool(error: FileNotFoundError) -> Problem:
    tool = Path(os.fsdecode(error.filename)).name
    return Problem(
        f"The program {tool} is missing. As root: apt-get install {tool}; or delete "
        "the folder .dev if it should be there. Then run the same command again."
    )
