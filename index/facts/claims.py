"""What a value is claimed of, read from what stands around it: measure, subject, aspect, direction."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Direction
from index.facts.naming import (
    acting,
    leading,
    object_of,
    of_each,
    of_row,
    ranked,
    shared,
    towards,
    without_each,
)
from index.facts.pieces import Part
from index.language.lexicon import alternation, word_set
from index.language.units import Dimension
from index.types import Aspect

if TYPE_CHECKING:
    from index.facts.figures import Figure
    from index.facts.naming import Span
    from index.facts.phrases import Around, Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a value is of, as far as its own clause tells; spans are of the mended text.

    ``measure`` is empty where the clause names nothing, ``hangs`` where it names only what of the
    thing before it is told (增速, 总量). ``subject`` is ``None`` where none is named, ``own_place``
    what the report's place calls itself (全市). ``said`` are the
    predicates nearest to the value, those of the value before where it only goes on with a row
    (新增技能人才74万、专业人才8万).
    """

    figure: Figure
    measure: tuple[Span, ...]
    hangs: bool
    subject: Span | None
    own_place: str
    aspect: Aspect
    direction: Direction
    is_negated: bool
    said: tuple[str, ...]
    goes_on: bool = False
    sums: bool = False
    row: tuple[int, int] = (0, 1)  # its place in its row of values, and how many these are
    is_of_whole: bool = False  # 占…比重, of what was named before
    topic: Span | None = None  # what a clause is about whose value is of what follows it
    words: str = ""  # what is measured, as one text
    acts: bool = False  # the subject is who did what is told
    named_after: bool = False  # what is measured stands behind the value
    item: str = ""  # of a pair that one word names: 城镇 of 城乡

    def tells_of_place(self) -> bool:
        """Whether a value is of the place that its clause names, and not held against it."""
        is_held_against = bool(self.said) and self.said[-1] in word_set("beyond")
        return bool(self.own_place) and not is_held_against and self.aspect is not Aspect.RANK

    def tells_sum_after_addition(self) -> bool:
        """Whether a value that names nothing is what there is after an addition: 净增3户、超24户."""
        if self.row == _SECOND_OF_TWO and self.aspect is Aspect.ADDITION:
            return bool(self.figure.amount.hedge)
        leads_there = word_set("says_reached", "stands_at", "in_all")
        is_level = not self.measure and self.aspect is Aspect.LEVEL
        return is_level and (not self.said or self.said[-1] in leads_there)


_SECOND_OF_TWO = (1, 2)
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON, Dimension.LEVEL, Dimension.CONTAINER})
_NO_FOLLOWING = frozenset({Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE, Dimension.RANK})
_LEVEL_RATE = re.compile(rf"(?:{alternation('level_rate')})(?:{alternation('mean_of')})?$")
_CHANGE_NOUN = re.compile(rf"(?:{alternation('asks_change')})$")
_PART_OF = ("占", "相当于")
_NOT = re.compile("[未无没]|不再|不(?!低|少|高|超|多|小|到|足|断)")
_TO = re.compile("[到至]")


def claim(around: Around, figure: Figure, place: int, before: Claim | None) -> Claim:
    """What the value at a place of its row is of; ``before`` is what its clause claims before it."""
    named, subject = _named(around, figure)
    n = around.row[1] - around.row[0] + 1
    spans, item = of_row(named, place, n)
    if n > 1 and len(spans) == 1 and named is not around.after:
        spans = (*of_each(around, named, place, n), *spans)
    acts = subject is not None and figure.dimension is not Dimension.RANK
    if subject is None and named is not around.after:
        subject = leading(named, place, n)
    goes_on = around.goes_on and before is not None
    said = around.leads or around.before_last
    if not said and goes_on and before is not None:
        said = before.said
    words = "".join(piece.text for piece in named)
    sums_here = around.sums or any(word in word_set("in_all") for word in around.adverbs)
    sums = sums_here or bool(goes_on and not around.leads and before and before.sums)
    aspect = _aspect(around, figure, words, said)
    if sums and aspect in (Aspect.LEVEL, Aspect.ADDITION):
        aspect = Aspect.TOTAL
    naming = [piece for piece in named if piece.part not in (Part.JOIN, Part.LINK)]
    return Claim(
        figure=figure,
        measure=spans,
        hangs=bool(naming) and all(piece.part is Part.DEPENDENT for piece in naming),
        subject=subject,
        own_place=around.own.text if around.own is not None and not around.own_is_aside else "",
        aspect=aspect,
        direction=_direction(around, figure, aspect, words),
        is_negated=any(_NOT.match(word) for word in (*around.adverbs, *around.leads)),
        said=said,
        goes_on=goes_on and not around.leads and not around.before_last,
        sums=sums,
        row=(place, n),
        is_of_whole=bool(named) and named[0].text.startswith(_PART_OF),
        topic=_topic(around, named),
        words=words,
        acts=acts,
        named_after=bool(named) and named is around.after,
        item=item,
    )


def _named(around: Around, figure: Figure) -> tuple[Phrase, Span | None]:
    """The phrase that names what is measured, and the span of whose it is."""
    phrases = [*filter(None, map(without_each, around.phrases))]
    if _is_gap(around) and not around.leads and phrases:
        phrases.pop()  # 高于全国2个百分点: whom it is held against
    if figure.dimension is Dimension.RANK:
        return ranked(around, figure, phrases)
    if whole := shared(around) if _says_part(around, figure) else towards(around):
        return whole, None
    if _takes_following(around, figure, phrases):
        return around.after, acting(phrases if around.leads else [])
    if done_to := object_of(around, figure, phrases):
        return done_to, None
    if not phrases:
        return (around.after if figure.dimension is Dimension.SHARE else ()), None
    return phrases[-1], acting(phrases[:-1] if around.before_last else [])


def _topic(around: Around, named: Phrase) -> Span | None:
    """What stands before a value that is of what follows it: 生产总值 of 生产总值连跨4个台阶."""
    if named is not around.after or not around.leads or not around.phrases:
        return None
    phrase = around.phrases[-1]
    return phrase[0].start, phrase[-1].end


def _takes_following(around: Around, figure: Figure, phrases: list[Phrase]) -> bool:
    """Whether what is measured stands after the value: 改造12个老旧小区, 98%的村."""
    if not around.after:
        return False
    if figure.dimension is Dimension.SHARE:
        # 贡献了八成以上的就业: the share is of what follows
        is_part = (
            around.is_of_next and bool(around.leads) and around.leads[-1] not in _says_how_much()
        )
        return is_part or (not around.leads and not phrases)
    if figure.dimension in _NO_FOLLOWING or _grows(around.leads):
        return False
    if figure.dimension in _COUNTED:
        return True
    return bool(around.leads) or not phrases


@functools.cache
def _says_how_much() -> frozenset[str]:
    return word_set("says_reached", "stands_at", "grew", "fell", "lowered", "keeps", "carries_out")


def _is_gap(around: Around) -> bool:
    """Whether a value tells how far something is from another: 高于全国2.7个百分点."""
    said = around.leads or around.before_last
    return bool(said) and said[-1] in word_set("beyond")


def _says_part(around: Around, figure: Figure) -> bool:
    part_of = _PART_OF if figure.dimension is Dimension.SHARE else _PART_OF[0]
    return any(piece.text.startswith(part_of) for piece in around.pieces)


def _grows(leads: tuple[str, ...]) -> bool:
    return bool(leads) and leads[-1] in word_set("grew", "fell", "lowered")


def _aspect(around: Around, figure: Figure, words: str, said: tuple[str, ...]) -> Aspect:
    if figure.dimension is Dimension.RANK:
        return Aspect.RANK
    is_flat = figure.moves == Direction.FLAT.value
    if is_flat or figure.dimension is Dimension.POINTS or _is_change(around, figure, words):
        return Aspect.CHANGE
    if figure.dimension is Dimension.SHARE or _says_part(around, figure):
        return Aspect.LEVEL if _LEVEL_RATE.search(words) else Aspect.SHARE
    if {*said, *around.adverbs} & word_set("in_all") or words.endswith(_all_nouns()):
        return Aspect.TOTAL
    return Aspect.ADDITION if _is_new(around, words, said) else Aspect.LEVEL


def _is_new(around: Around, words: str, said: tuple[str, ...]) -> bool:
    is_added = any(word in word_set("added") for word in said)
    if said and said[-1] in word_set("reworked") and not is_added:
        return _NEW.search(words) is not None
    if around.then in word_set("makes_new") and not around.leads:
        return True
    if any(word in word_set("added", "makes_new") or word[0] == "新" for word in said):
        return True
    return _NEW.search(words) is not None or "新" in around.adverbs


_NEW = re.compile(rf"^(?:{alternation('added')})|{alternation('new_measure')}")


@functools.cache
def _all_nouns() -> tuple[str, ...]:
    return tuple(word_set("in_all"))


def _is_change(around: Around, figure: Figure, words: str) -> bool:
    is_multiple = figure.dimension is Dimension.MULTIPLE
    if _grows_then(around) or (is_multiple and _is_held_against(around)):
        return True
    if figure.is_worded:
        return bool(figure.moves) or _grows(around.leads) or bool(_CHANGE_NOUN.search(words))
    if _takes_away(around, figure):
        return True
    is_moved = _grows(around.leads) and not _is_level(around, figure)
    if _LEVEL_RATE.search(words):
        return is_moved
    if _CHANGE_NOUN.search(words) and figure.dimension is Dimension.SHARE:
        return True
    return is_moved


def _takes_away(around: Around, figure: Figure) -> bool:
    """Whether so much less there is of what stands between: 减少收费3亿元; of things, 削减421项."""
    said = around.leads or around.before_last
    if not said or said[-1] not in word_set("takes_away"):
        return False
    return bool(around.leads) or figure.dimension not in _COUNTED


def _is_level(around: Around, figure: Figure) -> bool:
    """Whether a value after a word of growth tells no growth.

    It is what was reached (提高到9万吨), or how many things
    were worked on (整改提升87家).
    """
    if figure.dimension is Dimension.COUNT and around.leads[-1] in word_set("moves_level"):
        return True
    leading = (*around.adverbs[-1:], *(p.text for p in around.pieces if p.part is Part.TIME))
    return any(_TO.match(word) for word in leading)


def _grows_then(around: Around) -> bool:
    """Whether a value is that of a growth named after it: 保持40%以上增长."""
    return (
        around.then in word_set("grew", "fell") and not around.after and not around.leads_repeat()
    )


def _is_held_against(around: Around) -> bool:
    """Whether a time stands beside a value that it is compared with: 是上年的4倍."""
    return any(piece.time is not None and piece.time.is_base for piece in around.pieces)


def _direction(around: Around, figure: Figure, aspect: Aspect, words: str) -> Direction:
    if figure.moves:
        return Direction(figure.moves)
    if _is_gap(around):
        return Direction.NONE
    told = around.leads or (around.before_last if aspect is Aspect.RANK else ())
    moved = [word for word in told if _moved(word)]
    if aspect is Aspect.CHANGE:
        down = any(_moved(word) is Direction.DOWN for word in moved) or _takes_away(around, figure)
        return Direction.DOWN if down or words.endswith(_falling()) else Direction.UP
    return _moved(moved[-1]) or Direction.NONE if moved else Direction.NONE


@functools.lru_cache(maxsize=1024)
def _moved(word: str) -> Direction | None:
    """Which way a predicate moves what it is said of; ``None`` where it does not."""
    root = word.rstrip("到至了")
    if root in word_set("fell", "lowered"):
        return Direction.DOWN
    return Direction.UP if root in word_set("grew", "climbed") else None


@functools.cache
def _falling() -> tuple[str, ...]:
    return tuple(word for word in word_set("fell") if len(word) > 1)
