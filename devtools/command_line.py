"""Find the verb, run it, and turn what goes wrong into one line."""

from __future__ import annotations

import importlib
import pkgutil
import signal
from types import ModuleType

from . import clone, verbs
from .problem import Problem, disk_full, explain_os_error
from .progress import say


def find_verbs() -> dict[str, ModuleType]:
    """Every file in ``verbs/`` is a verb; ``pot.py`` is ``make pot``."""
    names = [info.name for info in pkgutil.iter_modules(verbs.__path__)]
    return {
        name.replace("_", "-"): importlib.import_module(f"{verbs.__name__}.{name}")
        for name in names
    }


def describe(known: dict[str, ModuleType]) -> str:
    lines = ["Usage: make <verb>", ""]
    for verb, module in sorted(known.items(), key=lambda item: item[1].ORDER):
        summary = (module.__doc__ or "").strip().splitlines()[0]
        lines.append(f"  make {verb:<13} {summary}")
    return "\n".join(lines)


def run(arguments: list[str]) -> int:
    known = find_verbs()
    if not arguments:
        print(describe(known))
        return 0
    verb, *rest = arguments
    if verb not in known:
        say(f"There is no verb {verb!r}.\n\n{describe(known)}")
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return int(known[verb].run(clone.here(), rest) or 0)
    except Problem as problem:
        say(f"\n{problem}")
        if clone.here().is_full():
            say(str(disk_full("The likely cause")))
    except KeyboardInterrupt:
        say("\nInterrupted. Run the same command again: it goes on where it stopped.")
        return 130
    except OSError as error:
        say(f"\n{explain_os_error(error)}")
    return 1


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt
