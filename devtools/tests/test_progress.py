import io

import pytest

from devtools.progress import duration, step


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.44, "0.4 s"), (12.3, "12 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s")],
)
def test_durations(seconds, words):
    assert duration(seconds) == words


def test_a_step_ends_with_a_tick_and_its_time():
    stream = io.StringIO()
    with step("Odoo 19", stream):
        pass
    assert stream.getvalue() == "  Odoo 19 ...\n✓ Odoo 19, 0.0 s\n"


def test_a_failed_step_ends_with_a_cross():
    stream = io.StringIO()
    with pytest.raises(ValueError), step("Odoo 19", stream):
        raise ValueError
    assert stream.getvalue().endswith("✗ Odoo 19, 0.0 s\n")
