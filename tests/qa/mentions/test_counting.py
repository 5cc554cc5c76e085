"""qa.mentions.counting: every place in a real index, by report and year, as a plain count finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qa import Engine, Scope
from qa.mentions import counting
from qa.understanding.question import QuestionError
from tests.support.hash_encoder import HashEncoder
from tests.support.texts.mentions import REPORTS, index_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = index_of(tmp_path_factory.mktemp("mentions"))
    return Engine.open(folder, load=lambda _: HashEncoder())


def told(engine: Engine, text: str) -> dict[str, list[str]]:
    found = engine.mentions(text)
    return {each.about.path: [place.text for place in each.mentions] for each in found.reports}


def test_all_places_are_counted_however_they_are_written(engine: Engine):
    assert told(engine, "低空经济") == {
        "云溪2024.txt": ["低空经济", "低空经济", "低空經濟", "低 空 经济"],
        "北岭2024.txt": ["低空经济"],
    }


def test_a_heading_counts_once_and_says_so(engine: Engine):
    found = engine.mentions("低空经济")
    (heading,) = [each for each in found.reports[0].mentions if each.is_heading]
    assert (heading.quote, found.n_in_headings) == ("（一）发展低空经济", 1)
    passages = [each for each in found.reports[0].mentions if each.quote.startswith("建设")]
    assert heading.number == passages[0].number


def test_a_phrase_is_not_its_words(engine: Engine):
    assert told(engine, "上海交通大学") == {"云溪2024.txt": ["上海交通大学"]}
    assert told(engine, "上海交通") == {"云溪2024.txt": ["上海交通"]}
    assert told(engine, "交通") == {"云溪2024.txt": ["交通", "交通"]}
    assert told(engine, "AI") == {}


def test_a_part_of_a_word_is_found_too(engine: Engine):
    """Whatever the text was cut into: 空经, 海交, 京作."""
    assert told(engine, "空经")["北岭2024.txt"] == ["空经"]
    assert told(engine, "海交通大") == {"云溪2024.txt": ["海交通大"]}
    assert told(engine, "%") == {"云溪2024.txt": ["%"], "云溪2022.txt": ["%"]}


def test_quotations_and_spans_are_of_the_text(engine: Engine):
    for report in engine.mentions("低空经济").reports:
        (document,) = (each for each in engine.documents if each.id == report.about.id)
        for each in report.mentions:
            assert document.text[each.start : each.end] == each.text
            end = each.quote_start + len(each.quote)
            assert document.text[each.quote_start : end] == each.quote


def test_years_and_those_that_are_silent(engine: Engine):
    found = engine.mentions("低空经济")
    assert [(y.year, y.n_reports, y.n_mentioning, y.n_mentions) for y in found.years] == [
        (2024, 2, 2, 5),
        (2022, 1, 0, 0),
    ]
    assert [about.path for about in found.silent] == ["云溪2022.txt"]
    assert (found.n_reports, found.n_mentions) == (3, 5)


def test_other_words_count_when_they_are_asked_for(engine: Engine):
    assert told(engine, "GDP") == {"云溪2024.txt": ["GDP"]}
    found = engine.mentions("GDP", synonyms=True)
    assert {each.about.path for each in found.reports} == {"云溪2024.txt", "云溪2022.txt"}
    (other,) = found.reports[1].mentions
    assert (other.form, other.text) == ("地区生产总值", "地区生产总值")


def test_a_scope_is_kept(engine: Engine):
    within = engine.mentions("低空经济", Scope(places=("北岭县",)))
    assert (within.n_reports, within.n_mentions) == (1, 1)
    section = engine.mentions("低空经济", Scope(sections=("二、2024年工作安排",)))
    assert [len(each.mentions) for each in section.reports] == [3, 1]


def test_what_became_no_passage_is_not_counted(engine: Engine):
    assert told(engine, "各位代表") == {}


@pytest.mark.parametrize("text", ["=cmd", "<script>alert(1)</script>", "'!A1", "|"])
def test_text_that_means_harm_is_text(engine: Engine, text: str):
    assert told(engine, text) == {"北岭2024.txt": [text]}


def test_every_short_string_is_counted_as_python_counts_it(engine: Engine):
    """Of every two and three neighbouring characters of a paragraph."""
    paragraph = "与上海交通大学共建研究院，上海的交通更加便利。"
    texts = [each.text for each in engine.documents]
    for n in (2, 3):
        for i in range(len(paragraph) - n + 1):
            part = paragraph[i : i + n]
            expected = sum(text.count(part) for text in texts)
            assert engine.mentions(part).n_mentions == expected, part


def test_a_report_whose_file_is_gone_is_not_counted(tmp_path: Path):
    engine = Engine.open(index_of(tmp_path), load=lambda _: HashEncoder())
    (tmp_path / "corpus" / "北岭2024.txt").unlink()
    found = engine.mentions("低空经济")
    assert (found.n_reports, found.n_mentions) == (2, 4)


def test_versions_are_told_apart(tmp_path: Path):
    twice = REPORTS["云溪2024.txt"].replace("20家", "30家") * 1
    long = "".join(f"全市第{n}项民生实事按期完成并通过验收。\n\n" for n in "一二三四五六七八九")
    reports = {
        "云溪.txt": REPORTS["云溪2024.txt"] + long,
        "云溪（草案）.txt": twice + long,
    }
    engine = Engine.open(index_of(tmp_path, reports), load=lambda _: HashEncoder())
    first, second = engine.mentions("低空经济").reports
    assert first.versions == (second.about.id,)
    assert second.versions == (first.about.id,)


def test_more_reports_than_can_be_told_of_are_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(counting, "MOST_REPORTS", len(REPORTS) - 1)
    with pytest.raises(QuestionError, match=r"reports at most, and there are .*: choose places"):
        engine.mentions("绿道")
