"""Small faults, each with its kind: counts of one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from index.build import build
from index.model import encoder_choice
from qa import engine
from qa.cli.main import main
from qa.plurals import counted
from qa.web.texts import EN
from tests.support.hash_encoder import HashEncoder

if TYPE_CHECKING:
    from pathlib import Path

# No line may say "1 reports": a one, and a word with the s of a plural.
ONE_OF_MANY = re.compile(r"(?<![\d.,])\b1 [a-z]+s\b")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "甲.txt").write_text("全县种茶三千亩。", encoding="utf-8")
    return tmp_path / "报告"


class TestCounts:
    @pytest.mark.parametrize(
        ("n", "text"), [(0, "0 reports"), (1, "1 report"), (2, "2 reports"), (21, "21 reports")]
    )
    def test_a_number_and_its_noun(self, n: int, text: str):
        assert counted(n, "report") == text

    def test_the_commands(self, corpus: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
        (corpus / "乙.txt").write_bytes(b"")
        index = ("--index", str(corpus.parent / "index"))
        built = CliRunner().invoke(main, ["build", str(corpus), *index])
        assert "indexed 1 report: 1 passage, 1 sentence, in " in built.stderr
        assert "Error: 1 file could not be read (above)" in built.stderr
        told = CliRunner().invoke(main, ["info", *index])
        assert "holds      1 report, 1 passage, 1 sentence\n" in told.stdout
        for text in (built.output, told.output):
            assert ONE_OF_MANY.findall(text) == []

    def test_an_evaluation(self, corpus: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(engine, "load_encoder", lambda *_args, **_options: HashEncoder())
        build([corpus], corpus.parent / "index", HashEncoder)
        fields = {"type": "quantity", "answers": ["三千亩"], "evidence": ["没有这一段"]}
        asked = {"id": "一", "question": "全县种茶多少亩?", **fields}
        questions = corpus.parent / "questions.jsonl"
        questions.write_text(json.dumps(asked), encoding="utf-8")
        command = ["eval", str(questions), "--index", str(corpus.parent / "index")]
        old = corpus.parent / "old.json"
        old.write_text(CliRunner().invoke(main, [*command, "--json"]).stdout, encoding="utf-8")
        told = CliRunner().invoke(main, [*command, "--compare", str(old)]).stdout
        assert "counted as 0, for no passage holds the evidence: 1 question\n" in told
        assert "(questions.jsonl), 1 question\n" in told
        assert ONE_OF_MANY.findall(told) == []

    def test_two_of_each(self, corpus: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(encoder_choice, "load", lambda *_args, **_options: HashEncoder())
        (corpus / "乙.txt").write_text("全县养鱼九百吨。", encoding="utf-8")
        built = CliRunner().invoke(
            main, ["build", str(corpus), "--index", str(corpus.parent / "index")]
        )
        assert "indexed 2 reports: 2 passages, 2 sentences, in " in built.stderr

    @pytest.mark.parametrize("name", ["n_paragraphs", "more_reports", "left_out"])
    def test_the_page_in_english(self, name: str):
        assert ONE_OF_MANY.findall(getattr(EN, name).format(n=1)) == []
