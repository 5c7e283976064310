"""Which tests run on which database: each addon where only what it needs is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.addons import Addon
from devtools.workbench import Workbench

from .order import longest_first, read_seconds
from .pile import Pile

# What measures the addons is tested with the first of them.
MEASURES = "bench/tests"


@dataclass(frozen=True)
class Group:
    """Addons that are tested together, and the database they are tested on.

    :param more: folders of tests that need these addons and are in none
    """

    name: str
    bench: Workbench
    addons: Sequence[Addon]
    more: Sequence[str] = ()

    @property
    def folders(self) -> list[str]:
        return [*(addon.name for addon in self.addons), *self.more]

    @property
    def pile(self) -> Pile:
        return Pile(self.bench.clone.folder("suite") / f"pile_{self.name}")

    def put_pile(self) -> None:
        root = self.bench.clone.root
        files = [
            path.relative_to(root).as_posix()
            for folder in self._paths()
            for path in folder.rglob("test_*.py")
        ]
        self.pile.put(longest_first(files, read_seconds(self.bench.clone)))

    def holds(self, path: Path) -> bool:
        """Whether ``path`` is a file or folder of these addons."""
        return any(path == folder or folder in path.parents for folder in self._paths())

    def _paths(self) -> list[Path]:
        root = self.bench.clone.root
        return [
            *(addon.folder for addon in self.addons),
            *(root / folder for folder in self.more),
        ]


def find_groups(bench: Workbench) -> list[Group]:
    """The addons of each set that shops have, without those of a smaller set.

    So what is in an addon for some apps only cannot help the others to pass.
    """
    groups: list[Group] = []
    for variant in bench.variants():
        tested = {addon for group in groups for addon in group.addons}
        addons = [addon for addon in variant.odoo.addons if addon not in tested]
        has_more = not groups and (bench.clone.root / MEASURES).is_dir()
        more = (MEASURES,) if has_more else ()
        groups.append(Group("_".join(a.name for a in addons), variant, addons, more))
    return groups
