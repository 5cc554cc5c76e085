"""Results as lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.text import visible
from index.types import Document, Passage, Period

if TYPE_CHECKING:
    from qa.service import Facts
    from qa.types import Answer, Hit

_MAX_START_CHARS = 60
_PERIODS = {
    Period.REVIEW: "回顾",
    Period.PLAN: "计划",
    Period.GLOSSARY: "名词解释",
    Period.OTHER: "其他",
}


def answer(value: Answer) -> str:
    """The answer, where it stands, and the passages it was chosen from."""
    if value.found:
        cited = value.citations[0]
        lines = [_bold(value.text), "—— " + _place(cited.document, cited.passage)]
    else:
        lines = [_bold("报告中没有找到答案 (not in the reports)")]
        if value.missing_terms:
            lines.append("报告中没有的词: " + visible(" ".join(value.missing_terms)))
        if value.hits:
            lines.append("最接近的段落:")
    shown = value.hits[1:] if value.found else value.hits
    return "\n".join(lines + [""] * bool(shown) + [hit(each) for each in shown])


def hit(value: Hit) -> str:
    """A passage with its best sentence set off."""
    text = value.passage.text
    mark = value.sentence
    marked = (
        visible(text[: mark.start]) + _bold(text[mark.start : mark.end]) + visible(text[mark.end :])
    )
    place = _place(value.document, value.passage)
    return f"{value.rank}. [{value.similarity:.2f}] {place}\n   {marked}"


def facts(value: Facts) -> str:
    """What an index holds, one fact a line."""
    about = value.manifest
    lines = [
        f"index      {visible(str(value.folder))}",
        f"built      {about.created_at}",
        (
            f"model      {visible(about.model)} ({about.dimension} dimensions, "
            f"fingerprint {about.model_fingerprint[:12]})"
        ),
        f"tokenizer  {about.tokenizer}",
        f"corpus     {visible(', '.join(about.corpus))}",
        (
            f"holds      {about.n_documents} reports, {about.n_passages} passages, "
            f"{about.n_sentences} sentences"
        ),
    ]
    if value.is_stale:
        lines.append("changed    the corpus has changed since; run `wenbao build`")
    for report in value.documents:
        delivered = report.delivered.isoformat() if report.delivered else "?"
        year, place = report.year or "?", report.place or "?"
        lines.append(
            visible(
                f"- {report.title}  [{report.path}]  place {place}, year {year}, "
                f"delivered {delivered}, {report.office or '?'} {report.speaker or '?'}"
            )
        )
    return "\n".join(lines)


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


def _place(document: Document, passage: Passage) -> str:
    """A citation in one line: 《report》第 n 段 · section · period."""
    parts = [f"《{document.title}》第 {passage.number} 段", *passage.section]
    return visible(" · ".join([*parts, _PERIODS[passage.period]]))


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MAX_START_CHARS else line[: _MAX_START_CHARS - 1] + "…"


def _bold(text: str) -> str:
    return click.style(visible(text), bold=True)
