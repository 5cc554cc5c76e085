from __future__ import annotations

import base64
import csv
import hashlib
import importlib.metadata
import io
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from index.errors import KitError
from qa.kits import wheel_file
from tests.support.packages.installed import distribution

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = "[console_scripts]\nsay-hello = kit_a:main\n"


def test_its_name_tells_for_what_it_is(tmp_path: Path):
    tags = ("py2-none-any", "py3-none-any")
    made = wheel_file.write(distribution(tmp_path / "site", "kit_a", tags=tags), tmp_path)
    assert made.name == "kit_a-1.0-py2.py3-none-any.whl"


def test_its_record_tells_every_file(tmp_path: Path):
    files = {"kit_a_data/一,二.txt": "字", "__pycache__/kit_a.cpython-311.pyc": ""}
    made = wheel_file.write(distribution(tmp_path / "site", "kit_a", files=files), tmp_path)
    with zipfile.ZipFile(made) as wheel:
        rows = list(csv.reader(io.StringIO(wheel.read("kit_a-1.0.dist-info/RECORD").decode())))
        for name, digest, n_bytes in rows[:-1]:
            data = wheel.read(name)
            sha256 = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            assert (digest, int(n_bytes)) == (f"sha256={sha256}", len(data))
        assert [name for name, *_ in rows] == wheel.namelist()
    kept = {name for name, *_ in rows}
    assert kept == {
        *("kit_a.py", "kit_a_data/一,二.txt"),
        *(f"kit_a-1.0.dist-info/{part}" for part in ("METADATA", "WHEEL", "RECORD")),
        "kit_a-1.0.dist-info/entry_points.txt",
    }


def test_equal_installations_make_equal_wheels(tmp_path: Path):
    made = [
        wheel_file.write(distribution(tmp_path / site, "kit_a"), tmp_path / site).read_bytes()
        for site in ("one", "two")
    ]
    assert made[0] == made[1]


def test_commands_are_left_to_be_made_and_scripts_name_no_python(tmp_path: Path):
    site = tmp_path / "lib" / "python" / "site-packages"
    scripts = {
        "../../../bin/say-hello": "#!/old/bin/python\nmade of an entry point\n",
        "../../../bin/tool": "#!/old/bin/python3.11\nprint('tool')\n",
    }
    made = wheel_file.write(
        distribution(site, "kit_a", files=scripts, entry_points=COMMAND), tmp_path
    )
    with zipfile.ZipFile(made) as wheel:
        held = [name for name in wheel.namelist() if ".data/" in name]
        assert held == ["kit_a-1.0.data/scripts/tool"]
        assert wheel.read(held[0]) == b"#!python\nprint('tool')\n"
        assert wheel.getinfo(held[0]).external_attr >> 16 & 0o111


def test_what_lies_elsewhere_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    site = tmp_path / "lib" / "python" / "site-packages"
    each = distribution(site, "kit_a", files={"../../../share/kit/a.txt": "a"})
    with pytest.raises(KitError, match="lies outside of its environment"):
        wheel_file.write(each, tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with zipfile.ZipFile(wheel_file.write(each, tmp_path)) as wheel:
        assert "kit_a-1.0.data/data/share/kit/a.txt" in wheel.namelist()


def test_a_file_that_is_gone_is_named(tmp_path: Path):
    each = distribution(tmp_path, "kit_a")
    (tmp_path / "kit_a.py").unlink()
    with pytest.raises(KitError, match=r"kit_a 1.0 cannot be packed \(kit_a.py is gone\)"):
        wheel_file.write(each, tmp_path)


def test_an_editable_copy_is_none(tmp_path: Path):
    each = distribution(tmp_path, "kit_a")
    (tmp_path / "kit_a-1.0.dist-info" / "direct_url.json").write_text(
        '{"dir_info": {"editable": true}, "url": "file:///src"}', encoding="utf-8"
    )
    with pytest.raises(KitError, match=r"link to a folder of sources.*not as an editable copy"):
        wheel_file.write(each, tmp_path)


@pytest.mark.parametrize("part", ["RECORD", "WHEEL"])
def test_one_that_pip_did_not_install(tmp_path: Path, part: str):
    each = distribution(tmp_path, "kit_a")
    (tmp_path / "kit_a-1.0.dist-info" / part).unlink()
    with pytest.raises(KitError, match=r"kit_a 1.0 cannot be packed"):
        wheel_file.write(each, tmp_path)


@pytest.mark.parametrize("name", ["click", "marisa-trie"])
def test_pip_installs_it_as_it_was(tmp_path: Path, name: str):
    here = importlib.metadata.distribution(name)
    made = wheel_file.write(here, tmp_path)
    options = ["--no-index", "--no-deps", "--no-compile", "--quiet", "--target"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, str(tmp_path / "there"), str(made)],
        check=True,
    )
    there = tmp_path / "there"
    for file in (here.files or ())[:200]:
        if ".." in file.parts or file.suffix == ".pyc" or ".dist-info" in str(file):
            continue
        assert (there / file).read_bytes() == file.read_binary()
