from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import CorpusError
from qa import service
from qa.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return Settings(index=tmp_path / "index", corpus=tmp_path / "报告")


def test_built_where_there_is_none_and_kept_where_nothing_changed(settings: Settings):
    said: list[str] = []
    engine = service.open_or_build(settings, said.append)
    assert engine.ask("种茶多少亩").text == "三千亩"
    assert said[0] == "there is no index yet: building it"
    assert said[2].startswith("indexed 1 reports: 1 passages, 1 sentences, in ")
    again: list[str] = []
    assert service.open_or_build(settings, again.append).manifest == engine.manifest
    assert again == []


def test_built_anew_where_the_corpus_changed_or_the_index_is_damaged(settings: Settings):
    assert settings.corpus is not None
    service.open_or_build(settings, lambda _: None)
    (settings.corpus / "甲.txt").unlink()
    (settings.corpus / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
    said: list[str] = []
    engine = service.open_or_build(settings, said.append)
    assert said[0] == "the corpus or the model has changed: building the index anew"
    assert [document.path for document in engine.documents] == ["乙.txt"]
    (settings.index / "CURRENT").write_text("0000000000000000\n", encoding="ascii")
    said.clear()
    service.open_or_build(settings, said.append)
    assert said[0].startswith("building the index anew: ")


def test_an_index_can_be_used_where_its_corpus_is_not(settings: Settings, tmp_path: Path):
    service.open_or_build(settings, lambda _: None)
    (tmp_path / "报告").rename(tmp_path / "elsewhere")
    moved = Settings(index=settings.index)
    said: list[str] = []
    assert service.open_or_build(moved, said.append).passages
    assert said == []


def test_no_corpus_to_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(service, "__file__", str(tmp_path / "qa" / "service.py"))
    with pytest.raises(CorpusError, match="no folder named corpus here: name the reports"):
        service.default_corpus()
