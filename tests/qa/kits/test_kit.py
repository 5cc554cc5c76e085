from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.build import build
from index.errors import KitError
from index.model.onnx_encoder import ExportedEncoder
from index.platform import durable
from index.storage import archive
from qa.cli.main import main
from qa.kits import install, kit
from qa.settings import Settings
from tests.support import tiny_models

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("wenbao-0.9-py3-none-any.whl", "other-1.0-py3-none-any.whl", "notes.txt"):
        (folder / name).write_bytes(name.encode())
    return folder


def made(settings: Settings, folder: Path, wheels: Path | None) -> list[str]:
    said: list[str] = []
    kit.make(settings, folder, wheels, said.append)
    return said


def tree(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_what_is_in_it(carrying: Path, wheels: Path, tmp_path: Path):
    said = made(Settings(index=carrying), tmp_path / "kit", wheels)
    assert "packed 2 wheels and 1 folder of reports" in said
    assert tree(tmp_path / "kit") == {
        *("install.py", "kit.json", "README.txt", "reports.wenbao", "corpus/甲/甲.txt"),
        *("wheels/wenbao-0.9-py3-none-any.whl", "wheels/other-1.0-py3-none-any.whl"),
    }
    about = json.loads((tmp_path / "kit" / "kit.json").read_text(encoding="utf-8"))
    assert about["wenbao"] == "0.9"
    assert about["corpus"] == ["corpus/甲"]
    assert about["python"] is about["system"] is None  # whatever wheels were given
    assert set(about["files"]) == tree(tmp_path / "kit") - {"kit.json"}
    for name, digest in about["files"].items():
        assert install.digest_of(tmp_path / "kit" / name) == digest


def test_reports_travel_with_their_folders_and_corrections(
    carrying: Path, wheels: Path, tmp_path: Path
):
    corpora = tmp_path / "a" / "报告", tmp_path / "b" / "报告"
    for folder in corpora:
        (folder / "下").mkdir(parents=True)
        (folder / "下" / "乙.txt").write_text("乙", encoding="utf-8")
        (folder / "reports.toml").write_text("", encoding="utf-8")
        (folder / ".hidden").write_text("", encoding="utf-8")
    made(Settings(index=carrying, corpus=corpora), tmp_path / "kit", wheels)
    assert tree(tmp_path / "kit" / "corpus") == {
        f"{name}/{file}" for name in ("报告", "报告-2") for file in ("下/乙.txt", "reports.toml")
    }


def test_a_model_of_ones_own_travels(tmp_path: Path, wheels: Path):
    model = tmp_path / "模型"
    model.mkdir()
    (model / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    encoder = ExportedEncoder(tiny_models.counting_encoder(tmp_path / "e"), name=str(model))
    build([tmp_path / "甲.txt"], tmp_path / "index", lambda: encoder)
    made(Settings(index=tmp_path / "index"), tmp_path / "kit", wheels)
    assert tree(tmp_path / "kit" / "model") == {"config.json"}
    shutil.rmtree(model)
    said = made(Settings(index=tmp_path / "index"), tmp_path / "kit2", wheels)
    assert any("is no folder here: without it, no report can be added" in line for line in said)


def test_of_an_exported_index_no_report_is_packed(carrying: Path, wheels: Path, tmp_path: Path):
    archive.export(carrying, tmp_path / "x.wenbao")
    settings = Settings(index=tmp_path / "x.wenbao", cache=tmp_path / "cache")
    said = made(settings, tmp_path / "kit", wheels)
    assert any(line.startswith("no report is packed") for line in said)
    assert not (tmp_path / "kit" / "corpus").exists()


def test_without_a_wheel_of_ours_it_is_none(carrying: Path, wheels: Path, tmp_path: Path):
    (wheels / "wenbao-0.9-py3-none-any.whl").unlink()
    with pytest.raises(KitError, match="there is no wheel of wenbao in the folder of --wheels"):
        made(Settings(index=carrying), tmp_path / "kit", wheels)
    assert not (tmp_path / "kit").exists()
    assert not list(tmp_path.glob(".*"))  # nothing half made is left


def test_what_is_there_is_kept(carrying: Path, wheels: Path, tmp_path: Path):
    (tmp_path / "kit").mkdir()
    with pytest.raises(KitError, match="exists already: remove it, or name another folder"):
        made(Settings(index=carrying), tmp_path / "kit", wheels)


def test_a_full_disk_is_told(
    carrying: Path, wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(durable, "sync_all", denied)
    with pytest.raises(KitError, match=r"kit cannot be written \(Permission denied\): make room"):
        made(Settings(index=carrying), tmp_path / "kit", wheels)


def test_the_command(carrying: Path, wheels: Path, tmp_path: Path):
    arguments = ["kit", str(tmp_path / "kit"), "--index", str(carrying), "--wheels", str(wheels)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr
    assert "on the other machine, `python3 install.py FOLDER`" in done.stderr
    again = CliRunner().invoke(main, arguments)
    assert again.exit_code == 1
    assert "exists already" in again.stderr
