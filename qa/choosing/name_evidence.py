"""Names and enumerations, as answers to who, which and what: what speaks for each."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation, word_set
from index.language.numerals import TENS
from index.language.quantities import is_figure
from qa import weights
from qa.choosing import problems, whole_names
from qa.choosing.evidence import Evidence
from qa.choosing.mentions import evened, mentions
from qa.choosing.phrases import Mention
from qa.understanding.concepts import Concepts, folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Passage, Sentence
    from qa.understanding.question import Question

_LEAST = 0.2  # of a question that a sentence has to speak of, for its names to be looked at
_LONG = 14  # characters, from which on a phrase is less and less a name
_LONGEST = 20  # characters more, from which on it says no more how long it is
_MANY = 6  # members, from which on an enumeration is no more of one
_BESIDE = 5  # characters in which a neighbour of a name is looked for
_PERSON_CHARS = range(2, 5)
_FEW = 3  # sentences of one pattern that make an enumeration
_LED = 0.5  # of a question that the head of a paragraph says, for all of it to be the answer
_ORDINAL = re.compile(
    rf"(?<!\w)(?:[{TENS}]+(?:是|要|、(?![{TENS}]))|第[{TENS}]+[,，、]|\d{{1,2}}[)）.．、](?!\d))"
)
_BEFORE_FIRST = re.compile(rf"[:：](?=[一(（]|{alternation('first')})")

_QUOTED = re.compile(r"[“《「『][^”》」』]+[”》」』]")
_PERSON = re.compile(rf"{alternation('asks_person')}|who")
_BY = re.compile(r"[由被]$")
_WHICH = rf"哪(?:里|儿|[{TENS}两几]?[个家所条座位支款种项类处部名些国])?"
_OPEN = re.compile(rf"谁|{_WHICH}|{alternation('what_kind')}|who|which|what|where")
_IS = re.compile(rf"(?:是|为)(?:谁|哪|{alternation('what')})[^,，。]{{0,4}}[?。!]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What of a question tells a name from another.

    ``left`` and ``right`` are the words of the concepts beside what it leaves open; ``leads``
    tells that this stands before most of what the question says (哪个村入选…), ``is_told`` that
    the question says what it is of, and not where it stands (…的镇是哪个).
    """

    folded: str
    noun: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    leads: bool
    is_told: bool
    is_when: bool

    @classmethod
    def of(cls, question: Question, concepts: Concepts) -> _Asked:
        text, noun = folded(question.text), question.wanted.noun
        match = _OPEN.search(text)
        start, end = match.span() if match else (0, 0)
        if noun and text.startswith(noun, end):
            end += len(noun)
        places = [(text.find(concept.words[0]), concept.words) for concept in concepts]
        places = [place for place in places if place[0] >= 0] if match else []
        after = [place for place in places if place[0] >= end]
        before = [place for place in places if place[0] < start]
        return cls(
            folded=text,
            noun=noun,
            left=max(before)[1] if before else (),
            right=min(after)[1] if after else (),
            leads=len(after) > len(before),
            is_told=bool(_IS.search(text)),
            is_when=whole_names.asks_when(text),
        )


def names(question: Question, concepts: Concepts, passage: Passage) -> list[Evidence]:
    """The names of a passage as answers, best first."""
    asked = _Asked.of(question, concepts)
    return _best_first(_of_mentions(asked, concepts, passage, weights.NAME))


def enumerations(question: Question, concepts: Concepts, passage: Passage) -> list[Evidence]:
    """The enumerations of a passage, and its names, as answers, best first."""
    asked = _Asked.of(question, concepts)
    if problems.asks_for_problems(asked.folded):
        return problems.problems(concepts, passage)
    mentioned = _of_mentions(asked, concepts, passage, weights.LIST)
    return _best_first([*mentioned, *_of_sentences(asked, concepts, passage)])


def _best_first(evidence: list[Evidence]) -> list[Evidence]:
    """The strongest first; of two phrases that give one name, the stronger."""
    strongest_first = sorted(evidence, key=lambda each: -each.strength)
    best = {(each.start, each.end): each for each in reversed(strongest_first)}
    return sorted(best.values(), key=lambda each: -each.strength)


def _of_mentions(
    asked: _Asked, concepts: Concepts, passage: Passage, weight: Mapping[str, float]
) -> list[Evidence]:
    """The names of a passage, each phrase for itself."""
    evidence = []
    for sentence in passage.sentences:
        share = concepts.share_of(folded(sentence.text))
        if share < _LEAST:
            continue
        for mentioned in _mentions(asked, sentence.text, concepts):
            mention = _whole(mentioned, sentence.text)
            end = mention.end if asked.is_when else _end(mention, asked.noun)
            if _is_possible(asked, sentence.text, mention, end):
                evidence.append(
                    Evidence(
                        start=sentence.start + mention.start,
                        end=sentence.start + end,
                        features={"sentence": share}
                        | _features(asked, concepts, sentence, mention, end),
                        weights=weight,
                    )
                )
    return evidence


def _mentions(asked: _Asked, sentence: str, concepts: Concepts) -> Sequence[Mention]:
    """The phrases of a sentence that are looked at: of a question for a time, the times."""
    if not asked.is_when:
        return mentions(sentence, asked.folded, concepts)
    clauses = list(cutting.clauses(sentence)) or [(0, len(sentence))]
    ends = [end for _, end in clauses]
    return [
        Mention(
            start=start,
            end=end,
            text=sentence[start:end],
            clause=clauses[min(bisect_right(ends, start), len(clauses) - 1)],
            is_list=False,
            touches=1,
        )
        for start, end in whole_names.times(sentence)
    ]


def _whole(mention: Mention, sentence: str) -> Mention:
    """A mention; of an enumeration that cuts a quotation or its last member, with the rest of it."""
    if not mention.is_list:
        return mention
    start, end = evened(sentence, mention.start, mention.end)
    if not whole_names.is_whole(sentence, start, end):
        start, end = whole_names.whole_span(sentence, start, end)
    return dataclasses.replace(mention, start=start, end=end, text=sentence[start:end])


def _is_possible(asked: _Asked, sentence: str, mention: Mention, end: int) -> bool:
    """Whether a mention can answer at all, whatever speaks for it."""
    text = sentence[mention.start : end]
    if not any(c.isalnum() for c in text) or not whole_names.is_whole(sentence, mention.start, end):
        return False
    if mention.is_list:
        return not asked.is_when or whole_names.tells_time(text)
    if asked.is_when:
        return True
    if is_figure(text):
        return False
    return whole_names.can_answer(asked.folded, asked.noun, text)


def _of_sentences(asked: _Asked, concepts: Concepts, passage: Passage) -> list[Evidence]:
    """Enumerations whose members are sentences: 一是…;二是…, or one pattern again and again.

    Of a question for measures (有哪些举措) all sentences of a paragraph are members, where its
    heading, or its first sentence, says what is asked about.
    """
    texts = [folded(sentence.text) for sentence in passage.sentences]
    runs = _runs([bool(_ORDINAL.search(text)) for text in texts])
    if len(asked.noun) > 1:
        runs += _runs([asked.noun in text for text in texts])
    lead = folded("\n".join((*passage.section[-1:], texts[0])))
    if asked.noun in word_set("doing_noun") and concepts.share_of(lead) >= _LED:
        runs += [(1 if len(texts) > 1 else 0, len(texts))]
    own = [concepts.in_text(text) for text in texts]
    before = [concepts.in_text(folded("\n".join(passage.section)))]  # of each sentence
    for text in texts:
        before.append(before[-1] | concepts.in_text(folded(text)))
    evidence = []
    for first, last in runs:
        ahead, inside = before[first], frozenset[int]().union(*own[first:last])
        sentence = passage.sentences[first]
        colon = _BEFORE_FIRST.search(sentence.text)
        evidence.append(
            Evidence(
                start=sentence.start + (colon.end() if colon else 0),
                end=passage.sentences[last - 1].end,
                features={
                    "sentence": concepts.share(ahead | inside),
                    "clause": concepts.share(inside),
                    "ahead": concepts.share(ahead - inside),
                    "list": 1.0,
                    "items": min(_MANY, last - first) / _MANY,
                },
                weights=weights.LIST,
            )
        )
    return evidence


def _runs(fits: list[bool]) -> list[tuple[int, int]]:
    """The stretches of at least three members in a row."""
    runs, start = [], 0
    for i, fit in enumerate([*fits, False]):
        if not fit:
            if i - start >= _FEW:
                runs.append((start, i))
            start = i + 1
    return runs


def _end(mention: Mention, noun: str) -> int:
    """Where a mention ends; where the noun that is asked for ends inside of it, there.

    Of 梅鲁科技大学分中心, asked for a 大学, it is the university.
    """
    if noun and not mention.is_list and noun in mention.text:
        return mention.start + mention.text.rindex(noun) + len(noun)
    return mention.end


def _features(
    asked: _Asked, concepts: Concepts, sentence: Sentence, mention: Mention, end: int
) -> dict[str, float]:
    start = mention.start
    text = folded(sentence.text[start:end])
    from_, to = mention.clause
    in_clause = concepts.in_text(folded(sentence.text[from_:to]))
    ahead = concepts.in_text(folded(sentence.text[:from_])) - in_clause
    before = concepts.share_of(folded(sentence.text[from_:start]))
    after = concepts.share_of(folded(sentence.text[end:to]))
    side = 0.0 if asked.is_told else after - before if asked.leads else before - after
    is_person = _PERSON.search(asked.folded) and len(text) in _PERSON_CHARS
    by_whom = "谁" in asked.folded and _BY.search(sentence.text[max(0, start - 2) : start])
    n_items = 1 + text.count("、") + len(re.findall("[”》][“《]", text))
    return {
        "clause": concepts.share(in_clause),
        "ahead": concepts.share(ahead),
        "list": float(mention.is_list),
        "items": min(_MANY, n_items) / _MANY,
        "type": _type(asked.noun, text),
        "touches": mention.touches / 2,
        "quoted": float(start > 0 and bool(_QUOTED.fullmatch(sentence.text[start - 1 : end + 1]))),
        "length": min(_LONGEST, len(text) - _LONG) / 10 if len(text) > _LONG else 0.0,
        "short": float(len(text) == 1),
        "digits": float(text[:1].isdigit()),
        "side": side,
        "person": float(bool(is_person)),
        "by": float(bool(by_whom)),
        "neighbour": _neighbour(
            asked,
            folded(sentence.text[max(0, start - _BESIDE) : start]),
            folded(sentence.text[end : end + _BESIDE]),
        ),
        "extended": float(mention.is_extended),
        "edges": float(mention.n_edges),
        "asked": concepts.share_of(text),
    }


def _neighbour(asked: _Asked, before: str, after: str) -> float:
    """Whether the words beside what is left open stand beside the name too, on the same side."""
    right = any(word in after for word in asked.right)
    left = any(word in before or (asked.is_told and word in after) for word in asked.left)
    return float(right) + float(left)


def _type(noun: str, text: str) -> float:
    """How well a name is of the kind that the question names (哪座桥 → 花江峡谷大桥), 0 to 1."""
    if not noun:
        return 0.0
    if text.endswith(noun):
        return 1.0
    return 0.7 if text[-1:] in {noun[-1], noun[0]} else 0.0
