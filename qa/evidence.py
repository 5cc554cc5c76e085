"""What a passage says to a question: the span that answers, and what speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text import fold
from index.types import Period
from qa import choice, definitions, mentions, weights
from qa.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.types import Passage
    from qa.choice import Choice, Weighed
    from qa.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of a passage that may answer, in offsets of the document.

    ``features`` are what speaks for it and against it, ``weights`` what each of them counts;
    ``choice`` is the figure that it is, ``None`` for other answers.
    """

    start: int
    end: int
    features: Mapping[str, float]
    weights: Mapping[str, float]
    choice: Choice | None = None

    @property
    def parts(self) -> dict[str, float]:
        """What each feature adds to the log-odds that the span answers."""
        return {name: self.weights[name] * value for name, value in self.features.items() if value}

    @property
    def strength(self) -> float:
        """What the features come to."""
        return sum(self.parts.values())


def figures(question: Question, weighed: Weighed, passage: Passage) -> list[Evidence]:
    """All figures of a passage as answers, best first."""
    headings = " ".join(passage.section)
    found = []
    for sentence in passage.sentences:
        at, end = sentence.start - passage.start, sentence.end - passage.start
        preceding = fold(f"{headings} {passage.text[:at]}").text
        found += choice.choices(
            question, weighed, sentence, preceding, fold(passage.text[end:]).text
        )
    every = [
        Evidence(
            start=each.sentence.start + each.measure.quantity.start,
            end=each.sentence.start + each.measure.quantity.end,
            features=each.features,
            weights=weights.FIGURE,
            choice=each,
        )
        for each in found
    ]
    return sorted(every, key=lambda each: -each.strength)


def definitions_of(question: Question, passage: Passage) -> list[Evidence]:
    """What a passage says that a term is; nothing unless it is an entry that explains the term."""
    entry = definitions.entry(passage)
    if entry is None:
        return []
    head, at = entry
    fit = definitions.fit(definitions.term_of(fold(question.text).text), head)
    if not fit or passage.period is not Period.GLOSSARY and fit < 1:
        return []
    start, end = definitions.body(passage.text, at)
    if start >= end:
        return []
    return [
        Evidence(
            start=passage.start + start,
            end=passage.start + end,
            features={"entry": fit},
            weights=weights.DEFINITION,
        )
    ]


_QUOTED = re.compile(r"[“《「『][^”》」』]+[”》」』]")
_PERSON = re.compile(r"谁|哪位|什么人|who")
_DATE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上半年|下半年|[一二三四]季度|年底|年内|年末)?")
_WHEN = re.compile(r"什么时候|何时|哪(?:一)?[年天月]|几月|when")


def names(question: Question, weighed: Weighed, passage: Passage) -> list[Evidence]:
    """The names and enumerations of a passage as answers to who, which and what; best first."""
    folded = fold(question.text).text
    wants_list = question.wanted.kind is Kind.LIST
    noun = question.wanted.noun
    leads = _asks_first(folded, weighed)
    is_told = bool(_IS.search(folded))
    found = []
    for sentence in passage.sentences:
        in_sentence = weighed.share(weighed.spoken_of(fold(sentence.text).text))
        if in_sentence < 0.2:
            continue
        for mention in mentions.mentions(sentence.text, folded, weighed):
            start, end = mention.start, mention.end
            if noun and not wants_list and noun in mention.text and not mention.text.endswith(noun):
                end = start + mention.text.rindex(noun) + len(noun)  # 梅鲁科技大学分中心, of 大学
            text = fold(sentence.text[start:end]).text
            clause = sentence.text[slice(*mention.clause)]
            if not any(c.isalpha() for c in text):
                continue
            spoken = weighed.spoken_of(fold(clause).text)
            ahead = weighed.spoken_of(fold(sentence.text[: mention.clause[0]] or " ").text) - spoken
            before = weighed.share(weighed.spoken_of(fold(sentence.text[mention.clause[0] : start]).text))
            after = weighed.share(weighed.spoken_of(fold(sentence.text[end : mention.clause[1]]).text))
            features = {
                "sentence": in_sentence,
                "clause": weighed.share(spoken),
                "ahead": weighed.share(ahead),
                "list": float(mention.is_list),
                "items": min(6, 1 + text.count("、") + len(re.findall("[”》][“《]", text))) / 6,
                "type": _type(noun, text),
                "touches": mention.touches / 2,
                "quoted": float(bool(_QUOTED.fullmatch(sentence.text[start - 1 : end + 1] if start else ""))),
                "length": max(0, len(text) - 14) / 10,
                "short": float(len(text) < 2),
                "digits": float(text[:1].isdigit()),
                "side": 0.0 if is_told else (after - before) if leads else (before - after),
                "person": float(bool(_PERSON.search(folded)) and 2 <= len(text) <= 4),
                "neighbour": _neighbour(folded, noun, weighed, fold(sentence.text[max(0, start - 5) : start] or " ").text, fold(sentence.text[end : end + 5] or " ").text),
                "by": float(bool(_BY.search(sentence.text[max(0, start - 2) : start])) and "谁" in folded),
                "extended": float(mention.is_extended),
                "edges": float(mention.n_edges),
                "asked": weighed.share(weighed.spoken_of(text)),
            }
            found.append(
                Evidence(
                    start=sentence.start + start,
                    end=sentence.start + end,
                    features=features,
                    weights=weights.LIST if wants_list else weights.NAME,
                )
            )
    found.sort(key=lambda each: -each.strength)
    return found


_BY = re.compile(r"[由被]$")
_OPEN = re.compile(r"谁|哪(?:里|儿|[一二两三四五六七八九十几]?[个家所条座位支款种项类处部名些国])?|什么样?|啥|who|which|what|where")


_IS = re.compile(r"(?:是|为)(?:谁|哪|什么|啥)[^,，。]{0,4}[?。!]*$")


def _neighbour(folded: str, noun: str, weighed: Weighed, before: str, after: str) -> float:
    """Whether the words beside what is left open stand beside the name too, on the same side."""
    at = _OPEN.search(folded)
    if at is None:
        return 0.0
    value = 0.0
    places = [
        (folded.find(concept.words[0]), concept)
        for concept in weighed.concepts
        if concept.words[0] in folded
    ]
    asked_to = at.end() + len(noun) if folded.startswith(noun, at.end()) else at.end()
    right = min((p for p in places if p[0] >= asked_to), key=lambda p: p[0], default=None)
    left = max((p for p in places if p[0] < at.start()), key=lambda p: p[0], default=None)
    is_told = bool(_IS.search(folded))
    if right and any(word in after for word in right[1].words):
        value += 1.0
    if left and any(word in before or is_told and word in after for word in left[1].words):
        value += 1.0
    return value


def _type(noun: str, text: str) -> float:
    """How well a name is of the kind that the question names (哪座桥 → 花江峡谷大桥), 0 to 1."""
    if not noun:
        return 0.0
    if text.endswith(noun):
        return 1.0
    return 0.7 if text[-1:] in (noun[-1:], noun[:1]) else 0.0


def _asks_first(folded: str, weighed: Weighed) -> bool:
    """Whether what is asked for stands before most of what the question says (哪个村入选…)."""
    at = re.search("谁|哪|什么|啥|who|which|what|where", folded)
    if at is None:
        return False
    said = [folded.find(word) for concept in weighed.concepts for word in concept.words[:1]]
    return sum(i > at.start() for i in said) * 2 > len(said)
