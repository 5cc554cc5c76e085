"""index.reading.extent: where a report begins, and what of its head is a table."""

from __future__ import annotations

import datetime as dt

import pytest

from index.reading import report, splitting
from index.reading.formats.common.lines import Cell, Lines, Row
from index.types import Document, Passage, Source

TITLE = "云溪县2023年国民经济和社会发展统计公报"
FIGURES = (("指标", "绝对数（亿元）"), ("地区生产总值", "125.4"), ("财政收入", "12.6"))


def parsed(
    above: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *below: str
) -> tuple[Document, tuple[Passage, ...]]:
    """A report with a table between some lines."""
    lines = Lines("甲.docx")
    for line in above:
        lines.add(line)
    lines.add_table([Row(cells=tuple(Cell(text=text) for text in row)) for row in rows])
    for line in below:
        lines.add(line)
    extract = lines.extract()
    source = Source(id="0" * 64, path="a.docx", text=extract.text, tables=extract.tables)
    found = report.parse(source)
    return found.document, splitting.split(found)


def only_table(passages: tuple[Passage, ...]) -> Passage:
    (passage,) = [passage for passage in passages if passage.table is not None]
    return passage


@pytest.mark.parametrize("below", [(), ("全年经济平稳运行，民生持续改善。",)])
@pytest.mark.parametrize(
    "above",
    [
        (TITLE,),
        (TITLE, "2024年3月1日"),
        (TITLE, "云溪县统计局", "（2024年3月1日）", "表1 主要指标", "单位：亿元"),
        ("云溪县", "2023年国民经济和社会发展统计公报"),
    ],
)
def test_a_table_right_below_a_title_is_a_table(above: tuple[str, ...], below: tuple[str, ...]):
    document, passages = parsed(above, FIGURES, *below)
    table = only_table(passages)
    assert table.table is not None
    assert [figure.label for figure in table.table.figures] == ["地区生产总值", "财政收入"]
    assert (document.place, document.year) == ("云溪县", 2023)
    assert ("表1" in table.text) == ("表1 主要指标" in above)
    if "2024年3月1日" in "".join(above):
        assert document.delivered == dt.date(2024, 3, 1)


def test_so_is_one_between_the_title_and_the_address():
    document, passages = parsed(
        ("2024年云溪县政府工作报告", "县长 沈禾"),
        FIGURES,
        "各位代表：",
        "全年修路三百里，建桥两座。",
    )
    assert "财政收入" in only_table(passages).text
    assert (document.office, document.speaker) == ("县长", "沈禾")
    assert [document.text[d.start : d.end] for d in document.dropped] == ["各位代表："]


@pytest.mark.parametrize(
    "rows",
    [
        (("发布机构", "云溪县统计局"), ("发布日期", "2024年3月1日"), ("有效性", "有效")),
        (("发布机构：", "云溪县统计局", "发布日期：", "2024年3月1日"),),
        (("2024年3月1日", "云溪县统计局"), ("局长", "沈禾")),
    ],
)
def test_a_table_of_a_page_or_a_masthead_is_of_the_head(rows: tuple[tuple[str, ...], ...]):
    document, _ = parsed((TITLE,), rows, "全年经济平稳运行，民生持续改善。")
    assert document.delivered == dt.date(2024, 3, 1)


def test_a_table_of_words_below_a_title_is_one_too():
    _, passages = parsed((TITLE,), (("任务", "单位"), ("修路", "交通局"), ("建桥", "水利局")))
    assert "水利局" in only_table(passages).text
