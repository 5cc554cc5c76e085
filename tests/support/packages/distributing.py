"""The project as it is handed on: its distributions, and bare environments to install them in.

What wenbao requires is lent to such an environment by the one that the tests run in: installing it
all would take minutes and a network. The repository is lent to none.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from tests.support.folders import ROOT

PACKAGES = sysconfig.get_path("purelib")  # those of the tests' own environment
_IGNORED = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "build", "dist", "artifacts", "shared"
)
_KEPT = (
    ".ci",
    ".dockerignore",
    ".gitattributes",
    ".gitignore",
    ".github",
    ".oxlintrc.json",
    ".pre-commit-config.yaml",
)
_BUILD = "import sys, setuptools.build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"
_WINDOWS = os.name == "nt"


def copied(folder: Path) -> Path:
    """A copy of the project, as a clone of the repository would be."""
    shutil.copytree(ROOT, folder, ignore=_IGNORED)
    for name in _KEPT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def built(tree: Path, what: str, out: Path) -> Path:
    """What the build backend makes of a tree, without a network."""
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, what, str(out)],
        cwd=tree,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return out / done.stdout.splitlines()[-1]


def environment(folder: Path, wheel: Path) -> Path:
    """The interpreter of a new environment with a wheel, which is lent what that requires."""
    venv.create(folder, symlinks=not _WINDOWS)
    python = folder / ("Scripts/python.exe" if _WINDOWS else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    options = ["--no-index", "--no-deps", "--no-compile", "--quiet"]
    # With the repository on the path, it would count as installed.
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run([*pip, "install", *options, str(wheel)], check=True, env=bare)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run(
        [str(python), "-c", asked], capture_output=True, encoding="utf-8", check=True, env=bare
    )
    # Only the folder is put on the path: no file of it, such as that of an editable copy, is run.
    Path(site.stdout.strip(), "lent.pth").write_text(f"{PACKAGES}\n", encoding="utf-8")
    return python


def lending(wheel: Path, folder: Path) -> None:
    """Write into a folder the wheel of ours without what it requires, and one that lends that."""
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(folder / wheel.name, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith(".dist-info/METADATA"):
                text = re.sub(r"^Requires-Dist: .*\n", "", data.decode(), flags=re.MULTILINE)
                data = text.replace("\n\n", "\nRequires-Dist: lent\n\n", 1).encode()
            target.writestr(name, data)
    info = "lent-1.0.dist-info"
    with zipfile.ZipFile(folder / "lent-1.0-py3-none-any.whl", "w") as lent:
        lent.writestr("lent.pth", f"{PACKAGES}\n")
        lent.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: lent\nVersion: 1.0\n")
        lent.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        lent.writestr(f"{info}/RECORD", "")
