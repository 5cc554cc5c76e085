from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from index.model.onnx_encoder import Description
from qa import service
from qa.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from qa.engine import Engine

pytestmark = pytest.mark.model


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return Settings(index=tmp_path / "index", corpus=(tmp_path / "报告",))


def opened(settings: Settings, said: list[str] | None = None) -> list[tuple[int, Engine]]:
    """The engines given, each with how many lines had been said before."""
    lines = [] if said is None else said
    given: list[tuple[int, Engine]] = []
    service.open_or_build(settings, lines.append, lambda engine: given.append((len(lines), engine)))
    return given


def test_built_where_there_is_none_and_kept_where_nothing_changed(settings: Settings):
    said: list[str] = []
    progress: list[tuple[int, int]] = []
    given: list[Engine] = []
    service.open_or_build(
        settings,
        said.append,
        given.append,
        lambda: contextlib.nullcontext(lambda done, texts: progress.append((done, texts))),
    )
    (engine,) = given
    assert engine.ask("种茶多少亩").text == "三千亩"
    assert said[0] == "there is no index yet: building it"
    assert said[2].startswith("甲.txt: nothing tells its place; nothing tells its year")
    assert said[3].startswith("indexed 1 report: 1 passage, 1 sentence, in ")
    assert progress[-1] == (2, 2)  # a passage and its sentence
    again: list[str] = []
    ((_, same),) = opened(settings, again)
    assert same.manifest == engine.manifest
    assert again == []


def test_an_index_whose_files_changed_answers_while_it_is_built_anew(settings: Settings):
    (folder,) = settings.corpus
    opened(settings)
    (folder / "甲.txt").unlink()
    (folder / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    said: list[str] = []
    ((n_said, engine),) = opened(settings, said)
    assert n_said == 0
    assert said[0] == "the corpus has changed: building the index anew, answering from the old one"
    assert [document.path for document in engine.documents] == ["乙.txt"]


def test_built_first_where_another_corpus_is_named_or_the_index_is_damaged(
    settings: Settings, tmp_path: Path
):
    opened(settings)
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    other = Settings(index=settings.index, corpus=(tmp_path / "别处",))
    said: list[str] = []
    ((n_said, engine),) = opened(other, said)
    assert said[0] == "another corpus or model is named: building the index anew"
    assert n_said == len(said) == 4
    assert [document.path for document in engine.documents] == ["乙.txt"]
    (settings.folder / "CURRENT").write_text("0000000000000000\n", encoding="ascii")
    said.clear()
    opened(other, said)
    assert said[0].startswith("building the index anew: ")


def test_built_first_where_its_encoder_is_of_another_version(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    opened(settings)
    load, is_old = Description.load, [True]

    def refuse_once(folder: Path) -> Description:
        if is_old and folder.is_relative_to(settings.folder):
            is_old.clear()
            raise ValueError("encoder.json is not of format 9")
        return load(folder)

    monkeypatch.setattr(Description, "load", refuse_once)
    said: list[str] = []
    ((n_said, engine),) = opened(settings, said)
    assert said[0].startswith("building the index anew: the encoder in ")
    assert "encoder.json is not of format 9" in said[0]
    assert n_said == len(said) == 4
    assert engine.ask("种茶多少亩").text == "三千亩"


def test_an_index_can_be_used_where_its_corpus_is_not(settings: Settings, tmp_path: Path):
    opened(settings)
    (tmp_path / "报告").rename(tmp_path / "elsewhere")
    said: list[str] = []
    ((_, engine),) = opened(Settings(index=settings.index), said)
    assert engine.passages
    assert said == []
