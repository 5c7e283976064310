"""Python environments of pinned packages, made with uv."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from . import debian
from .clone import Clone
from .process import output_of, run_logged
from .progress import step
from .stamps import Stamp

UV = "uv==0.13.9"
# uv brings a list of its own; a company's proxy is trusted in the machine's.
SYSTEM_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"


def ensure_venv(clone: Clone, name: str, requirements: Path) -> Path:
    """The folder of an environment that holds exactly ``requirements``.

    A changed lock file or Python makes it anew: that takes seconds, and what is left
    over from before cannot matter.
    """
    folder = clone.dev / name
    stamp, inputs = Stamp(clone, name), [requirements, sys.executable, sys.version]
    if stamp.is_fresh(inputs):
        return folder
    uv = ensure_uv(clone)
    with step(f"Python packages ({name})"), stamp.renewing(inputs):
        shutil.rmtree(folder, ignore_errors=True)
        log = clone.log(name)
        environ = uv_environ(clone)
        run_logged(
            "Making a Python environment",
            [uv, "venv", "--python", sys.executable, folder],
            log,
            environ,
        )
        run_logged(
            "Installing Python packages",
            [
                uv,
                "pip",
                "install",
                "--python",
                folder / "bin/python",
                "-r",
                requirements,
            ],
            log,
            environ,
        )
    return folder


def ensure_uv(clone: Clone) -> Path:
    """The installer, in a folder of its own."""
    folder = clone.dev / "uv"
    stamp, inputs = Stamp(clone, "uv"), [UV, sys.executable]
    if not stamp.is_fresh(inputs):
        with step("Installer of Python packages"), stamp.renewing(inputs):
            shutil.rmtree(folder, ignore_errors=True)
            output_of([sys.executable, "-m", "venv", "--without-pip", folder])
            run_logged(
                "Installing uv",
                [folder / "bin/python", _pip(clone), "install", UV],
                clone.log("uv"),
                {**clone.environ, "PIP_CACHE_DIR": str(clone.dev / "cache/pip")},
            )
    return folder / "bin/uv"


def _pip(clone: Clone) -> Path:
    """A pip that can be run from its wheel; Debian may ship Python without one."""
    if importlib.util.find_spec("ensurepip"):
        import ensurepip

        bundled = Path(ensurepip.__file__).parent / "_bundled"
        for folder in (bundled, Path("/usr/share/python-wheels")):
            for wheel in sorted(folder.glob("pip-*.whl")):
                return wheel / "pip"
    apt = debian.unstable(clone)
    apt.download(["python3-pip-whl"], apt.folder / "pip")
    debian.extract(apt.folder / "pip", clone.dev / "pip")
    return next((clone.dev / "pip").rglob("pip-*.whl")) / "pip"


def uv_environ(clone: Clone) -> Mapping[str, str]:
    """uv kept inside the clone, and asking the package index that pip is set to."""
    environ = {
        **clone.environ,
        "UV_CACHE_DIR": str(clone.dev / "cache/uv"),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "1",
        "UV_HTTP_RETRIES": "3",
        "VIRTUAL_ENV": "",
    }
    if index := clone.environ.get("PIP_INDEX_URL"):
        environ.setdefault("UV_DEFAULT_INDEX", index)
    certificates = clone.environ.get("PIP_CERT") or SYSTEM_CERTIFICATES
    if Path(certificates).exists():
        environ.setdefault("SSL_CERT_FILE", certificates)
    return environ
