import pytest

from devtools.problem import Problem
from devtools.verbs import fuzz

LOG = """
E   AssertionError: The smallest story that fails:
E   1. The agent enters claim 1.
E   2. A stranger approves it.
E   AssertionError: this should have been refused
E   and more
FAILED
"""


def test_stories_are_shared_by_all_cores_each_from_a_seed_of_its_own():
    first, second = fuzz.shared(5001, 7, 2)
    assert (first.stories, second.stories) == (2501, 2500)
    assert (first.seed, second.seed) == (7, 8)
    assert first.database != second.database
    assert [share.stories for share in fuzz.shared(1, 7, 2)] == [1]


def test_number_and_seed_are_arguments():
    assert fuzz.parse(["500", "--seed=7"]) == (500, 7)
    stories, _seed = fuzz.parse([])
    assert stories == 5000


def test_anything_else_is_refused():
    with pytest.raises(Problem, match="many"):
        fuzz.parse(["many"])


def test_the_smallest_story_is_read_from_what_the_process_said(tmp_path):
    log = tmp_path / "log"
    log.write_text(LOG)
    assert list(fuzz.story(log)) == [
        "The smallest story that fails:",
        "1. The agent enters claim 1.",
        "2. A stranger approves it.",
        "AssertionError: this should have been refused",
    ]


def test_without_a_story_the_end_of_what_it_said_is_told(tmp_path):
    log = tmp_path / "log"
    log.write_text("No such database\n")
    assert list(fuzz.story(log)) == ["No such database"]
