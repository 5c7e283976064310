"""Take packages from Debian without installing them: by an apt of our own, no root."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .clone import Clone
from .problem import Problem
from .process import output_of, run_logged

SUITE = "sid"
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class PrivateApt:
    """``apt-get`` with lists, cache and sources below the clone's own folder."""

    def __init__(self, clone: Clone, name: str) -> None:
        self.clone = clone
        self.folder = clone.folder(f"apt/{name}")
        self.log = clone.log(f"apt-{name}")
        if not shutil.which("apt-get"):
            raise Problem(
                "apt-get is missing: Odoo is taken from Debian. On other systems set "
                "ODOO_SOURCE=<folder of an Odoo 19 source tree>."
            )

    def use(self, sources: str | None) -> None:
        """Read ``sources``, or the machine's own where none are given."""
        lines = [
            f'Dir::State::Lists "{self.folder}/lists";',
            f'Dir::Cache "{self.folder}/cache";',
            'Acquire::Languages "none";',
            'Acquire::Retries "3";',
            'APT::Update::Error-Mode "any";',
            'APT::Sandbox::User "root";',
        ]
        for folder in ("lists/partial", "cache/archives/partial"):
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
        if sources is not None:
            (self.folder / "sources.list").write_text(sources)
            lines += [
                f'Dir::Etc::SourceList "{self.folder}/sources.list";',
                'Dir::Etc::SourceParts "-";',
            ]
        (self.folder / "apt.conf").write_text("\n".join(lines) + "\n")

    def update(self) -> None:
        self._run("Reading Debian's list of packages", "update")

    def download(self, packages: Sequence[str], target: Path) -> None:
        """Leave the ``.deb`` files of ``packages`` in ``target``."""
        target.mkdir(parents=True, exist_ok=True)
        self._run("Downloading from Debian", "download", *packages, cwd=target)

    def drop_lists(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, what: str, *arguments: str, cwd: Path | None = None) -> str:
        environ = {
            **self.clone.environ,
            "APT_CONFIG": str(self.folder / "apt.conf"),
            "LC_ALL": "C.UTF-8",
        }
        return run_logged(what, ["apt-get", *arguments], self.log, environ, cwd)


def extract(packages: Path, target: Path) -> None:
    """Unpack every ``.deb`` of a folder into ``target``."""
    for package in sorted(packages.glob("*.deb")):
        output_of(["dpkg", "-x", package, target])


def unstable(clone: Clone) -> PrivateApt:
    """An apt that knows Debian's unstable suite, signed by Debian's archive keys."""
    mirror, keyring = clone.environ.get("DEBIAN_MIRROR") or _own_mirror(), KEYRING
    if not mirror or not keyring.exists():
        mirror, keyring = _from_debootstrap(clone, mirror)
    apt = PrivateApt(clone, SUITE)
    apt.use(f"deb [signed-by={keyring}] {mirror} {SUITE} main\n")
    apt.update()
    return apt


def _own_mirror() -> str:
    """The Debian mirror this machine already uses; empty on Ubuntu."""
    targets = output_of(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(ORIGIN) $(RELEASE)"]
    )
    return find_debian_mirror(targets.splitlines()) or mirror_in(_source_files())


def find_debian_mirror(targets: Sequence[str]) -> str:
    for target in targets:
        uri, origin, *_release = [*target.split(" "), ""]
        if origin == "Debian" and "security" not in uri and "backports" not in uri:
            return uri
    return ""


def _source_files() -> str:
    """apt knows the origin of a source only once its lists were fetched."""
    files = [Path("/etc/apt/sources.list")]
    files += sorted(Path("/etc/apt/sources.list.d").glob("*"))
    return "\n".join(
        file.read_text(errors="replace")
        for file in files
        if file.is_file() and os.access(file, os.R_OK)
    )


def mirror_in(sources: str) -> str:
    """The first Debian mirror in apt's sources, comments left out."""
    for line in sources.splitlines():
        if line.lstrip().startswith(("deb ", "URIs:")) and address_in(line):
            return address_in(line)
    return ""


def _from_debootstrap(clone: Clone, mirror: str) -> tuple[str, Path]:
    """Ubuntu packages Debian's keys and, in debootstrap, the name of its mirror."""
    apt = PrivateApt(clone, "keys")
    apt.use(None)
    apt.update()
    packages, files = apt.folder / "packages", apt.folder / "files"
    apt.download(["debian-archive-keyring", "debootstrap"], packages)
    extract(packages, files)
    named = ("usr/sbin/debootstrap", "usr/share/doc/debootstrap/README")
    texts = [(files / name).read_text() for name in named if (files / name).exists()]
    mirror = mirror or address_in("\n".join(texts))
    if not mirror:
        raise Problem("No Debian mirror was found: set DEBIAN_MIRROR=<its address>.")
    return mirror, files / str(KEYRING).lstrip("/")


def address_in(text: str) -> str:
    """The first address of a mirror in a text: it ends in ``/debian``."""
    found = re.search(r"https?://[^\s\"]+/debian(?=/?[\s\"]|$)", text)
    return f"{found.group()}/" if found else ""


def install(clone: Clone, package: str) -> None:
    """Install a package on the system; only for root."""
    log = clone.log("apt-install")
    environ = {**clone.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run_logged("Reading the list of packages", ["apt-get", "update"], log, environ)
    arguments = ["apt-get", "install", "-y", "--no-install-recommends", package]
    run_logged(f"Installing {package}", arguments, log, environ)


def fails(arguments: Sequence[str]) -> bool:
    return subprocess.run(arguments, capture_output=True, check=False).returncode != 0
