"""Which of Odoo's own tests are run: those of the apps whose work we change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from devtools.problem import Problem

APPS = (
    "stock_dropshipping",
    "sale_purchase",
    "sale_stock",
    "purchase_stock",
    "sale_loyalty",
    "repair",
    "portal",
    "rating",
    "sms",
    "account",
    # what the addon for kits changes
    "sale_mrp",
    "purchase_mrp",
)
# Of these only the tests with such a word in their file, class or name.
PARTS = {"account": ("refund", "reconcil", "revers")}


def find_tests(addons: Sequence[Path], wanted: Sequence[str]) -> list[str]:
    """What pytest is to run: apps, or files and tests in them (``sale/tests/x.py::X``).

    :raise Problem: Odoo has no such test
    """
    return [_find(addons, name) for name in wanted or APPS]


def _find(addons: Sequence[Path], name: str) -> str:
    place, *inside = name.split("::")
    below = place if "/" in place else f"{place}/tests"
    for folder in addons:
        if (folder / below).exists():
            return "::".join([str((folder / below).resolve()), *inside])
    raise Problem(
        f"Odoo has no tests {name}. The name of an app is enough, as in: "
        f'make test-upstream ARGS="{APPS[0]}"'
    )


def short_id(node: str) -> str:
    """A test's name wherever Odoo lies: ``sale/tests/test_x.py::TestX::test_y``."""
    place, *inside = node.split("::")
    folder, _tests, file = place.rpartition("/tests/")
    return "::".join([f"{folder.split('/')[-1]}/tests/{file}", *inside])


def is_wanted(test: str) -> bool:
    """Whether a test belongs to the parts of its app that concern us."""
    words = PARTS.get(test.split("/")[0])
    rest = test.partition("/tests/")[2].lower()
    return not words or any(word in rest for word in words)
