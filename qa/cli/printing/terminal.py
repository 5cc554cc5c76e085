"""Results as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language.text import visible
from qa.answering import coverage_told, value_times
from qa.cli.printing import coverage, passages, recognised
from qa.listing.members import is_cited_each
from qa.plurals import counted
from qa.tables.wording.chinese import CHINESE
from qa.types import Level, Reason

if TYPE_CHECKING:
    from index.storage.checkup import Checkup
    from index.types import Document, Passage
    from qa.service import IndexInfo, Reading
    from qa.types import Answer, Citation, Value

_DOUBTFUL = "识读存疑: 请对照原件核对数字"
_REASONS = {
    Reason.OTHER_YEAR: "所问年份的内容, 报告里没有",
    Reason.OTHER_PLACE: "所问地区的报告没有收录",
    Reason.MANY_REPORTS: "这个问题要比较多份报告, 问报一次只引一处: 请指明地区",
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
    lines += _TOLD[value.level](value)
    return "\n".join(
        lines
        + [""] * bool(value.hits)
        + [passages.hit(each, explain=explain) for each in value.hits]
    )


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
        f"index      {value.index}",
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
    period = passages.PERIODS[passage.period]
    return visible(
        f"{document.path}  §{passage.number}  {period}  {section}  | {passages.start(passage.text)}"
    )


def dropped(document: Document, text: str, reason: str) -> str:
    """A line in the list of what was dropped."""
    return visible(f"{document.path}  dropped ({reason})  | {passages.start(text)}")


def _answered(value: Answer) -> list[str]:
    cited = value.citations[0]
    beside = value.counterpart
    lines = [_bold(value.text.replace("\t", "  "))]  # a row of a table
    if is_cited_each(value):
        told = ((each.text, each.passage.number) for each in value.citations)
        lines = [f"{_bold(' '.join(text.split()))} — 第 {number} 段" for text, number in told]
    if value.value:
        lines.append(_figure(value.value, coverage.place(value)))
    elif value.place:
        lines.append(visible(coverage.place(value)))
    lines += coverage.lines(value)
    if any(citation.is_doubtful for citation in value.citations):
        lines.append(click.style(_DOUBTFUL, fg="yellow", bold=True))
    others_documents = (each.citation.document for each in (*value.conflicts, *value.alternatives))
    lines.append("—— " + passages.place(cited.document, cited.passage, *others_documents))
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


def _likely(value: Answer) -> list[str]:
    cited = value.citations[0]
    lines = [_bold("报告没有直接写明, 最相关的一句是 (not told outright; the nearest sentence):")]
    lines.append(f"“{visible(' '.join(value.text.split()))}”")
    if cited.is_doubtful:
        lines.append(click.style(_DOUBTFUL, fg="yellow", bold=True))
    lines.append("—— " + passages.place(cited.document, cited.passage))
    return lines + _near(value, cited.document)


def _near(value: Answer, *beside: Document) -> list[str]:
    """The figures that differ in one thing alone from what is asked."""
    if not value.alternatives:
        return []
    told = (
        f"  {_figure(each.value)} — {_cited(each.citation, *beside)}" for each in value.alternatives
    )
    return ["报告中另有相近的数字:", *told]


def _refused(value: Answer) -> list[str]:
    if value.takes_reckoning:
        figures = (
            f"  {_figure(each.value)} — {_cited(each.citation)}" for each in value.alternatives
        )
        return [
            _bold("问报只引原文, 不作计算和比较 (wenbao quotes, it does not reckon):"),
            *figures,
        ]
    if value.is_offer:
        lines = [_bold(f"{CHINESE.offer} (which place?)")]
    else:
        lines = [_bold("报告中没有找到答案 (not in the reports)")]
    lines += coverage.lines(value)
    if not value.is_offer and value.reason in _REASONS and not value.uncovered:
        lines.append(_REASONS[value.reason])
    if missing := coverage_told.missing_words(value):
        lines.append("报告中没有的词: " + visible(" ".join(missing)))
    lines += _near(value)
    if value.instead:
        lines += ["可以改问:", *(f"  {visible(each)}" for each in value.instead)]
    if value.hits:
        lines.append("最接近的段落:")
    return lines


_TOLD = {Level.ANSWERED: _answered, Level.LIKELY: _likely, Level.NOT_TOLD: _refused}


def _figure(value: Value, place: str = "") -> str:
    """What a figure says in one line: 383家 · whose it is · what it measures · its time."""
    time = value_times.told(value, value_times.CHINESE)
    said = (value.with_unit, "" if place else value.subject, value.measure, place, time)
    return visible(" · ".join(" ".join(part.split()) for part in said if part))


def _cited(citation: Citation, *beside: Document) -> str:
    return passages.place(citation.document, citation.passage, *beside)


def _bold(text: str) -> str:
    return click.style(visible(text), bold=True)
