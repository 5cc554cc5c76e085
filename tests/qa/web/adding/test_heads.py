"""The form for a report's head, and what is kept of what a visitor writes in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from index.reading import corrections
from index.types import About, PlaceLevel, ReportKind
from qa.web.adding import heads
from qa.web.texts import LANGUAGES, ZH_CN, Texts

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = About(
    id="1",
    path="甲.txt",
    title="云溪市政府工作报告",
    kind=ReportKind.GOVERNMENT_WORK,
    place="云溪市",
    level=PlaceLevel.COUNTY,
    year=2024,
    delivered=dt.date(2024, 1, 8),
    speaker="王明",
)


def correct(folder: Path, **sent: str) -> dict[str, str]:
    return dict(heads.correct(folder, "甲.txt", DOCUMENT, sent, ZH_CN))


def kept(folder: Path) -> corrections.Correction:
    return corrections.read(folder)["甲.txt"]


@pytest.mark.parametrize("texts", LANGUAGES, ids=lambda texts: texts.language)
def test_the_form_is_filled_in(texts: Texts):
    form = heads.form("a-1", DOCUMENT, (), texts)
    for value in heads.values(DOCUMENT).values():
        assert f'value="{value}"' in form
    assert 'value="县区" selected' in form
    assert texts.head_doubtful not in form


def test_what_is_doubtful_is_marked():
    form = heads.form("a-1", dataclasses.replace(DOCUMENT, place="", year=None), (), ZH_CN)
    assert form.count(ZH_CN.head_doubtful) == 2


def test_a_title_is_text():
    title = '"><script>pwned=1</script>\u202e'
    form = heads.form("a-1", dataclasses.replace(DOCUMENT, title=title), (), ZH_CN)
    assert "<script" not in form
    assert "\u202e" not in form


def test_only_what_was_changed_is_corrected(tmp_path: Path):
    assert correct(tmp_path, **(heads.values(DOCUMENT) | {"year": "2022", "level": "市"})) == {}
    assert kept(tmp_path) == corrections.Correction(year=2022, level=PlaceLevel.CITY)


def test_nothing_changed_writes_nothing(tmp_path: Path):
    assert correct(tmp_path, **heads.values(DOCUMENT)) == {}
    assert list(tmp_path.iterdir()) == []


def test_what_was_corrected_before_stays(tmp_path: Path):
    correct(tmp_path, year="2022")
    correct(tmp_path, speaker="李强")
    assert kept(tmp_path) == corrections.Correction(year=2022, speaker="李强")


def test_what_is_emptied_is_unknown(tmp_path: Path):
    assert correct(tmp_path, year="", delivered="", speaker="") == {}
    after = kept(tmp_path)
    assert after.lacks == {"year", "delivered"}
    assert after.speaker == ""


@pytest.mark.parametrize(
    ("field", "text", "line"),
    [
        ("title", " ", ZH_CN.head_wrong_title),
        ("year", "去年", ZH_CN.head_wrong_year),
        ("year", "20244", ZH_CN.head_wrong_year),
        ("delivered", "2024-13-45", ZH_CN.head_wrong_delivered),
        ("speaker", "王\u202e明", ZH_CN.head_wrong_text.format(n=300)),
        ("place", "县" * 301, ZH_CN.head_wrong_text.format(n=300)),
        ("kind", "诗", ZH_CN.head_wrong_text.format(n=300)),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
    tmp_path: Path, field: str, text: str, line: str
):
    assert correct(tmp_path, **{"year": "2021"} | {field: text}) == {field: line}
    assert list(tmp_path.iterdir()) == []


def test_other_fields_are_not_looked_at(tmp_path: Path):
    assert correct(tmp_path, path="/etc/passwd", id="2") == {}
    assert list(tmp_path.iterdir()) == []


def test_a_corrected_report_is_shown_as_such():
    after = heads.corrected(DOCUMENT, heads.values(DOCUMENT) | {"year": "2022", "delivered": ""})
    assert after == dataclasses.replace(DOCUMENT, year=2022, delivered=None)


def test_what_is_corrected_of_a_file_holds_for_the_next_of_its_name(tmp_path: Path):
    assert heads.known(tmp_path, "甲.txt", DOCUMENT) == DOCUMENT
    correct(tmp_path, year="2022")
    assert heads.known(tmp_path, "甲.txt", DOCUMENT).year == 2022
    assert heads.known(tmp_path, "乙.txt", DOCUMENT) == DOCUMENT
