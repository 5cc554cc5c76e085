"""What stands around a value in its clause: what is named before and after it, and what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fact_types import TimePart
from index.facts.pieces import Part
from index.language.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.facts.clauses import Clause
    from index.facts.pieces import Piece

Phrase = tuple["Piece", ...]

_NAMING = frozenset({Part.WORD, Part.DEPENDENT, Part.VERBAL, Part.JOIN, Part.LINK})
_TOWARDS = "对"
_DOING = frozenset({Part.PREDICATE, Part.VERBAL})
_MIN_TOPIC = 4  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a value.

    ``phrases`` are what is named before it, in order; ``leads`` the predicates that stand between
    the last of these and the value, ``before_last`` those before that one; ``after`` is what is
    named right after it. ``own`` tells that the report's place names itself. ``adverbs`` are the
    words between.
    """

    phrases: tuple[Phrase, ...]
    leads: tuple[str, ...]
    before_last: tuple[str, ...]
    after: Phrase
    own: Piece | None
    adverbs: tuple[str, ...]
    sums: bool  # 累计
    pieces: tuple[Piece, ...]
    is_of_next: bool  # 37亿元的6个项目
    then: str  # the predicate after it: 14座垃圾处理场开工
    later: Phrase  # what is named after that: 投入3亿元实施改造工程
    goes_on: bool  # after 、 in a row with the value before
    row: tuple[int, int]  # the first and the last value of the row that it stands in
    plans: bool = False  # 计划投资, 拟利用资金
    own_is_aside: bool = False  # 在全省率先完成…

    def leads_after_own(self) -> bool:
        """Whether something is said between the report's place and the value."""
        if self.own is None:
            return False
        return any(
            piece.part is Part.PREDICATE and piece.start > self.own.start for piece in self.pieces
        )

    def leads_repeat(self) -> bool:
        """Whether a word before the value tells how long something has been so (连续3年增长)."""
        return any(word in word_set("in_a_row") for word in self.leads)


@dataclass(slots=True)
class _Reading:
    phrases: list[Phrase] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    before_last: list[str] = field(default_factory=list)
    adverbs: list[str] = field(default_factory=list)
    sums: bool = False
    held: list[Piece] = field(default_factory=list)
    own: Piece | None = None
    in_adjunct: bool = False
    adjunct: list[Piece] = field(default_factory=list)  # 对东盟进出口
    own_is_aside: bool = False

    def flush(self) -> None:
        """End a phrase."""
        phrase = trimmed(self.held)
        self.held = []
        if phrase:
            if all(piece.part is Part.VERBAL for piece in phrase):
                self.leads = self.leads[: -len(phrase)]  # 完成投资: it is named, and not said
            self.phrases.append(phrase)
            self.before_last, self.leads = self.leads, []


def around(clause: Clause, i: int) -> Around:
    """What stands around the i-th value of a clause."""
    values = clause.values
    first, last = _row(clause, i)
    own = _own(clause, first)
    reading = _Reading()
    for piece in own:
        _read(reading, piece)
    reading.flush()
    after, is_of_next, then, later = _after(clause, values, last)
    if not reading.phrases and len(reading.adjunct) > 1 and reading.leads:
        reading.phrases.append(tuple(reading.adjunct))
    return Around(
        phrases=tuple(reading.phrases),
        leads=tuple(reading.leads),
        before_last=tuple(reading.before_last),
        after=after,
        own=reading.own,
        adverbs=tuple(reading.adverbs),
        sums=reading.sums,
        pieces=own,
        is_of_next=is_of_next,
        then=then,
        later=later,
        goes_on=_goes_on(clause, first),
        row=(first, last),
        plans=_plans(own),
        own_is_aside=reading.own_is_aside,
    )


def _plans(pieces: Sequence[Piece]) -> bool:
    """Whether what is named is only planned: 计划投资3亿元, and not what a plan did (行动计划实施…)."""
    plans, planned = word_set("plans"), word_set("planned")
    for i, piece in enumerate(pieces[:-1]):
        after = pieces[i + 1]
        if piece.text not in plans or piece.part is Part.PREDICATE or after.start != piece.end:
            continue
        if i and pieces[i - 1].part is Part.WORD and pieces[i - 1].end == piece.start:
            continue
        if len(piece.text) == 1 or after.part in _DOING or after.text in planned:
            return True
    return False


def topic(clause: Clause) -> tuple[int, int] | None:
    """What a clause without values says something of: the phrase that it begins with."""
    held: list[Piece] = []
    for piece in clause.pieces:
        if piece.part in _NAMING:
            held.append(piece)
        elif held and piece.part in (Part.PREDICATE, Part.ADVERB):
            break
        elif piece.part not in (Part.ASIDE, Part.OWN_PLACE, Part.TIME, Part.ADVERB):
            return None
    else:
        return None  # nothing is said of it
    while held and held[-1].part is Part.DEPENDENT:
        held.pop()
    phrase = trimmed(held)
    if not phrase or phrase[-1].end - phrase[0].start < _MIN_TOPIC:
        return None
    return phrase[0].start, phrase[-1].end


def _read(reading: _Reading, piece: Piece) -> None:
    if piece.part is Part.PREDICATE:
        reading.flush()
        reading.leads.append(piece.text)
        reading.in_adjunct = False
    elif piece.part is Part.ADJUNCT:
        reading.flush()
        reading.in_adjunct = True
        reading.adjunct = [piece] if piece.text == _TOWARDS else []
    elif piece.part is Part.ADVERB:
        reading.flush()
        reading.adverbs.append(piece.text)
    elif piece.part is Part.OWN_PLACE:
        reading.flush()
        reading.own, reading.own_is_aside = piece, reading.in_adjunct
    elif piece.part in _NAMING and not reading.in_adjunct:
        if piece.part is Part.VERBAL and not reading.held:
            reading.leads.append(piece.text)
        reading.held.append(piece)
    elif piece.part in _NAMING and reading.adjunct:
        reading.adjunct.append(piece)
    elif piece.part is Part.ASIDE and reading.held and not reading.in_adjunct:
        pass  # 治理（管控）率
    elif piece.part is Part.TIME:
        reading.flush()
        reading.sums = piece.time is not None and piece.time.part is TimePart.CUMULATIVE
        reading.in_adjunct = False


def trimmed(held: Sequence[Piece]) -> Phrase:
    """A phrase without what leads to it and what hangs on it; empty where nothing is named."""
    first, last = 0, len(held)
    while first < last and held[first].part in (Part.JOIN, Part.LINK):
        first += 1
    start = first
    while start < last and held[start].part in (Part.VERBAL, Part.JOIN, Part.LINK):
        if _begins_noun(held[start : start + 2]):
            break
        start += 1
    while last > first and _is_loose_end(held[last - 1]):
        last -= 1
    if start >= last:  # 投资: the word itself is what is named
        start = first
    return tuple(held[start:last])


def _begins_noun(pieces: Sequence[Piece]) -> bool:
    """Whether a verb tells what a sum is for: 教育 of 教育支出."""
    if len(pieces) == 1 or pieces[0].text not in word_set("makes_noun"):
        return False
    return pieces[1].part is Part.WORD and pieces[1].text in word_set("asks_money")


def _is_loose_end(piece: Piece) -> bool:
    """Whether a piece at the end of a phrase is no part of it: 户 of 脱贫户基本实现."""
    if piece.part in (Part.JOIN, Part.LINK):
        return True
    return piece.part is Part.VERBAL and piece.text in word_set("manner")


def _row(clause: Clause, i: int) -> tuple[int, int]:
    """The first and the last of the values that have only 、 or 和 between them."""
    values = clause.values
    first = last = i
    while first and _joined(clause, values[first - 1], values[first]):
        first -= 1
    while last + 1 < len(values) and _joined(clause, values[last], values[last + 1]):
        last += 1
    return first, last


def _joined(clause: Clause, a: int, b: int) -> bool:
    between = clause.pieces[a + 1 : b]
    return bool(between) and all(each.part is Part.JOIN for each in between)


def _own(clause: Clause, first: int) -> tuple[Piece, ...]:
    """The pieces before a value that are its own, and not of the value before it."""
    values = clause.values
    if not first:
        return clause.pieces[: values[0]]
    floor = values[first - 1] + 1
    between = clause.pieces[floor : values[first]]
    return between[_split(between) :]


def _goes_on(clause: Clause, first: int) -> bool:
    """Whether only a 、 or what is named stands between a value's own words and the value before."""
    if not first:
        return False
    floor = clause.values[first - 1] + 1
    return any(piece.part is Part.JOIN for piece in clause.pieces[floor : clause.values[first]])


def _split(between: Sequence[Piece]) -> int:
    """Where in the pieces between two values those of the second begin."""
    for k, piece in enumerate(between):
        if piece.part is Part.JOIN:
            return k + 1
    for k, piece in enumerate(between):
        if piece.part is Part.LINK or piece.part not in _NAMING:
            return k
    return len(between)


def _after(clause: Clause, values: Sequence[int], last: int) -> tuple[Phrase, bool, str, Phrase]:
    """What is named right after a value, whether it is of that (…的…), what is said then, and of what."""
    begin = values[last] + 1
    end = values[last + 1] if last + 1 < len(values) else len(clause.pieces)
    following = clause.pieces[begin:end]
    is_last = last + 1 == len(values)
    if not is_last:
        following = following[: _split(following)]
    is_of_next = bool(following) and following[0].part is Part.LINK
    held, rest = _named_first(following)
    if not is_last and all(piece.part is Part.VERBAL for piece in held):
        held, rest = [], following  # 办好 of 投入3亿元办好40件实事
    said = [piece for piece in rest[:2] if piece.part in _DOING]
    then = "".join(piece.text for piece in said)
    if then not in word_set("makes_new"):
        then = said[0].text if said and said[0].part is Part.PREDICATE else ""
    if held and held[0].part is Part.JOIN:
        return (), False, "", ()
    return trimmed(held), is_of_next, then, _later(rest) if is_last else ()


def _named_first(following: Sequence[Piece]) -> tuple[list[Piece], Sequence[Piece]]:
    """What pieces name before anything else is said, and the rest of them."""
    held: list[Piece] = []
    for i, piece in enumerate(following):
        if piece.part in _NAMING:
            held.append(piece)
        elif piece.part is not Part.ASIDE:
            return held, following[i:]
    return held, ()


def _later(rest: Sequence[Piece]) -> Phrase:
    """What is named after what is said: 改造工程 of 实施改造工程."""
    for i, piece in enumerate(rest):
        if piece.part in _NAMING and piece.part is not Part.JOIN:
            return trimmed(_named_first(rest[i:])[0])
    return ()
