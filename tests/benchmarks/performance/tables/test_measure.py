"""benchmarks.performance.tables.measure: reports are cut to what a table may find something in."""

from __future__ import annotations

from benchmarks.performance.tables.measure import shortened

TEXT = "\n".join(
    (
        "2031年云溪县政府工作报告",
        "一、2030年工作回顾",
        "这一段没有数字，只有许多话，说了很久也没有说到一个数。" * 2,
        "全县粮食产量24万吨，增长1.2%，地区生产总值增长5.2%，财政收入增长3%。",
        "全县新增就业3000人，比上年多200人，这一段比上一段少一些数字。",
        "二、2031年工作安排",
    )
)


def test_headings_stay_and_paragraphs_with_most_figures():
    cut = shortened(TEXT, 4).split("\n")
    assert cut == [line for line in TEXT.split("\n") if line in cut]
    assert [line[:4] for line in cut] == ["2031", "一、20", "全县粮食", "二、20"]


def test_a_short_report_stays_whole():
    assert shortened(TEXT, 100) == TEXT
