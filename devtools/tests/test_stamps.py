import pytest

from devtools.stamps import Stamp, digest


def test_paths_count_by_their_content(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")
    assert digest([one]) == digest([two])
    two.write_text("other")
    assert digest([one]) != digest([two])


def test_a_completed_step_is_not_repeated(clone):
    stamp = Stamp(clone, "step")
    assert not stamp.is_fresh("input")
    with stamp.renewing("input"):
        pass
    assert stamp.is_fresh("input")


def test_a_changed_input_repeats_the_step(clone):
    stamp = Stamp(clone, "step")
    stamp.write("input")
    assert not stamp.is_fresh("other")


def test_an_interrupted_step_is_repeated(clone):
    stamp = Stamp(clone, "step")
    stamp.write("input")
    with pytest.raises(KeyboardInterrupt), stamp.renewing("input"):
        raise KeyboardInterrupt
    assert not stamp.is_fresh("input")
