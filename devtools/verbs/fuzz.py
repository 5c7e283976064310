"""Tell 5,000 random stories of claims; ARGS="500 --seed=7" fewer, or the same."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from devtools.clone import Clone
from devtools.lock import locked
from devtools.problem import Problem
from devtools.progress import say, step
from devtools.suite.groups import find_groups
from devtools.suite.lanes import Command, Lanes
from devtools.suite.run import MOST_LANES
from devtools.workbench import Workbench, workbench

ORDER = 13
STORIES = 5000
SEED = "--seed="
TEST = "dropship_aftersales/tests/test_stories.py"
# The test of a failed process says this above the smallest story.
HEADLINE = "The smallest story that fails:"
MOST_LINES = 60


@dataclass(frozen=True)
class Share:
    """What one process tells: so many stories, from a seed of its own."""

    number: int
    stories: int
    seed: int

    @property
    def database(self) -> str:
        return f"fuzz_{self.number}"


def run(clone: Clone, arguments: list[str]) -> int:
    """Exit with 1 for a story that fails; the smallest such story is printed."""
    shares = shared(*parse(arguments), min(MOST_LANES, len(os.sched_getaffinity(0))))

    def prepare(bench: Workbench) -> None:
        bench.ensure_prepared()

    with (
        locked(clone, "fuzz", "make fuzz"),
        workbench(clone, "make fuzz", prepare) as bench,
    ):
        # Kits are an addon of their own: stories are of what all shops have.
        return tell(find_groups(bench)[0].bench, shares)


def parse(arguments: list[str]) -> tuple[int, int]:
    """
    :return: how many stories, and the seed
    :raise Problem: an argument is neither
    """
    stories, seed = STORIES, random.SystemRandom().randrange(10**6)
    for argument in arguments:
        word = argument.removeprefix(SEED)
        if not word.isdigit():
            raise Problem(f'{argument!r} is no number: make fuzz ARGS="500 --seed=7"')
        if argument.startswith(SEED):
            seed = int(word)
        else:
            stories = int(word)
    return stories, seed


def shared(stories: int, seed: int, processes: int) -> list[Share]:
    """All ``stories``, told by as many processes as there are cores."""
    rest = [stories // processes + (n < stories % processes) for n in range(processes)]
    return [
        Share(number + 1, count, seed + number)
        for number, count in enumerate(rest)
        if count
    ]


def tell(bench: Workbench, shares: list[Share]) -> int:
    for share in shares:
        bench.databases.copy(bench.ensure_prepared(), share.database)
        counter(bench.clone, share).unlink(missing_ok=True)
    lanes = Lanes()
    total = sum(share.stories for share in shares)
    seeds = ", ".join(str(share.seed) for share in shares)
    with step(f"{total} stories from seed {seeds}") as current:
        current.how_far = lambda: f"{told(bench.clone, shares)}/{total}"
        lanes.run([[command(bench, share)] for share in shares])
        elapsed = current.elapsed
    for share in shares:
        bench.databases.drop(share.database)
    failed = [ended for ended in lanes.ended if ended.status]
    for ended in failed:
        say("\n".join(["", *story(ended.command.log), str(ended)]))
    again = f'make fuzz ARGS="{total} --seed={shares[0].seed}"'
    if failed:
        say(f"\n✗ A story fails. The same once more: {again}")
        return 1
    say(f"\n✓ {told(bench.clone, shares)} stories, nothing fails, in {elapsed}.")
    return 0


def command(bench: Workbench, share: Share) -> Command:
    clone = bench.clone
    return Command(
        title=f"Process {share.number} of the stories",
        arguments=[
            *(str(clone.python), "-m", "pytest", "-q", "--tb=short", TEST),
            *("-k", "no_story_breaks", f"--hypothesis-seed={share.seed}"),
            f"--odoo-config={clone.odoo_config}",
            f"--odoo-database={bench.databases.full_name(share.database)}",
        ],
        log=clone.log(share.database),
        environ={
            **bench.odoo.environ,
            "STORY_PROFILE": "fuzz",
            "STORIES": str(share.stories),
            "STORY_COUNTER": str(counter(clone, share)),
        },
        cwd=clone.root,
    )


def counter(clone: Clone, share: Share) -> Path:
    """Where a process writes how many stories it has told."""
    return clone.folder("suite") / f"{share.database}.count"


def told(clone: Clone, shares: list[Share]) -> int:
    paths = [counter(clone, share) for share in shares]
    return sum(int(path.read_text() or 0) for path in paths if path.exists())


def story(log: Path) -> Iterator[str]:
    """The smallest story of a process that failed, or the end of what it said."""
    lines = log.read_text(errors="replace").splitlines()
    starts = [number for number, line in enumerate(lines) if HEADLINE in line]
    if not starts:
        yield from lines[-MOST_LINES:]
        return
    for line in lines[starts[0] : starts[0] + MOST_LINES]:
        said = line.removeprefix("E").strip()
        yield said if HEADLINE not in said else HEADLINE
        if "Error: " in said and HEADLINE not in said:
            return
