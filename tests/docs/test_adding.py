"""docs/adding.md: its examples do what they are to do, and the files that it names exist."""

from __future__ import annotations

import re
import sys
import textwrap
import types
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from index.build import build
from index.reading.formats import registry
from index.reading.formats.kinds import FileKind
from qa import Engine
from tests.support.folders import ROOT
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
EXAMPLES = dict(
    re.findall(
        r"^ *<!-- example (\w+) -->\n *```python\n(.*?)\n *```$", TEXT, re.MULTILINE | re.DOTALL
    )
)
NAMED = sorted(set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:toml|txt|md|json))`", TEXT)))
REPORT = "= 2030年工作报告\n== 二、2030年工作安排\n新建绿道31公里。\n"


def example(name: str) -> dict[str, Any]:
    """The names that an example defines."""
    names: dict[str, Any] = {}
    exec(textwrap.dedent(EXAMPLES[name]), names)  # noqa: S102 - our own documentation
    return names


@pytest.mark.parametrize("name", NAMED)
def test_what_it_names_exists(name: str):
    assert (ROOT / name).exists()


def test_the_page_names_enough():
    assert len(NAMED) > 30


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", TEXT))))
def test_the_programs_that_it_calls_exist(module: str):
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()


class TestTheReader:
    names = example("reader")
    read = staticmethod(names["read"])

    def test_its_headings_lie_in_its_text(self):
        extract = self.read(REPORT.encode(), "a.adoc")
        assert extract.text == "2030年工作报告\n二、2030年工作安排\n新建绿道31公里。"
        assert [(each.level, extract.text[each.start : each.end]) for each in extract.headings] == [
            (1, "2030年工作报告"),
            (2, "二、2030年工作安排"),
        ]

    def test_its_files_are_indexed_once_it_is_registered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        module = types.ModuleType(f"{registry.__package__}.asciidoc")
        vars(module).update(self.names)
        monkeypatch.setitem(sys.modules, module.__name__, module)
        texts = {**registry.TEXTS, ".adoc": "asciidoc"}
        suffixes = {**registry.SUFFIXES, FileKind.TEXT: tuple(texts)}
        monkeypatch.setattr(registry, "TEXTS", texts)
        monkeypatch.setattr(registry, "SUFFIXES", suffixes)
        (tmp_path / "a.adoc").write_text(REPORT, encoding="utf-8")
        build([tmp_path / "a.adoc"], tmp_path / "index", HashEncoder)
        (passage,) = Engine.open(tmp_path / "index", load=lambda _: HashEncoder()).passages
        assert (passage.text, passage.section) == ("新建绿道31公里。", ("二、2030年工作安排",))


class TestTheEncoder:
    encoder = example("encoder")["CharacterEncoder"]()

    def test_its_vectors_are_of_unit_length(self):
        vectors = self.encoder.encode_questions(["新建绿道", "绿", ""])
        assert (vectors.shape, vectors.dtype) == ((3, self.encoder.dimension), np.float32)
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)

    def test_an_index_of_it_is_asked(self, tmp_path: Path):
        (tmp_path / "a.txt").write_text("全县种茶三千亩。\n新建绿道31公里。", encoding="utf-8")
        build([tmp_path / "a.txt"], tmp_path / "index", lambda: self.encoder)
        engine = Engine.open(tmp_path / "index", load=lambda _: self.encoder)
        assert engine.search("绿道多长?")[0].passage.text == "新建绿道31公里。"
