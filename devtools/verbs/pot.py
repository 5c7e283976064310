"""Export the translatable terms, and bring the translations up to them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from devtools.addons import Addon
from devtools.clone import Clone
from devtools.odoo import LANGUAGES
from devtools.process import run_logged
from devtools.progress import say, step
from devtools.workbench import Workbench, workbench

ORDER = 8
DATABASE = "pot"
DATES = re.compile(r'^"(POT-Creation|PO-Revision)-Date: .*"\n', re.M)


def run(clone: Clone, _arguments: list[str]) -> int:
    def prepare(bench: Workbench) -> None:
        bench.databases.copy(bench.ensure_prepared(), DATABASE)

    with workbench(clone, "make pot", prepare) as bench:
        for addon in bench.odoo.addons:
            with step(f"Terms of {addon.name}"):
                export(bench, addon)
        bench.databases.drop(DATABASE)
    return 0


def export(bench: Workbench, addon: Addon) -> None:
    """Write ``i18n/<addon>.pot``, and every translation whose language is loaded."""
    folder = addon.folder / "i18n"
    before = {path: path.read_text() for path in folder.glob("*.po*")}
    translated = [
        code for code in LANGUAGES.split(",") if folder / f"{code}.po" in before
    ]
    config = bench.clone.odoo_config
    with TemporaryDirectory() as fresh:
        for code in ("pot", *translated):
            name = f"{addon.name}.pot" if code == "pot" else f"{code}.po"
            # Not in place: Odoo empties the file before it reads from it how the
            # terms of the code were translated.
            run_logged(
                "Exporting terms",
                [
                    *(bench.clone.python, "-m", "odoo", "i18n", "export"),
                    *("-c", config, "-d", bench.databases.full_name(DATABASE)),
                    *("-l", code, "-o", Path(fresh, name), "--", addon.name),
                ],
                bench.clone.log("pot"),
                bench.odoo.environ,
                bench.clone.root,
            )
            folder.mkdir(exist_ok=True)
            shutil.copyfile(Path(fresh, name), folder / name)
    for path in sorted(folder.glob("*.po*")):
        if keep_when_same(path, before.get(path, "")):
            say(f"  {path.relative_to(bench.clone.root)} changed")


def keep_when_same(path: Path, before: str) -> bool:
    """Restore a file in which only a date is new; say whether it changed."""
    if DATES.sub("", path.read_text()) == DATES.sub("", before):
        path.write_text(before)
        return False
    return True
