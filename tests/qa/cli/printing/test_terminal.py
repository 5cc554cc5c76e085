from __future__ import annotations

import dataclasses

import click
import pytest

from index.reading.report import parse
from index.types import Period, Source
from qa.answer_places import AnsweredPlace, ReportsOf, Uncovered
from qa.cli.printing import passages, terminal
from qa.service import Reading
from qa.types import Answer, Highlight, HighlightKind, Reason, Trace
from tests.support.tables.answers import long_table, table_answer
from tests.support.texts.answer_samples import by_machine, likely, outlined, sample


def shown(answer: Answer, *, explain: bool = False) -> list[str]:
    return click.unstyle(terminal.answer(answer, explain=explain)).splitlines()


def test_the_figure_what_it_says_where_it_stands_and_what_stands_beside_it():
    assert shown(sample())[:9] == [
        "4.5%左右",
        "4.5%左右 · <b>茶园</b>面积力争增长 · 2024年目标",
        "—— 《2024年报告》第 1 段 · 其他",
        "另一时期: 3%左右 · 茶园面积同比增长 · 2023年 — 第 2 段",
        "注意: 报告中另有不同的数字:",
        "  6% · 茶园面积增长<U+001B>[31m · 2024年目标 — 《2024年报告》第 3 段 · 其他",
        "注意: 所问也可能是下列数字, 请核对:",
        "  5% · <i>果园</i>面积力争增长 · 2024年目标 — 《2024年报告》第 4 段 · 其他",
        "",
    ]


def test_what_was_understood_is_told_only_where_it_is_not_what_was_typed():
    assert shown(sample(follows_up=True))[0] == "理解为: 茶园面积增长目标是多少?"
    assert not any("理解为" in line for line in shown(sample()))


def test_an_answer_that_is_no_figure_has_no_line_of_its_value():
    answer = dataclasses.replace(
        sample(), value=None, counterpart=None, conflicts=(), alternatives=()
    )
    assert shown(answer)[:2] == ["4.5%左右", "—— 《2024年报告》第 1 段 · 其他"]


@pytest.mark.parametrize(
    ("year", "period", "told"),
    [
        (2023, Period.REVIEW, " · 2023年"),
        (None, Period.OTHER, ""),
        (2020, Period.OTHER, " · 2020年"),
    ],
)
def test_only_what_is_known_of_the_time_is_told(year: int | None, period: Period, told: str):
    answer = sample()
    assert answer.value is not None
    value = dataclasses.replace(answer.value, measure="面积", year=year, period=period)
    assert shown(dataclasses.replace(answer, value=value))[1] == f"4.5%左右 · 面积{told}"


def test_a_value_is_one_line():
    answer = sample()
    assert answer.value is not None
    value = dataclasses.replace(answer.value, measure="面积\n增长")
    assert shown(dataclasses.replace(answer, value=value))[1].startswith("4.5%左右 · 面积 增长 · ")


def test_a_refusal_is_an_honest_no():
    assert shown(sample(found=False))[:4] == [
        "报告中没有找到答案 (not in the reports)",
        "报告中没有的词: 火<U+001B>箭",
        "最接近的段落:",
        "",
    ]


def test_a_sentence_that_likely_tells_is_quoted_whole_and_called_so():
    assert shown(likely())[:5] == [
        "报告没有直接写明, 最相关的一句是 (not told outright; the nearest sentence):",
        "“全县<b>茶园</b>面积力争增长4.5%左右,达到九百亩。”",
        "—— 《2024年报告》第 1 段 · 其他",
        "报告中另有相近的数字:",
        "  5% · <i>果园</i>面积力争增长 · 2024年目标 — 《2024年报告》第 4 段 · 其他",
    ]


def test_a_sentence_of_which_a_digit_is_doubtful_is_called_so():
    assert "识读存疑: 请对照原件核对数字" in shown(by_machine(likely(), doubted="4"))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason.OTHER_YEAR, "所问年份的内容, 报告里没有"),
        (Reason.OTHER_PLACE, "所问地区的报告没有收录"),
        (Reason.MANY_REPORTS, "这个问题要比较多份报告, 问报一次只引一处: 请指明地区"),
    ],
)
def test_a_refusal_says_why_and_what_could_be_asked_instead(reason: Reason, told: str):
    answer = dataclasses.replace(
        sample(found=False), reason=reason, missing_terms=(), instead=("去年茶园\x1b增长多少?",)
    )
    assert shown(answer)[:5] == [
        "报告中没有找到答案 (not in the reports)",
        told,
        "可以改问:",
        "  去年茶园<U+001B>增长多少?",
        "最接近的段落:",
    ]


def test_the_answer_is_bold_in_its_underlined_sentence():
    hit = sample().hits[0]
    _, line = passages.hit(hit).splitlines()
    assert line == "   " + (
        click.style("全县<b>茶园</b>面积力争增长", underline=True)
        + click.style("4.5%左右", bold=True, underline=True)
        + click.style(",达到九百亩。", underline=True)
        + "其他不变。"
    )


def test_a_passage_cannot_command_the_terminal():
    answer = sample()
    hit = dataclasses.replace(
        answer.hits[0],
        passage=answer.conflicts[0].citation.passage,
        highlights=(Highlight(start=0, end=3, kind=HighlightKind.ANSWER),),
    )
    assert "\x1b[31m" not in passages.hit(hit)
    assert "<U+001B>[31m6%" in passages.hit(hit)


def test_an_explanation_adds_up():
    assert shown(sample(), explain=True)[-8:] == [
        "     adds to the log-odds that it answers",
        "       passage             +3.000",
        "       other period        -1.500",
        "       own                 +0.500",
        "       = sum               +2.000 -> chance 0.88",
        "     seen by the legs        rank  similarity",
        "       passage vectors          3      0.8765",
        "       sentence terms           -      0.0000",
    ]


def test_an_explanation_of_nothing_is_a_sum_of_nothing():
    hit = dataclasses.replace(sample().hits[0], trace=Trace(legs=(), matched_terms=(), parts={}))
    assert any("= sum" in line and "+0.000" in line for line in passages.explanation(hit))


def test_a_table_is_aligned_and_its_figure_told_with_the_unit_of_its_head():
    lines = shown(table_answer())
    assert lines[:2] == ["52.5", "52.5 吨 · 茶叶产量 · 2023年"]
    assert lines[-5:] == [
        "   表1 2023年<b>产量</b>",
        "   品种   2023年",
        "          产量（吨）  <i>增长</i>（%）",
        "   茶|叶  52.5        -2.4",
        "   蜂蜜   7",
    ]


def test_a_part_of_a_table_shows_the_heads_that_stand_before_it():
    _, second = long_table()
    hit = dataclasses.replace(sample().hits[0], passage=second, highlights=())
    assert click.unstyle(passages.hit(hit)).splitlines()[1:3] == [
        "   井      深（米）",
        "   15号井  3015",
    ]


def test_what_answers_in_a_table_is_bold():
    assert "\x1b[1m\x1b[4m52.5\x1b[0m" in passages.hit(table_answer().hits[0])


def test_what_a_machine_read_is_marked():
    lines = shown(by_machine(sample()))
    assert lines[2] == "—— 《2024年报告》第 1 段（第 1 页）（机器识读，置信度 93%） · 其他"
    assert any(
        line.startswith("1. [0.88] 《2024年报告》第 1 段（第 1 页）（机器识读") for line in lines
    )
    assert not any("存疑" in line for line in lines)
    assert "（机器识读） · 其他" in shown(by_machine(sample(), None))[2]


def test_a_doubtful_digit_of_the_answer_is_told():
    assert shown(by_machine(sample(), doubted="4"))[2] == "识读存疑: 请对照原件核对数字"
    assert not any("存疑" in line for line in shown(by_machine(sample(), doubted="九")))


def test_a_reading_tells_what_was_read_by_machine():
    report = parse(
        Source(
            id="x",
            path="x.pdf",
            text="甲。",
            recognised=by_machine(sample()).hits[0].document.recognised,
        )
    )
    told = terminal.reading(Reading(report=report, warnings=()))
    assert "  by OCR   1 page, confidence 93% or more\n" in f"{told}\n"


def uncovered() -> Uncovered:
    there = ReportsOf(place="云溪\x1b[31m县", years=(2024,), looks_back_on=(2023,))
    return Uncovered(places=(), years=(2021,), of=(), there=(there,), n_places=1)


def test_a_refusal_tells_what_is_there():
    lines = shown(dataclasses.replace(sample(found=False), uncovered=uncovered()))
    assert lines[1] == "没有2021年的报告；云溪<U+001B>[31m县有2024年的报告（回顾2023年）。"


def test_an_answer_tells_what_of_the_question_no_report_covers():
    assert shown(dataclasses.replace(sample(), uncovered=uncovered()))[2].startswith("没有2021年")


def test_whose_an_answer_is():
    place = AnsweredPlace(place="白鹭\x07镇", report_place="云溪县")
    told = "白鹭<U+0007>镇（据云溪县的报告）"
    assert f" · {told} · 2024年" in shown(dataclasses.replace(sample(), place=place))[1]
    name = dataclasses.replace(
        sample(), value=None, counterpart=None, conflicts=(), alternatives=(), place=place
    )
    assert shown(name)[1] == told


def test_each_member_of_an_outline_has_its_paragraph_in_its_line():
    lines = shown(outlined(), explain=True)
    assert lines[:2] == ["种<b>茶</b> — 第 1 段", "养鱼 — 第 2 段"]
    assert not any("log-odds" in line for line in lines)
