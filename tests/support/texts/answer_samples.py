"""An answer with all that an answer can have, of a report that means harm."""

from __future__ import annotations

import dataclasses

from index.reading.report import parse
from index.reading.splitting import split
from index.types import Aspect, Document, Passage, Period, RecognisedPage, Source
from qa.kinds import Kind
from qa.types import (
    Answer,
    Citation,
    Finding,
    Highlight,
    HighlightKind,
    Hit,
    LegTrace,
    Level,
    OfTable,
    Reason,
    Trace,
    Value,
)

# The answer, the same in the other time, a contradiction, and what else may be meant, each in a
# passage of its own.
PARAGRAPHS = (
    "全县<b>茶园</b>面积力争增长4.5%左右,达到九百亩。其他不变。",
    "全县茶园面积同比增长3%左右。",
    "全县茶园面积增长\x1b[31m6%。",
    "全县<i>果园</i>面积力争增长5%。",
)


def sample(*, found: bool = True, follows_up: bool = False, pages: tuple[int, ...] = ()) -> Answer:
    """The answer to 茶园面积增长目标是多少?, or a refusal of the same question.

    ``pages`` are where the pages of its report begin, where that is known.
    """
    text = "\n".join(("2024年报告", *PARAGRAPHS))
    report = parse(Source(id="x", path="x.txt", text=text, pages=pages))
    of_text = {passage.text: passage for passage in split(report)}
    target, result, other, orchard = (of_text[text] for text in PARAGRAPHS)
    answer = finding(report.document, target, "4.5%左右", Period.PLAN, 2024)
    asked = "茶园面积增长目标是多少?"
    return Answer(
        question="那今年呢? " if follows_up else f" {asked}",
        asked=asked,
        kind=Kind.QUANTITY,
        level=Level.ANSWERED if found else Level.NOT_TOLD,
        text="4.5%左右" if found else "",
        confidence=0.87654 if found else 0.12345,
        citations=(answer.citation,) if found else (),
        value=answer.value if found else None,
        counterpart=(
            finding(report.document, result, "3%左右", Period.REVIEW, 2023) if found else None
        ),
        conflicts=(finding(report.document, other, "6%", Period.PLAN, 2024),) if found else (),
        alternatives=(
            (finding(report.document, orchard, "5%", Period.PLAN, 2024),) if found else ()
        ),
        hits=(hit(report.document, target),),
        missing_terms=() if found else ("火\x1b箭",),
        reason=None if found else Reason.MISSING_TERMS,
    )


def likely() -> Answer:
    """The sentence that likely tells the same question."""
    answer = sample()
    (cited,) = answer.citations
    sentence = cited.passage.sentences[0]
    whole = dataclasses.replace(cited, start=sentence.start, end=sentence.end)
    return dataclasses.replace(
        answer,
        level=Level.LIKELY,
        text=whole.text,
        citations=(whole,),
        value=None,
        counterpart=None,
        conflicts=(),
    )


def said_in(sentence: str, words: str, kind: Kind) -> Answer:
    """An answer of some words of the only sentence of a report."""
    report = parse(Source(id="x", path="x.txt", text=f"2024年报告\n{sentence}"))
    passage = next(each for each in split(report) if sentence in each.text)
    start = passage.start + passage.text.index(words)
    cited = Citation(document=report.document, passage=passage, start=start, end=start + len(words))
    bare = dataclasses.replace(
        sample(), value=None, counterpart=None, conflicts=(), alternatives=()
    )
    return dataclasses.replace(bare, kind=kind, text=words, citations=(cited,))


def off_table(*, found: bool = True) -> Answer:
    """The same question, answered off a table of several reports, or told by none of them."""
    read = OfTable(
        wish="first",
        text="最高的是<b>云溪</b>县",
        question="茶园面积增长目标是多少?",
        warnings=("*青田*县没有写明",),
    )
    return dataclasses.replace(
        sample(found=found),
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        of_table=read,
    )


def by_machine(answer: Answer, confidence: float | None = 0.9349, doubted: str = "") -> Answer:
    """An answer from a page that a machine read, which is not sure of some characters that answer."""

    def of_scan(document: Document) -> Document:
        at = document.text.index(PARAGRAPHS[0])
        return dataclasses.replace(
            document,
            pages=(0,),
            recognised=(RecognisedPage(number=1, confidence=confidence, lowest=confidence),),
            doubtful=tuple(
                (at + i, at + i + 1) for i, c in enumerate(PARAGRAPHS[0]) if c in doubted
            ),
        )

    return dataclasses.replace(
        answer,
        citations=tuple(
            dataclasses.replace(each, document=of_scan(each.document)) for each in answer.citations
        ),
        hits=tuple(
            dataclasses.replace(each, document=of_scan(each.document)) for each in answer.hits
        ),
    )


def finding(
    document: Document, passage: Passage, text: str, period: Period, year: int | None
) -> Finding:
    at = passage.text.index(text)
    return Finding(
        value=Value(
            text=text,
            measure=passage.text[2:at],
            unit="%",
            aspect=Aspect.CHANGE,
            falls=False,
            period=period,
            year=year,
        ),
        citation=Citation(
            document=document,
            passage=passage,
            start=passage.start + at,
            end=passage.start + at + len(text),
        ),
    )


def hit(document: Document, passage: Passage) -> Hit:
    """The passage of the answer: 4.5%左右 in its first sentence."""
    at, end = passage.text.index("4.5%"), passage.text.index("其他")
    return Hit(
        rank=1,
        document=document,
        passage=passage,
        similarity=0.8808,
        highlights=(
            Highlight(start=at, end=at + 6, kind=HighlightKind.ANSWER),
            Highlight(start=0, end=end, kind=HighlightKind.SENTENCE),
            Highlight(start=at - 2, end=at, kind=HighlightKind.TERM),
        ),
        trace=Trace(
            legs=(
                LegTrace(leg="passage vectors", rank=3, similarity=0.87654),
                LegTrace(leg="sentence terms", rank=None, similarity=0.0),
            ),
            matched_terms=("茶园",),
            parts={"own": 0.5, "other period": -1.5, "passage": 3.00004, "nothing": 0.0},
        ),
    )


def outlined() -> Answer:
    """The plan of a report: a heading in a line of its own, and one that begins its paragraph."""
    text = "2024年云溪市政府工作报告\n一、2024年重点工作\n（一）种<b>茶</b>\n茶园扩大。\n（二）养鱼。渔船更新。"
    report = parse(Source(id="x", path="x.txt", text=text))
    passages = [*split(report)][-2:]
    cited = tuple(
        Citation(
            document=report.document,
            passage=passage,
            start=text.index(title),
            end=text.index(title) + len(title),
        )
        for title, passage in zip(("种<b>茶</b>", "养鱼"), passages, strict=True)
    )
    return dataclasses.replace(
        sample(),
        kind=Kind.LIST,
        text="\n".join(each.text for each in cited),
        citations=cited,
        value=None,
        counterpart=None,
        conflicts=(),
        alternatives=(),
        hits=tuple(
            Hit(
                rank=rank,
                document=report.document,
                passage=passage,
                similarity=0.95,
                highlights=(
                    Highlight(start=0, end=len(passage.text), kind=HighlightKind.SENTENCE),
                ),
                trace=Trace(legs=(), matched_terms=(), parts={}),
            )
            for rank, passage in enumerate(passages, start=1)
        ),
    )
