"""Names and enumerations: the words of a sentence that a question leaves open."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from statistics import median
from typing import TYPE_CHECKING

from index.language import cutting, tokens
from index.language.lexicon import word_set
from index.language.text import fold
from qa.choosing.phrases import Mention, Word, mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.understanding.concepts import Concepts

_SUFFIX = 2  # characters that the members of an enumeration have in common at their ends, at least
_FURTHER = 16  # characters behind a last member in which its end is looked for
_STOPS = re.compile(r"[，。；、,;\n]")
_DIGITS = "0123456789"
_ORDER = re.compile(
    "(?:全[国省市县区球]|国[内]|世[界])?[首][个批家座条艘台架列款项部支届例只枚颗辆次套所处份名位张本]"
)
_QUOTATION = re.compile(r"“[^“”]{2,28}”|《[^《》]{2,28}》|「[^「」]{2,28}」")


def mentions(sentence: str, question: str, concepts: Concepts) -> tuple[Mention, ...]:
    """The phrases of a sentence that a question may ask for, in the order they stand in."""
    asked = _asked(sentence, question, concepts)
    phrases: list[Mention] = []
    for start, end in cutting.clauses(sentence):
        words = [
            Word(
                word.term,
                start + word.start,
                start + word.end,
                sum(asked[start + word.start : start + word.end]) * 2 > word.end - word.start,
                word.term in word_set("edge_of_name"),
            )
            for word in tokens.words(sentence[start:end])
        ]
        phrases += _names(sentence, words, (start, end))
        phrases += _enumerations(sentence, words, (start, end))
        phrases += _quoted(sentence, (start, end), asked)
    unique = {(each.start, each.end): each for each in phrases}
    return tuple(sorted(unique.values(), key=lambda each: each.start))


def _quoted(sentence: str, clause: tuple[int, int], asked: Sequence[bool]) -> list[Mention]:
    """The quoted names of a clause, whole: “海纳百川、无远不至”, which no part of it is."""
    names: list[Mention] = []
    for match in _QUOTATION.finditer(sentence, *clause):
        if not all(asked[match.start() + 1 : match.end() - 1]):
            names += mention(sentence, clause, *match.span(), touches=1)
    return names


def trimmed(text: str) -> tuple[int, int]:
    """The span of a phrase without the words at its edges that are no part of a name.

    The whole phrase where nothing would be left.
    """
    words = tokens.words(text)
    while words and words[-1].term in word_set("edge_of_name"):
        words = words[:-1]
    while words and words[0].term in word_set("edge_of_name"):
        words = words[1:]
    return (words[0].start, words[-1].end) if words else (0, len(text))


def is_bare_order(text: str) -> bool:
    """Whether a phrase says which in an order and not what: 首艘, 全国首批."""
    return _ORDER.fullmatch(text) is not None


def evened(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The span of an enumeration whose last member ends as the others do, and which no 指 or 与 leads to.

    A、B新机遇、C gains what ends the others where its clause has that: C新机遇; a figure that counts
    what was enumerated (甲、乙、丙3个) is no part of the last.
    """
    if "、" not in sentence[start:end]:
        return start, end
    first, *between, last = sentence[start:end].split("、")
    words = tokens.words(first)
    while len(words) > 1 and words[0].term in word_set("means", "joins"):
        start += words[1].start - words[0].start
        words = words[1:]
    ends = (first[i:] for i in range(len(first)))
    same = next((tail for tail in ends if all(each.endswith(tail) for each in between)), "")
    if between and len(same) >= _SUFFIX and not last.endswith(same):
        rest = sentence[end : end + _FURTHER]
        at = rest.find(same)
        if at >= 0 and not _STOPS.search(rest, 0, at):
            return start, end + at + len(same)
    if last.count('"') % 2:  # what follows a straight quotation mark is outside
        last = last.partition('"')[0]
    last = last.rstrip(_DIGITS) or last
    return start, start + sentence[start:end].rindex("、") + 1 + len(last)


def _asked(sentence: str, question: str, concepts: Concepts) -> list[bool]:
    """Which characters of a sentence are the question's: of its concepts, or pairs of its own."""
    folded = fold(sentence)
    marks = [False] * len(sentence)
    pairs = {question[i : i + 2] for i in range(len(question) - 1)}
    words = {word for concept in concepts for word in concept.words if len(word) > 1}
    spans = [
        (match.start(), match.end())
        for word in words
        for match in re.finditer(re.escape(word), folded.text)
    ]
    spans += [
        (i, i + 2)
        for i in range(len(folded.text) - 1)
        if folded.text[i : i + 2] in pairs and folded.text[i : i + 2].isalnum()
    ]
    for start, end in spans:
        first, last = folded.original(start, end)
        marks[first:last] = [True] * (last - first)
    return marks


def _names(sentence: str, words: Sequence[Word], clause: tuple[int, int]) -> list[Mention]:
    """The stretches of words that the question does not have, their edges trimmed."""
    names = []
    i = 0
    while i < len(words):
        if words[i].asked:
            i += 1
            continue
        j = i
        while j + 1 < len(words) and not words[j + 1].asked:
            j += 1
        first, last = i, j
        while first <= last and words[first].edge:
            first += 1
        while last >= first and words[last].edge:
            last -= 1
        touches = int(i > 0) + int(j + 1 < len(words))
        for start, end in _split(sentence, words, first, last):
            inner = sum(word.edge for word in words[start : end + 1])
            span = words[start].start, words[end].end
            names += mention(sentence, clause, *span, touches=touches, n_edges=inner)
            # 鹏城实验室, asked of as 鹏城·脑海: a name may begin or end with a word of the question.
            before = start - 1 if start == i and start and _joined(words, start - 1) else start
            if before < start and not words[before].edge:
                span = words[before].start, words[end].end
                names += mention(
                    sentence, clause, *span, touches=1, is_extended=True, n_edges=inner
                )
            if end == j and j + 1 < len(words) and _joined(words, j) and not words[j + 1].edge:
                span = words[start].start, words[j + 1].end
                names += mention(
                    sentence, clause, *span, touches=1, is_extended=True, n_edges=inner
                )
        i = j + 1
    return names


def _joined(words: Sequence[Word], k: int) -> bool:
    """Whether nothing stands between a word and the next."""
    return words[k].end == words[k + 1].start


def _split(sentence: str, words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """A stretch, and each of its parts between words that are no part of a name, and between 、."""
    if first > last:
        return []
    parts = [(first, last)]
    start = first
    for k in range(first, last + 1):
        if words[k].edge:
            if start < k:
                parts.append((start, k - 1))
            start = k + 1
        elif k > start and "、" in sentence[words[k - 1].end : words[k].start]:
            parts.append((start, k - 1))
            start = k
    if start <= last:
        parts.append((start, last))
    return list(dict.fromkeys(parts))


def _enumerations(sentence: str, words: Sequence[Word], clause: tuple[int, int]) -> list[Mention]:
    """The enumerations of a clause, each of which 等 may end."""
    found: list[Mention] = []
    begin, end = clause
    first, join = 0, sentence.find("、", begin, end)
    for k, word in enumerate(words[:-1]):
        if word.text.startswith("等") and begin <= join < word.start:
            found += _enumeration(sentence, words[first : k + 1], clause, (begin, word.end))
            first, begin = k + 1, word.end
            join = sentence.find("、", begin, end)
    return found + _enumeration(sentence, words[first:], clause, (begin, end))


def _enumeration(
    sentence: str, words: Sequence[Word], clause: tuple[int, int], part: tuple[int, int]
) -> list[Mention]:
    """The members joined by 、, or quoted side by side, without what leads to and follows them.

    The first and the last member are as long as those between them, as near as can be.
    ``part`` is the part of the clause that ``words`` are of.
    """
    begin, end = part
    text = sentence[begin:end]
    joins = [begin + match.start() for match in re.finditer("、|[”》](?=[“《])", text)]
    if not joins:
        return _pair(sentence, words, clause)
    width = median(b - a - 1 for a, b in itertools.pairwise(joins)) if len(joins) > 1 else None
    lead = [word for word in words if word.end <= joins[0] + 1][:-1]
    starts = [begin, *(word.end for word in lead if word.edge or word.asked)]
    starts = [at for at in starts if at < joins[0]] or [begin]
    tail = [word for word in words if word.start > joins[-1]]
    stops: list[int] = []
    for k, word in enumerate(tail):
        if word.text in word_set("joins") or not k:
            continue
        if word.edge or word.asked or tail[k - 1].end != word.start:
            stops.append(word.start)
        if word.text.startswith("等"):
            break
    else:
        stops.append(tail[-1].end if tail else end)
    stops = stops or [end]
    if width is None:
        _, start, stop = min(_evenly(joins[0], starts, stops))
        return mention(sentence, clause, -start, stop, touches=1, is_list=True)
    edges = {word.start for word in lead if word.edge}
    start = min(starts, key=lambda at: (abs(joins[0] - at - width) + 3 * (at in edges), -at))
    stop = min(stops, key=lambda at: (abs(at - joins[-1] - 1 - width), at))
    return mention(sentence, clause, start, stop, touches=1, is_list=True)


def _evenly(
    join: int, starts: Sequence[int], stops: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Two members around a place: for each start the stops that make them as long as each other.

    Each with the difference of the two lengths; the start is negative, so that of equal ones the
    shorter comes first. ``stops`` ascend.
    """
    for start in starts:
        even = join + 1 + join - start
        place = bisect_left(stops, even)
        for stop in stops[max(0, place - 1) : place + 1]:
            yield abs(stop - even), -start, stop


def _pair(sentence: str, words: Sequence[Word], clause: tuple[int, int]) -> list[Mention]:
    """Two names of one kind joined by 和: 远洋大厦片区和小白楼片区."""
    places: dict[str, list[int]] = {}
    for k, word in enumerate(words):
        places.setdefault(word.text, []).append(k)
    for k, word in enumerate(words):
        if word.text not in word_set("joins") or not 0 < k < len(words) - 1:
            continue
        same = places[words[k - 1].text]
        after = bisect_right(same, k)
        if after == len(same):
            continue
        first = k - 1
        while first and not words[first - 1].edge and not words[first - 1].asked:
            first -= 1
        span = words[first].start, words[same[after]].end
        return mention(sentence, clause, *span, touches=1, is_list=True)
    return []
