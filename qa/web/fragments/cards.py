"""The sources pane: a card for each passage that was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.types import Citation, HighlightKind
from qa.web.fragments import citations, periods, quotation
from qa.web.fragments.html import element, escape, join, marked
from qa.web.fragments.why import why

if TYPE_CHECKING:
    from index.types import Passage
    from qa.types import Answer, Hit, Version
    from qa.web.fragments.html import Html
    from qa.web.texts import Texts

_HIGH, _FAIR = 0.75, 0.4  # chances from which on a match is called so


def sources(answer: Answer, texts: Texts) -> Html:
    """The pane for an answer, which names its question."""
    told = texts.sources_of.format(question=answer.asked)
    note = element("p", escape(told if answer.found else texts.sources_unanswered), class_="hint")
    cited = {_id(source.passage) for source in answer.citations}
    cards = (
        element("li", _card(hit, texts, is_cited=_id(hit.passage) in cited)) for hit in answer.hits
    )
    return join((note, element("ol", *cards, class_="cards")))


def _id(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.number


def _card(hit: Hit, texts: Texts, *, is_cited: bool) -> Html:
    passage, document = hit.passage, hit.document
    versions = (each.document for each in hit.versions)
    place = escape(quotation.place(document, passage, texts, *versions))
    strongest = min(hit.highlights, key=lambda mark: mark.kind is not HighlightKind.ANSWER)
    link = citations.link(citations.of(hit, strongest), place)
    section = (element("p", escape(quotation.path(passage)), class_="section", lang="zh"),)
    period = element(
        "span",
        escape(periods.of_passage(passage.period, texts)),
        class_=f"period {passage.period.value}",
    )
    return element(
        "article",
        element(
            "header",
            element("span", escape(str(hit.rank)), class_="rank", aria_hidden="true"),
            element("h3", link),
            period,
        ),
        *(section if passage.section else ()),
        element("p", marked(passage.text, hit.highlights), class_="passage", lang="zh"),
        *(_version(hit, each, texts) for each in hit.versions),
        element("footer", _match(hit.similarity, texts), _copy(hit, texts), why(hit.trace, texts)),
        class_="card cited" if is_cited else "card",
    )


def _version(hit: Hit, version: Version, texts: Texts) -> Html:
    """Where nearly the same stands in another version of the report."""
    passage, document = version.passage, version.document
    cited = Citation(document=document, passage=passage, start=passage.start, end=passage.end)
    where = quotation.place(document, passage, texts, hit.document)
    told = texts.also_otherwise if version.differs else texts.also
    return element("p", escape(told), citations.link(cited, escape(where)), class_="version")


def _copy(hit: Hit, texts: Texts) -> Html:
    sentence = hit.passage.text[hit.sentence.start : hit.sentence.end].strip()
    cited = quotation.quoted(hit.document, hit.passage, sentence, texts)
    return element(
        "button", escape(texts.copy), type="button", class_="copy quiet", data_copy=cited
    )


def _match(similarity: float, texts: Texts) -> Html:
    """How well a passage matches: a bar, and the same in words."""
    if similarity >= _HIGH:
        said = texts.match_high
    else:
        said = texts.match_fair if similarity >= _FAIR else texts.match_low
    level = element("span", class_="level", style=f"inline-size:{similarity:.0%}")
    bar = element("span", level, class_="bar", aria_hidden="true")
    return element("p", bar, escape(said), class_="match")
