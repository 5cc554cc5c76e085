"""qa.answering.coverage_told: which reports there are not, and which there are, in one sentence."""

from __future__ import annotations

import dataclasses

import pytest

from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
from qa.answering import coverage_told
from qa.web.texts import EN, ZH_CN, ZH_TW
from tests.support.texts.answer_samples import sample

DISTRICT = ReportsOf(place="天津市河北区", years=(2024,), looks_back_on=(2023,))
BULLETIN = ReportsOf(place="云溪市", years=(2020,), looks_back_on=(2020,))


def uncovered(
    *there: ReportsOf,
    places: tuple[str, ...] = (),
    years: tuple[int, ...] = (),
    of: tuple[str, ...] = (),
    n_places: int | None = None,
    near: tuple[str, ...] = (),
) -> Uncovered:
    n = len(there) if n_places is None else n_places
    return Uncovered(places=places, years=years, of=of, there=there, n_places=n, near=near)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            uncovered(DISTRICT, years=(2021,)),
            "没有2021年的报告；天津市河北区有2024年的报告（回顾2023年）。",
        ),
        (
            uncovered(DISTRICT, years=(2021,), of=("天津市河北区",)),
            "没有天津市河北区2021年的报告；天津市河北区有2024年的报告（回顾2023年）。",
        ),
        (uncovered(BULLETIN, years=(2021,)), "没有2021年的报告；云溪市有2020年的报告。"),
        (
            uncovered(DISTRICT, BULLETIN, places=("上海市", "松风县")),
            "没有上海市、松风县的报告；有天津市河北区、云溪市的报告。",
        ),
        (
            uncovered(DISTRICT, BULLETIN, places=("全国",), n_places=31),
            "没有全国的报告；有31个地方的报告，按文件顺序依次是天津市河北区、云溪市等。",
        ),
        (
            uncovered(DISTRICT, BULLETIN, places=("河北省",), n_places=31, near=("天津市河北区",)),
            "没有河北省的报告；提到该地或名称相近的有天津市河北区的报告；共有31个地方的报告。",
        ),
        (
            uncovered(DISTRICT, places=("河北省",), near=("天津市河北区",)),
            "没有河北省的报告；有天津市河北区的报告。",
        ),
        (
            uncovered(
                ReportsOf(place="", years=(2001, 2015, 2016, 2017), looks_back_on=(2000, 2014)),
                years=(2030, 2031),
            ),
            "没有2030、2031年的报告；有2001、2015–2017年的报告（回顾2000、2014年）。",
        ),
        (
            uncovered(DISTRICT, places=("上海市",), years=(2019,)),
            "没有上海市的报告；没有2019年的报告；天津市河北区有2024年的报告（回顾2023年）。",
        ),
        (uncovered(years=(2021,)), "没有2021年的报告。"),
        (
            uncovered(ReportsOf(place="云溪市", years=(), looks_back_on=()), years=(2021,)),
            "没有2021年的报告。",
        ),
    ],
)
def test_sentences(value: Uncovered, told: str):
    assert coverage_told.sentence(value, ZH_CN) == told


def test_each_language():
    value = uncovered(DISTRICT, years=(2021,))
    assert coverage_told.sentence(value, ZH_TW) == (
        "沒有2021年的報告；天津市河北区有2024年的報告（回顧2023年）。"
    )
    assert coverage_told.sentence(value, EN) == (
        "There is no report of 2021; 天津市河北区 has reports of 2024 (which look back on 2023)."
    )


def test_names_with_braces_are_text():
    odd = ReportsOf(place="{n}县", years=(2024,), looks_back_on=())
    value = uncovered(odd, places=("{years}市",), years=(2021,))
    told = coverage_told.sentence(value, ZH_CN)
    assert told == "没有{years}市的报告；没有2021年的报告；{n}县有2024年的报告。"


def test_whose_an_answer_is():
    inside = AnsweredPlace(place="南京市", report_place="江苏省")
    assert coverage_told.place(inside, ZH_CN) == "南京市（据江苏省的报告）"
    own = AnsweredPlace(place="天津市河北区", report_place="天津市河北区")
    assert coverage_told.place(own, EN) == "天津市河北区"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((), ""),
        ((2021,), "2021"),
        ((2022, 2021), "2021、2022"),
        ((2019, 2020, 2021, 2024), "2019–2021、2024"),
    ],
)
def test_years(values: tuple[int, ...], told: str):
    assert coverage_told.years(values, "、") == told


def test_words_that_the_sentence_tells_are_not_told_again():
    refused = dataclasses.replace(sample(found=False), missing_terms=("火箭", "上海", "2021"))
    assert coverage_told.missing_terms(refused) == ("火箭", "上海", "2021")
    value = uncovered(DISTRICT, places=("上海市",), years=(2021,))
    told = dataclasses.replace(refused, uncovered=value)
    assert coverage_told.missing_terms(told) == ("火箭",)


@pytest.mark.parametrize(
    ("asked", "missing", "told"),
    [
        ("企业亏损了多少?", ("亏损", "企业亏损"), ["亏损"]),  # of which 企业 is there
        ("离婚率是多少?", ("离婚", "离婚率"), ["离婚率"]),
        ("报告讲了哪几个方面?", ("哪几个",), []),  # what asks
        ("孙悟空的兵器?", ("悟空", "孙悟空", "兵器"), ["孙悟空", "兵器"]),
    ],
)
def test_a_word_is_told_as_a_person_names_it(asked: str, missing: tuple[str, ...], told: list[str]):
    refused = dataclasses.replace(sample(found=False), asked=asked, missing_terms=missing)
    assert coverage_told.missing_words(refused) == told
