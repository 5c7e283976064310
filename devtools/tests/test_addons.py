import pytest

from devtools.addons import code_digest, find_addons, foreign_depends
from devtools.problem import Problem


def test_addons_are_the_folders_with_a_manifest(clone, make_addon):
    make_addon("sales", ["base"])
    (clone.root / "docs").mkdir()
    assert [addon.name for addon in find_addons(clone.root)] == ["sales"]


def test_uninstallable_addons_are_left_out(clone, make_addon):
    folder = make_addon("sales", ["base"])
    (folder / "__manifest__.py").write_text("{'installable': False}")
    assert find_addons(clone.root) == []


def test_a_broken_manifest_is_named(clone, make_addon):
    folder = make_addon("sales", ["base"])
    (folder / "__manifest__.py").write_text("{'depends': ")
    with pytest.raises(Problem, match="is no manifest"):
        find_addons(clone.root)


def test_own_addons_are_no_foreign_dependency(clone, make_addon):
    make_addon("sales", ["portal", "stock"])
    make_addon("sales_kits", ["mrp", "sales"])
    assert foreign_depends(find_addons(clone.root)) == ["mrp", "portal", "stock"]


def test_changed_code_changes_the_digest(clone, make_addon):
    folder = make_addon("sales", ["base"])
    before = code_digest(find_addons(clone.root))
    (folder / "models.py").write_text("x = 1")
    assert code_digest(find_addons(clone.root)) != before


@pytest.mark.parametrize(
    "path", ["tests/test_sale.py", "static/src/sale.js", "README.rst", "i18n/sales.pot"]
)
def test_what_no_database_holds_leaves_the_digest(clone, make_addon, path):
    folder = make_addon("sales", ["base"])
    before = code_digest(find_addons(clone.root))
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text("changed")
    assert code_digest(find_addons(clone.root)) == before


def test_translations_change_the_digest(clone, make_addon):
    folder = make_addon("sales", ["base"])
    before = code_digest(find_addons(clone.root))
    (folder / "i18n").mkdir()
    (folder / "i18n/zh_CN.po").write_text("changed")
    assert code_digest(find_addons(clone.root)) != before
