"""Enumerations of a sentence: members joined by 、 or 和, or quoted side by side."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from statistics import median
from typing import TYPE_CHECKING

from index.language.lexicon import word_set
from qa.choosing.phrases import mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.choosing.phrases import Mention, Word


def enumerations(sentence: str, words: Sequence[Word], clause: tuple[int, int]) -> list[Mention]:
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
