import pytest

from devtools.clone import Clone


@pytest.fixture
def clone(tmp_path):
    """An empty clone, with an environment of its own."""
    return Clone(tmp_path, {"PATH": "/usr/bin:/bin"})


@pytest.fixture
def make_addon(clone):
    def make(name, depends, **files):
        folder = clone.root / name
        folder.mkdir()
        (folder / "__manifest__.py").write_text(f"{{'depends': {depends!r}}}")
        for path, text in files.items():
            (folder / path).write_text(text)
        return folder

    return make
