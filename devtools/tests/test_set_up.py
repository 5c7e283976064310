"""Where Odoo, Python and PostgreSQL come from."""

import pytest

from devtools import __main__, debian, odoo_source, postgres, venv
from devtools.clone import Clone
from devtools.problem import Problem


@pytest.mark.parametrize("version", [(3, 10), (3, 11, 7), (3, 12), (3, 13)])
def test_pythons_of_odoo_19(version):
    assert __main__.is_supported(version)


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 14), (2, 7)])
def test_other_pythons_are_refused_with_a_way_out(version):
    assert not __main__.is_supported(version)
    assert f"this is {version[0]}.{version[1]}" in __main__.wrong_python(version)
    assert "make PYTHON=" in __main__.wrong_python(version)


def test_the_mirror_is_the_one_apt_uses():
    targets = [
        "http://mirror.example/debian-security/ Debian stable-security",
        "http://packages.example/tool/ Tool stable",
        "http://mirror.example/debian/ Debian stable",
    ]
    assert debian.find_debian_mirror(targets) == "http://mirror.example/debian/"


def test_ubuntu_has_no_debian_mirror():
    assert (
        debian.find_debian_mirror(["http://mirror.example/ubuntu Ubuntu noble"]) == ""
    )


@pytest.mark.parametrize(
    "sources",
    [
        "# comment\ndeb http://mirror.example/debian stable main",
        "Types: deb\nURIs: http://mirror.example/debian\nSuites: stable",
    ],
)
def test_the_mirror_is_read_from_sources_before_their_lists(sources):
    assert debian.mirror_in(sources) == "http://mirror.example/debian/"


def test_the_mirror_is_read_from_a_script():
    script = 'X="a"\nDEF_MIRROR="http://mirror.example/debian"\nY="b"\n'
    assert debian.address_in(script) == "http://mirror.example/debian/"


def test_own_odoo_must_be_odoo(clone):
    with pytest.raises(Problem, match="holds no Odoo"):
        odoo_source.ensure_odoo(Clone(clone.root, {"ODOO_SOURCE": str(clone.root)}))


@pytest.mark.parametrize(("version", "fits"), [("19, 0", True), ("18, 0", False)])
def test_own_odoo_must_be_19(clone, version, fits):
    (clone.root / "odoo").mkdir()
    release = clone.root / "odoo/release.py"
    release.write_text(f"version_info = ({version}, 0, FINAL, 0, '')\n")
    own = Clone(clone.root, {"ODOO_SOURCE": str(clone.root)})
    if fits:
        (clone.root / "addons").mkdir()
        assert odoo_source.ensure_odoo(own).addons == (clone.root / "addons",)
    else:
        with pytest.raises(Problem, match="is not Odoo 19"):
            odoo_source.ensure_odoo(own)


def test_pg_variables_name_an_own_server():
    assert postgres.names_own_server({"PGHOST": "localhost"})
    assert not postgres.names_own_server({"PGHOST": "", "PATH": "/bin"})


def test_uv_asks_the_index_of_pip(clone):
    environ = {"PIP_INDEX_URL": "https://index.example/simple"}
    found = venv.uv_environ(Clone(clone.root, environ))
    assert found["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert found["UV_CACHE_DIR"].startswith(str(clone.dev))


def test_a_disk_without_room_is_refused_before_the_start(clone, monkeypatch):
    class Usage:
        free = 10**9

    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage)
    with pytest.raises(Problem, match=r"0.9 GB are free .* 3 GB are needed"):
        clone.check_room()
