"""index.searchable.opening: what is published is opened by what names it, the engine unknown to who asks."""

from __future__ import annotations

from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from index.build import build_from_contexts
from index.errors import IndexMissingError
from index.searchable import address, embedded_source, opening
from index.searchable.address import EngineAddress
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_from_contexts(["公园。", "图书馆藏书九十万册。"], tmp_path / "index", HashEncoder())
    return tmp_path / "index"


def test_a_folder_is_opened(folder: Path):
    found = opening.listed(folder)
    assert found.index.n_passages == found.manifest.n_passages == 2
    assert [each.text for each in found.index.page(None, 0, 9)] == [
        "公园。",
        "图书馆藏书九十万册。",
    ]
    assert found.presence.gone == frozenset()


def test_another_generation_has_another_signature_and_name(folder: Path):
    source = opening.source(folder)
    before = source.signature(), source.read(lambda published: published.name)
    build_from_contexts(["公园。"], folder, HashEncoder())
    assert source.signature() != before[0]
    assert source.read(lambda published: published.name) != before[1]
    source.read(lambda published: published.check())


def test_nothing_published_is_told(tmp_path: Path):
    with pytest.raises(IndexMissingError):
        opening.listed(tmp_path / "none")


def test_an_address_goes_to_the_module_of_its_engine(folder: Path, monkeypatch: pytest.MonkeyPatch):
    engine: Any = ModuleType("engine_of_a_test")
    engine.source = lambda at, cache: embedded_source.source(folder / at.uri[9:], cache)
    monkeypatch.setitem(__import__("sys").modules, "engine_of_a_test", engine)
    monkeypatch.setattr(address, "ENGINES", MappingProxyType({"engine": "engine_of_a_test"}))
    assert opening.listed(EngineAddress("engine://")).index.n_passages == 2
