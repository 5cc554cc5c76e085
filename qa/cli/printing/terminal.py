"""Results as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language.text import visible
from index.reading.tables.grid import grid_of
from index.types import Document, Passage, Period
from qa import titles
from qa.answering import coverage_told, value_times
from qa.answering.highlights import runs, within
from qa.cli.printing import coverage, recognised
from qa.plurals import counted
from qa.types import HighlightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.storage.checkup import Checkup
    from index.table_types import TablePart
    from qa.service import IndexInfo, Reading
    from qa.types import Answer, Citation, Highlight, Hit, Value, Version

_MAX_START_CHARS = 60
_PERIODS = {
    Period.REVIEW: "回顾",
    Period.PLAN: "计划",
    Period.GLOSSARY: "名词解释",
    Period.OTHER: "其他",
}


def answer(value: Answer, *, explain: bool = False) -> str:
    """The answer, what it says and where it stands, and the passages it was chosen from.

    Args:
        value: the answer.
        explain: also tell why each passage stands where it stands.
    """
    lines = []
    if value.is_rewritten:
        lines.append("理解为: " + visible(value.asked))
    lines += _answered(value) if value.found else _refused(value)
    return "\n".join(
        lines + [""] * bool(value.hits) + [hit(each, explain=explain) for each in value.hits]
    )


def hit(value: Hit, *, explain: bool = False) -> str:
    """A passage with its best sentence underlined, in which what answers is bold.

    Args:
        value: the passage.
        explain: also tell why it stands where it stands.
    """
    marks = [mark for mark in value.highlights if mark.kind is not HighlightKind.TERM]
    if value.passage.table is None:
        marked = _marked(value.passage.text, marks)
    else:
        marked = "\n   ".join(_table(value.passage, value.passage.table, marks))
    place = _place(value.document, value.passage, *(each.document for each in value.versions))
    why = explanation(value) if explain else []
    also = [f"   {_version(value, each)}" for each in value.versions]
    head = f"{value.rank}. [{value.similarity:.2f}] {place}"
    return "\n".join([head, f"   {marked}", *also, *why])


def _marked(text: str, marks: Sequence[Highlight]) -> str:
    """A text with its best sentence underlined, in which what answers is bold."""
    return "".join(
        click.style(
            visible(piece),
            bold=HighlightKind.ANSWER in kinds or None,
            underline=HighlightKind.SENTENCE in kinds or None,
        )
        if kinds
        else visible(piece)
        for piece, kinds in runs(text, marks)
    )


def _table(passage: Passage, table: TablePart, marks: Sequence[Highlight]) -> list[str]:
    """The lines of a table, its columns one below the other."""
    grid = grid_of(passage, table)
    n_columns = max(map(len, table.rows), default=0)
    rows = []
    for row in (*grid.heads, *grid.rows):
        told = [""] * n_columns
        for cell in row:
            is_inside = cell.end > 0
            told[cell.column] = (
                _piece(passage, cell.start, cell.end, marks) if is_inside else visible(cell.text)
            )
        rows.append(told)
    import tabulate  # noqa: PLC0415 - most answers show no table

    aligned = tabulate.tabulate(rows, tablefmt="plain", disable_numparse=True)
    captions = [_piece(passage, *line, marks) for line in grid.lines]
    return [*captions, *aligned.split("\n")]


def _piece(passage: Passage, start: int, end: int, marks: Sequence[Highlight]) -> str:
    return _marked(passage.text[start:end], within(marks, start, end))


def _version(hit: Hit, version: Version) -> str:
    """Where nearly the same stands; its words where they are others."""
    where = _place(version.document, version.passage, hit.document)
    if not version.differs:
        return f"另见: {where}"
    return f"另见 (文字有出入): {where}  | {visible(_start(version.passage.text))}"


def explanation(value: Hit) -> list[str]:
    """Why a passage stands where it stands: what adds to its log-odds, and how each leg saw it."""
    parts = sorted(value.trace.parts.items(), key=lambda part: -abs(part[1]))
    names = ["seen by the legs", *value.trace.parts, *(leg.leg for leg in value.trace.legs)]
    width = max(map(len, names))
    total = sum(value.trace.parts.values())
    return [
        visible(f"     {line}")
        for line in (
            "adds to the log-odds that it answers",
            *(f"  {name:<{width}}  {part:+8.3f}" for name, part in parts if part),
            f"  {'= sum':<{width}}  {total:+8.3f} -> chance {value.similarity:.2f}",
            f"{'seen by the legs':<{width}}        rank  similarity",
            *(
                f"  {leg.leg:<{width}}  {leg.rank or '-':>8}  {leg.similarity:>10.4f}"
                for leg in value.trace.legs
            ),
        )
    ]


def checkup(value: Checkup) -> str:
    """What of an index is damaged, a file a line; else how much was read."""
    if value.damages:
        mend = "run `wenbao build`, or make the bundle anew with `wenbao export`"
        lines = [*value.damages, f"{len(value.damages)} of {value.n_files} files damaged: {mend}"]
        return "\n".join(map(visible, lines))
    return f"all {value.n_files} files are what was written ({value.n_bytes} bytes)"


def index_info(value: IndexInfo) -> str:
    """What an index holds, a line each."""
    about = value.manifest
    lines = [
        f"index      {value.folder}",
        f"built      {about.created_at}",
        (
            f"model      {about.model} ({counted(about.dimension, 'dimension')}, "
            f"fingerprint {about.model_fingerprint[:12]})"
        ),
        f"search     passages {about.passage_search}; sentences {about.sentence_search}",
        f"tokenizer  {about.tokenizer}",
        f"corpus     {', '.join(about.corpus)}",
        (
            f"holds      {counted(about.n_documents, 'report')}, "
            f"{counted(about.n_passages, 'passage')}, {counted(about.n_sentences, 'sentence')}"
        ),
    ]
    trouble = value.reader_trouble
    lines.append(f"2nd reader {visible(f'does not work: {trouble}') if trouble else 'works'}")
    if value.away:
        away = ", ".join(path.as_posix() for path in value.away)
        lines.append(f"away       {away}: no change is followed until it can be reached")
    if value.is_stale:
        lines.append("changed    the corpus has changed since; run `wenbao build`")
    for report in value.documents:
        delivered = report.delivered.isoformat() if report.delivered else "?"
        year, place = report.year or "?", report.place or "?"
        lines.append(
            f"- {report.title}  [{report.path}]  place {place}, year {year}, "
            f"delivered {delivered}, {report.office or '?'} {report.speaker or '?'}"
            f"{recognised.count(report)}"
        )
    for of_one in value.versions:
        paths = ", ".join(report.path for report in of_one)
        lines.append(f"versions   of one report, told together: {paths}")
    return "\n".join(map(visible, lines))


def reading(value: Reading) -> str:
    """What a file is taken for, a line for each of its facts."""
    report = value.report.document
    covers = f", covers {report.covers[0]} to {report.covers[1]}" if report.covers else ""
    delivered = report.delivered.isoformat() if report.delivered else "?"
    n_dropped = counted(len(report.dropped), "line")
    lines = [
        report.path,
        f"  title    {report.title}",
        f"  kind     {report.kind.value or '?'}",
        f"  place    {report.place or '?'} ({report.level.value or '?'})",
        f"  year     {report.year or '?'}{covers}",
        f"  date     {delivered}",
        f"  speaker  {' '.join(filter(None, (report.office, report.speaker))) or '?'}",
        f"  holds    {counted(len(value.report.paragraphs), 'paragraph')}, {n_dropped} dropped",
        *recognised.lines(report),
        *(f"  warning  {line}" for line in value.warnings),
    ]
    return "\n".join(map(visible, lines))


def kept(document: Document, passage: Passage) -> str:
    """A passage in the list of what was kept."""
    section = " / ".join(passage.section) or "-"
    period = _PERIODS[passage.period]
    return visible(
        f"{document.path}  §{passage.number}  {period}  {section}  | {_start(passage.text)}"
    )


def dropped(document: Document, text: str, reason: str) -> str:
    """A line in the list of what was dropped."""
    return visible(f"{document.path}  dropped ({reason})  | {_start(text)}")


def _answered(value: Answer) -> list[str]:
    cited = value.citations[0]
    beside = value.counterpart
    lines = [_bold(value.text)]
    if value.value:
        lines.append(_figure(value.value, coverage.place(value)))
    elif value.place:
        lines.append(visible(coverage.place(value)))
    lines += coverage.lines(value)
    if any(citation.is_doubtful for citation in value.citations):
        lines.append(click.style("识读存疑: 请对照原件核对数字", fg="yellow", bold=True))
    others_documents = (each.citation.document for each in (*value.conflicts, *value.alternatives))
    lines.append("—— " + _place(cited.document, cited.passage, *others_documents))
    if beside:
        number = beside.citation.passage.number
        lines.append(f"另一时期: {_figure(beside.value)} — 第 {number} 段")
    for warning, others in (
        ("注意: 报告中另有不同的数字:", value.conflicts),
        ("注意: 所问也可能是下列数字, 请核对:", value.alternatives),
    ):
        if others:
            lines.append(click.style(warning, fg="yellow", bold=True))
            lines += [
                f"  {_figure(each.value)} — {_cited(each.citation, cited.document)}"
                for each in others
            ]
    return lines


def _refused(value: Answer) -> list[str]:
    if value.takes_reckoning:
        figures = (
            f"  {_figure(each.value)} — {_cited(each.citation)}" for each in value.alternatives
        )
        return [
            _bold("问报只引原文, 不作计算和比较 (wenbao quotes, it does not reckon):"),
            *figures,
        ]
    lines = [_bold("报告中没有找到答案 (not in the reports)")]
    lines += coverage.lines(value)
    if missing := coverage_told.missing_terms(value):
        lines.append("报告中没有的词: " + visible(" ".join(missing)))
    if value.alternatives:
        lines.append("报告写明的与所问不全相同, 是下列数字:")
        lines += [
            f"  {_figure(each.value)} — {_cited(each.citation)}" for each in value.alternatives
        ]
    if value.hits:
        lines.append("最接近的段落:")
    return lines


def _figure(value: Value, place: str = "") -> str:
    """What a figure says in one line: 383家 · whose it is · what it measures · its time."""
    time = value_times.told(value, value_times.CHINESE)
    said = (value.with_unit, "" if place else value.subject, value.measure, place, time)
    return visible(" · ".join(" ".join(part.split()) for part in said if part))


def _cited(citation: Citation, *beside: Document) -> str:
    return _place(citation.document, citation.passage, *beside)


def _place(document: Document, passage: Passage, *beside: Document) -> str:
    """A citation in one line: 《report》第 n 段 · section · period; ``beside`` are named as well."""
    pages = document.pages_of(passage.start, passage.end)
    on_pages = f"（第 {titles.pages(*pages)} 页）" if pages else ""
    on_pages += recognised.mark(document, passage)
    title = titles.beside(document, *beside)
    parts = [f"《{title}》第 {passage.number} 段{on_pages}", *passage.section]
    return visible(" · ".join([*parts, _PERIODS[passage.period]]))


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_START_CHARS else line[: _MAX_START_CHARS - 1] + "…"


def _bold(text: str) -> str:
    return click.style(visible(text), bold=True)
