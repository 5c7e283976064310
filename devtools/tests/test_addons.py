import pytest

from devtools.addons import code_digest, find_addons, foreign_depends, variants
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


def test_shops_have_an_addon_that_installs_itself_or_not(clone, make_addon):
    make_addon("sales", ["stock"])
    kits = make_addon("sales_kits", ["mrp", "sales"])
    (kits / "__manifest__.py").write_text(
        "{'depends': ['mrp', 'sales'], 'auto_install': True}"
    )
    names = [
        [addon.name for addon in addons] for addons in variants(find_addons(clone.root))
    ]
    assert names == [["sales"], ["sales", "sales_kits"]]


def test_without_such_an_addon_all_shops_have_the_same(clone, make_addon):
    make_addon("sales", ["stock"])
    make_addon("sales_gifts", ["sales"])
    addons = find_addons(clone.root)
    assert variants(addons) == [addons]


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
