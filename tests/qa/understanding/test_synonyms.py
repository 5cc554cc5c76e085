from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SynonymsError
from index.language.text import fold
from qa.understanding.synonyms import Synonyms

if TYPE_CHECKING:
    from pathlib import Path


def own(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "own.txt"
    path.write_text(text, encoding=encoding)
    return path


def used(synonyms: Synonyms, question: str) -> list[tuple[str, ...]]:
    return [match.used for match in synonyms.matches(fold(question).text)]


def words(synonyms: Synonyms, question: str) -> list[str]:
    return [question[match.start : match.end] for match in synonyms.matches(question)]


# --- the dictionary that comes with wenbao


@pytest.mark.parametrize(
    ("question", "word", "report"),
    [
        ("去年gdp涨了多少", "gdp", "地区生产总值"),
        ("老小区改造了几个", "老小区", "老旧小区"),
        ("有多少公司", "公司", "企业"),
        ("how many companies", "companies", "企业"),
        ("how many hospitals", "hospitals", "医院"),
    ],
)
def test_words_that_people_ask_with(question: str, word: str, report: str):
    synonyms = Synonyms.load()
    assert word in words(synonyms, question)
    assert any(report in each for each in used(synonyms, question))


def test_traditional_and_full_width_are_known_too():
    synonyms = Synonyms.load()
    assert used(synonyms, "養老院有幾家") == used(synonyms, "养老院有几家") != []
    assert used(synonyms, "\uff27\uff24\uff30") == used(synonyms, "gdp") != []


# --- matching


def test_the_longest_word_is_found():
    synonyms = Synonyms([("车", ("汽车",)), ("电动车", ("新能源汽车",))])
    assert used(synonyms, "电动车和车") == [("新能源汽车",), ("汽车",)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("how many cars?", ["cars"]),
        ("car", ["car"]),
        ("有car吗", ["car"]),
        ("which cards?", []),
        ("scar", []),
        ("car2go", []),
    ],
)
def test_english_words_are_found_whole_and_in_the_plural(question: str, found: list[str]):
    assert words(Synonyms([("car", ("汽车",))]), question) == found


def test_a_word_that_ends_in_s_is_no_plural():
    synonyms = Synonyms([("new", ("新增",)), ("news", ("新闻",))])
    assert used(synonyms, "news and new") == [("新闻",), ("新增",)]


def test_nothing_is_known_without_entries():
    assert Synonyms([]).matches("任何问题") == ()


# --- a user's own file


def test_an_own_file_adds(tmp_path: Path):
    path = own(tmp_path, "# 自己的\n\n  # 也是\n铁疙瘩 = 机床，数控机床、母机   # 土话\n")
    assert used(Synonyms.load(path), "铁疙瘩") == [("机床", "数控机床", "母机")]


def test_later_entries_win(tmp_path: Path):
    path = own(tmp_path, "公司 = 商号\n公司 = 字号\n")
    assert used(Synonyms.load(path), "公司") == [("字号",)]


def test_a_file_of_windows_is_read(tmp_path: Path):
    path = own(tmp_path, "\uff21\uff22\uff23 = 甲乙丙\r\n", encoding="utf-8-sig")
    assert used(Synonyms.load(path), "abc") == [("甲乙丙",)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("公司 企业", "'公司 企业' is no entry; expected: asked words = report words"),
        ("公司 =", "'公司 =' is no entry; expected"),
        ("= 企业", "'= 企业' is no entry; expected"),
        ("a = b = c", "'a = b = c' is no entry; expected"),
        ("公司 = 企业,,户", "'公司 = 企业,,户' has an empty word; expected"),
        ("公司 = \u200b", "has an empty word; expected"),
        ("\u200b = 企业", "has an empty word; expected"),
    ],
)
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: str, message: str):
    path = own(tmp_path, f"好 = 优\n{line}\n")
    with pytest.raises(SynonymsError) as error:
        Synonyms.load(path)
    told = str(error.value)
    assert told.startswith(f"{path}, line 2: ")
    assert message in told
    assert "\n" not in told


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path):
    with pytest.raises(SynonymsError) as error:
        Synonyms.load(tmp_path / "none.txt")
    assert str(error.value) == (
        f"{tmp_path / 'none.txt'} cannot be read (No such file or directory): "
        "name a text file in the setting `synonyms`, or leave the setting out"
    )


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(SynonymsError, match=r"cannot be read .*name a text file"):
        Synonyms.load(tmp_path)


def test_another_encoding_is_named_with_the_remedy(tmp_path: Path):
    path = own(tmp_path, "公司 = 企业\n", encoding="gb18030")
    with pytest.raises(SynonymsError, match=r"is not UTF-8 .*save it again as UTF-8"):
        Synonyms.load(path)


LOADED = Synonyms.load()


@given(st.one_of(st.text(), st.text(alphabet="老小区公司gdp s养院車😀")))
def test_matches_lie_in_the_question_in_order(question: str):
    folded = fold(question).text
    at = 0
    for match in LOADED.matches(folded):
        assert at <= match.start < match.end <= len(folded)
        assert match.used
        at = match.end
