"""The words in which a table is told, in the reports' language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qa.tables.values import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import About
    from qa.tables.values import Cell, Row, Table
    from qa.types import Citation, TableLine

MARKS: Mapping[Mark, str] = {
    Mark.RANGE: "区间",
    Mark.AT_LEAST: "下限",
    Mark.AT_MOST: "上限",
    Mark.ABOUT: "约数",
    Mark.ESTIMATE: "预计数",
    Mark.IN_WORDS: "文字表述",
    Mark.OTHER_UNIT: "单位不同",
    Mark.OTHER_ASPECT: "口径不同",
    Mark.OTHER_TIME: "时段不同",
    Mark.OTHER_STATUS: "目标与完成数不同列",
    Mark.PART: "分组数据",
    Mark.CONFLICT: "报告内另有数字",
    Mark.DOUBTFUL: "识读存疑",
}
FALLS = "下降"
LEVELS = {"given": "写明", "likely": "可能", "not told": "未写明"}
PERIODS = {"review": "已完成", "plan": "目标", "glossary": "名词解释", "other": ""}
# What a spreadsheet has of a cell, and what it is called there.
SHEET_FIELDS = (
    ("place", "地区"),
    ("year", "报告年份"),
    ("column", "指标"),
    ("text", "原文数字"),
    ("value", "数值"),
    ("high", "数值上限"),
    ("unit", "单位"),
    ("of_year", "所属年份"),
    ("period", "时期"),
    ("measure", "原文指标"),
    ("level", "是否写明"),
    ("marks", "备注"),
    ("near", "相近数字"),
    ("quote", "引文"),
    ("title", "报告"),
    ("path", "文件"),
    ("paragraph", "段落"),
    ("page", "页码"),
)
PLACE, REPORT_YEAR, NUMBER, REMARK = "地区", "报告年份", "数值", "备注"
SHEETS = ("对照表", "明细", "说明")
QUESTION, ASKED, COMPLETE, NOTE, RESULT = "问题", "各报告所问", "完整性", "注意", "结果"
MAY_BE_MISSED = "“未写明”是逐份报告认出来的，措辞特殊的可能漏认"
NOTHING_COMPARABLE = "没有可以互相比较的数字"
NOTHING_RECKONED = "只列出各报告写明的数字，不作合计或平均"
_SHOWN = 12  # reports that are named in one line


def where(citation: Citation) -> str:
    """Where a figure stands: report, paragraph, and page where it has one."""
    page = citation.document.page_of(citation.start)
    on_page = f"（第 {page} 页）" if page else ""
    return f"《{citation.document.title}》第 {citation.passage.number} 段{on_page}"


def remarks(cell: Cell) -> tuple[str, ...]:
    """What makes a cell less than comparable; before it that a change is one downwards."""
    falls = cell.value is not None and cell.value.falls
    return ((FALLS,) if falls else ()) + tuple(MARKS[mark] for mark in cell.marks)


def marks(cell: Cell) -> str:
    """The same in one phrase."""
    return "、".join(remarks(cell))


def left_out(n: int) -> str:
    """Reports of other places or years than those that are asked about."""
    return f"另有 {n} 份报告不属于所问的地区或年份，未列入"


def completeness(n_reports: int, n_told: int) -> str:
    """31 份报告，30 份写明，1 份未写明."""
    return f"{n_reports} 份报告，{n_told} 份写明，{n_reports - n_told} 份未写明"


def without_completeness(text: str, n_reports: int, n_told: int) -> str:
    """A result without what it says of completeness; empty where it says nothing else."""
    told = completeness(n_reports, n_told)
    return "" if text == told else text.removesuffix(f"（{told}）")


def of_table(table: Table) -> list[str]:
    """How complete each column of a table is, a line each."""
    lines = [completeness(len(table.rows), table.n_told(k)) for k in range(len(table.columns))]
    if len(lines) == 1:
        return lines
    return [f"{column.name}：{line}" for column, line in zip(table.columns, lines, strict=True)]


def labels(column: Sequence[tuple[Row, Cell]]) -> Mapping[str, str]:
    """What to call each report of a column, by its id: its place, with what else tells it from others."""
    abouts = [row.about for row, _ in column]
    n_named = Counter(map(_name, abouts))
    n_of_year = Counter((_name(about), about.year) for about in abouts)

    def label(about: About) -> str:
        name = _name(about)
        if n_named[name] == 1:
            return name
        if about.year is not None and n_of_year[name, about.year] == 1:
            return f"{name}{about.year}年"
        return f"{about.title} [{about.path}]"

    return {about.id: label(about) for about in abouts}


def _name(about: About) -> str:
    return about.place or about.title


def is_one_place(column: Sequence[tuple[Row, Cell]]) -> bool:
    """Whether all rows are of one place."""
    return len({row.about.place for row, _ in column}) == 1


def of_line(line: TableLine) -> str:
    """A report with its figure, and what is to be known of it."""
    marks = f"（{'、'.join(line.marks)}）" if line.marks else ""
    return f"{line.place} {line.text or LEVELS['not told']}{marks}"


def named(lines: Sequence[TableLine], *, with_text: bool = False, most: int = 100) -> str:
    """Reports by their places, the first few of very many."""
    shown = [f"{each.place}（{each.text}）" if with_text else each.place for each in lines[:most]]
    more = f" 等 {len(lines)} 份" if len(lines) > most else ""
    return "、".join(shown) + more


def first(lines: Sequence[TableLine], *, is_lowest: bool) -> str:
    """The highest or the lowest; several where they are equal."""
    tie = f"，{len(lines)} 份并列" if len(lines) > 1 else ""
    return f"{'最低' if is_lowest else '最高'}：{named(lines, with_text=True)}{tie}"


def order(lines: Sequence[TableLine], n: int | None, *, is_lowest: bool) -> str:
    """An order, with the places that ties share."""
    way = "从低到高" if is_lowest else "从高到低"
    told = "；".join(f"{each.rank}. {of_line(each)}" for each in lines)
    tie = f"（并列，共 {len(lines)} 份）" if n is not None and len(lines) > n else ""
    return f"{way}：{told}{tie}"


def place(lines: Sequence[TableLine], ranks: Sequence[tuple[int, Row, Cell]], asked: str) -> str:
    """Which place a report has among all."""
    if not lines:
        return f"{asked}没有可以排序的数字"
    own = lines[0]
    n_alike = sum(rank == own.rank for rank, _, _ in ranks)
    tie = f"，与另外 {n_alike - 1} 份并列" if n_alike > 1 else ""
    return f"{own.place}（{own.text}）从高到低排第 {own.rank} 位{tie}，共 {len(ranks)} 份可比"


def told(lines: Sequence[TableLine], *, is_told: bool) -> str:
    """Which reports tell it, or do not."""
    how = LEVELS["given" if is_told else "not told"]
    return f"{len(lines)} 份{how}：{named(lines)}" if lines else f"没有一份报告{how}"


def members(lines: Sequence[TableLine], condition: str) -> str:
    """Which reports meet a condition, and how many they are."""
    if not lines:
        return f"没有一份报告符合“{condition}”"
    return f"{len(lines)} 份符合“{condition}”：{named(lines, with_text=True)}"


def moved(lines: Sequence[TableLine], n_pairs: int, *, is_lower: bool) -> str:
    """Whose figure is another than in the report of the year before."""
    way = "下调" if is_lower else "上调"
    if not n_pairs:
        return "没有一个地区有前后两年的报告可比"
    if not lines:
        return f"{n_pairs} 个可比的地区都没有{way}"
    return f"{n_pairs} 个可比的地区中 {len(lines)} 个{way}：{named(lines, with_text=True)}"


def _warning(lines: Sequence[TableLine], text: str, *, with_text: bool = True) -> list[str]:
    return [f"{text}：{named(lines, with_text=with_text, most=_SHOWN)}"] if lines else []


def absent(lines: Sequence[TableLine]) -> list[str]:
    """Reports that do not tell."""
    return _warning(lines, f"{len(lines)} 份未写明", with_text=False)


def incomparable(lines: Sequence[TableLine]) -> list[str]:
    """Reports whose figures cannot be held against the others."""
    if not lines:
        return []
    shown = "、".join(map(of_line, lines[:_SHOWN]))
    return [f"{len(lines)} 份不可比，未参与比较：{shown}"]


def inexact(lines: Sequence[TableLine]) -> list[str]:
    """Reports whose figures are bounds or ranges."""
    return _warning(lines, f"{len(lines)} 份写的是上下限或区间，按所写数字比较")


def likely(lines: Sequence[TableLine]) -> list[str]:
    """Reports whose figures should be looked at."""
    return _warning(lines, f"{len(lines)} 份把握不大，请核对原文")


def about_the_bound(lines: Sequence[TableLine]) -> list[str]:
    """Reports that are counted although their figure is only about the bound."""
    return _warning(lines, f"{len(lines)} 份写的是约数，按所写数字计入")


def on_the_edge(lines: Sequence[TableLine]) -> list[str]:
    """Reports of which it cannot be told whether they meet a condition."""
    return _warning(lines, f"{len(lines)} 份仅凭所写数字不能断定，未计入")


def unsure_whether_told(
    column: Sequence[tuple[Row, Cell]], unsure: Sequence[tuple[Row, Cell]]
) -> list[str]:
    """Reports that tell something near to what is asked, or may tell it."""
    names = labels(column)
    shown = []
    for row, cell in unsure[:_SHOWN]:
        text = cell.text or "、".join(each.value.text for each in cell.near)
        shown.append(f"{names[row.about.id]}（{text}）")
    return [f"{len(unsure)} 份有相近或把握不大的数字，请核对：{'、'.join(shown)}"] if shown else []


def no_report(name: str) -> str:
    """A place that is asked about and has no report."""
    return f"没有{name}的报告"


def gaps(column: Sequence[tuple[Row, Cell]]) -> list[str]:
    """The years between the first and the last of a place that no report is of."""
    years: dict[str, set[int]] = {}
    for row, _ in column:
        if row.about.year is not None:
            years.setdefault(row.about.place, set()).add(row.about.year)
    lines = []
    for place_name, known in years.items():
        lacking = [str(y) for y in range(min(known), max(known)) if y not in known]
        if lacking:
            lines.append(f"{place_name}缺 {'、'.join(lacking[:_SHOWN])} 年的报告")
    return lines


def no_year_before(column: Sequence[tuple[Row, Cell]], rows: Sequence[Row]) -> list[str]:
    """Places that cannot be compared with the year before."""
    names = labels(column)
    shown = "、".join(names[row.about.id] for row in rows[:_SHOWN])
    more = f" 等 {len(rows)} 份" if len(rows) > _SHOWN else ""
    return [f"缺上一年的报告或数字，不能比较：{shown}{more}"] if rows else []


OFFER = "问题没有指明地区，其他地区的报告也可能有答案：wenbao table 可列出每份报告的数字"
