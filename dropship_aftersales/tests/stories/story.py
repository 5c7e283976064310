"""The machine that tells a story, and how many are told."""

import os
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from .claim_moves import ClaimMoves
from .deck import deck_of, first_possible
from .ending import Ending
from .goods_moves import GoodsMoves
from .invariants import Invariants
from .judgement_moves import JudgementMoves
from .money_moves import MoneyMoves
from .time_moves import TimeMoves
from .verb_moves import VerbMoves

COMMON = {
    "deadline": None,
    "database": None,
    "verbosity": Verbosity.quiet,
    "report_multiple_bugs": False,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.generate, Phase.shrink),
}
settings.register_profile(
    "ci", max_examples=200, stateful_step_count=5, derandomize=True, **COMMON
)
settings.register_profile(
    "fuzz",
    max_examples=int(os.environ.get("STORIES", "5000")),
    stateful_step_count=25,
    **COMMON,
)


# Bringing everything to an end takes as long as the rest of a short story.
ENDS = st.sampled_from((False, True, False, False))


class Story(
    VerbMoves,
    ClaimMoves,
    GoodsMoves,
    JudgementMoves,
    MoneyMoves,
    TimeMoves,
    Ending,
    Invariants,
    RuleBasedStateMachine,
):
    """One story: it begins in the world as it was built, and is undone at its end."""

    def __init__(self, world):
        self._undo = world.env.cr.savepoint()
        super().__init__(world)
        self.steps = 0

    @rule(data=st.data())
    def something_happens(self, data):
        self.steps += 1
        if self.steps < self.world.steps - 1:
            place = data.draw(st.integers(0, len(DECK) - 1))
            first_possible(DECK, place, self)(self, data)
        elif self.steps == self.world.steps - 1 and data.draw(ENDS):
            self.everything_ends()

    @invariant()
    def everything_holds(self):
        self.check()

    def teardown(self):
        self.world.count += 1
        if counter := os.environ.get("STORY_COUNTER"):
            Path(counter).write_text(str(self.world.count))
        with closing(self._undo):
            self._undo.rollback()
        self.world.set_time(self.world.begin)


DECK = deck_of(Story)


def _no_mutations(_runner, _data):
    """Instead of variations of a story."""


def tell_stories(world, profile):
    """Tell stories until one fails or there are enough.

    :raise AssertionError: with the smallest story that fails, sentence by sentence
    """
    chosen = settings.get_profile(profile)
    world.steps = chosen.stateful_step_count
    # Hypothesis repeats a story with small changes, five times; a new one tells more.
    fresh = patch.object(ConjectureRunner, "generate_mutations_from", _no_mutations)
    try:
        with fresh:
            run_state_machine_as_test(lambda: Story(world), settings=chosen)
    except Exception as error:
        # Hypothesis ends with the smallest one.
        story = "\n".join(
            f"{number}. {sentence}" for number, sentence in enumerate(world.tale, 1)
        )
        raise AssertionError(
            f"The smallest story that fails:\n{story}\n{type(error).__name__}: {error}"
        ) from error
