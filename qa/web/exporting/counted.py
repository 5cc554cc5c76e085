"""A count of a phrase, as it is taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language.text import visible
from qa.web.exporting.content import Content, Quote, base_of, told_within
from qa.web.fragments import addresses, mentioned

if TYPE_CHECKING:
    from qa.mentions.mention import Mention, Mentions, ReportMentions
    from qa.types import Answer
    from qa.web.texts import Texts


def counted(
    answer: Answer, found: Mentions, texts: Texts, *, base: str = "", within: str = ""
) -> Content:
    """What of a count is taken along: each report with how often, and its first sentence.

    Args:
        answer: what the question was understood to be.
        found: the count.
        texts: the texts of the visitor's language.
        base: the address of the page, without which nothing is linked.
        within: what was chosen to search in, in words; empty where that is all.
    """
    base = base_of(base)
    words = texts.mentions
    silent = "、".join(each.title for each in found.silent) if found.reports else ""
    without = f"{words.silent.format(n=len(found.silent))}: {visible(silent)}" if silent else ""
    return Content(
        question=answer.question.strip(),
        understood="",
        lead=(mentioned.told(found, texts), words.exact),
        answer=tuple(
            f"{visible(each.about.title)} · {words.times.format(n=len(each.mentions))}"
            for each in found.reports
        ),
        is_list=True,
        said=(without,) if without else (),
        quotes=tuple(_quote(each, each.mentions[0], texts, base) for each in found.reports),
        pair="",
        others=(),
        within=told_within(within, texts),
    )


def _quote(report: ReportMentions, mention: Mention, texts: Texts, base: str) -> Quote:
    where = texts.citation.format(title=report.about.title, number=mention.number)
    if mention.page is not None:
        where += texts.pages.format(pages=mention.page)
    address = addresses.paragraph(report.about, mention.number)
    return Quote(
        sentence=mention.quote,
        table=None,
        where=visible(where),
        link=f"{base}{address}" if base else "",
    )
