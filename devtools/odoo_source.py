"""Odoo 19 itself: from Debian's unstable suite, or the tree in ``ODOO_SOURCE``."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import debian
from .clone import Clone
from .problem import Problem
from .progress import step
from .stamps import Stamp, digest

# Debian replaces Odoo's copies of fonts and of jQuery by links into these packages.
PACKAGES = (
    "odoo-19",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
PYTHON_PATH = "usr/lib/python3/dist-packages"
# Not free for Debian, so cut out; every page of the web client asks for it.
MISSING_ASSET = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class OdooSource:
    """A tree of Odoo: what to put on Python's path, and where its addons are."""

    python_path: Path
    addons: tuple[Path, ...]
    version: str


def ensure_odoo(clone: Clone) -> OdooSource:
    own = clone.environ.get("ODOO_SOURCE")
    source = _own_tree(Path(own).expanduser()) if own else _debian_tree(clone)
    for site_packages in (clone.dev / "venv/lib").glob("python*/site-packages"):
        (site_packages / "odoo.pth").write_text(f"{source.python_path}\n")
    return source


def _own_tree(folder: Path) -> OdooSource:
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        raise Problem(
            f"ODOO_SOURCE={folder} holds no Odoo: odoo/release.py is missing."
        )
    found = re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.M)
    if not found or found.group(1) != "19":
        raise Problem(f"ODOO_SOURCE={folder} is not Odoo 19.")
    folder = folder.resolve()
    addons = [folder / "addons", folder / "odoo" / "addons"]
    there = tuple(path for path in addons if path.is_dir())
    return OdooSource(folder, there, f"{folder} {digest([release])}")


def _debian_tree(clone: Clone) -> OdooSource:
    folder = clone.dev / "odoo"
    stamp, inputs = Stamp(clone, "odoo"), [PACKAGES, 1]
    if not stamp.is_fresh(inputs):
        with step("Odoo 19 (130 MB)") as current, stamp.renewing(inputs):
            packages = clone.dev / "odoo.packages"
            current.how_far = lambda: f"{_megabytes(packages)} MB"
            _download(clone, packages)
            current.how_far = lambda: "unpacking"
            _unpack(packages, folder)
            _restore_icons(clone, folder / PYTHON_PATH / "odoo/addons/web/static")
            shutil.rmtree(packages)
    root = folder / PYTHON_PATH
    return OdooSource(root, (root / "odoo/addons",), (folder / "version").read_text())


def _download(clone: Clone, packages: Path) -> None:
    shutil.rmtree(packages, ignore_errors=True)
    apt = debian.unstable(clone)
    apt.download(PACKAGES, packages)
    apt.drop_lists()


def _unpack(packages: Path, folder: Path) -> None:
    part = folder.with_suffix(".part")
    for old in (part, folder):
        shutil.rmtree(old, ignore_errors=True)
    debian.extract(packages, part)
    # A second, incomplete copy of the addons that Python would find too.
    shutil.rmtree(part / PYTHON_PATH / "addons", ignore_errors=True)
    asset = part / PYTHON_PATH / "odoo/addons" / MISSING_ASSET
    asset.parent.mkdir(parents=True, exist_ok=True)
    asset.touch()
    (package,) = packages.glob("odoo-19_*.deb")
    (part / "version").write_text(package.name.split("_")[1])
    part.replace(folder)


def _restore_icons(clone: Clone, static: Path) -> None:
    """Debian's icon font is newer than the one Odoo names: that one is on PyPI."""
    (fonts,) = (clone.dev / "venv/lib").glob(
        "python*/site-packages/xstatic/pkg/font_awesome"
    )
    for font in (fonts / "data/fonts").iterdir():
        for link in static.rglob(f"fontawesome/fonts/{font.name}"):
            if link.is_symlink() and not link.exists():
                link.unlink()
                shutil.copy(font, link)


def _megabytes(folder: Path) -> int:
    if not folder.exists():
        return 0
    return sum(file.stat().st_size for file in folder.glob("*.deb")) // 1_000_000
