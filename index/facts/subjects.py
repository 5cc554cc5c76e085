"""Whose a fact is, and what later clauses share with it."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.fact_types import Origin, Words
from index.language import place_names
from index.language.lexicon import alternation, word_set
from index.language.measures import IN_COUNTRY, IN_TOWNS
from index.language.units import Dimension
from index.types import Aspect, PlaceLevel

if TYPE_CHECKING:
    from index.facts.claims import Claim
    from index.facts.figures import Figure
    from index.facts.phrases import Around
    from index.facts.pieces import Pieces
    from index.types import About, Sentence

_INDUSTRY, _PEOPLE = alternation("industry"), alternation("dwellers")
_TRADE = rf"(?:{_INDUSTRY}|{alternation('economy')}|(?<![企就创失作毕事])业)"
_WHOLE_TRADE = re.compile(rf"[^的占]{{1,16}}{_TRADE}")
_DWELLERS = rf"(?:{alternation('bearer')}|{IN_TOWNS}|{IN_COUNTRY})"
_SECTOR = rf"第?[一二三]次?(?:{_INDUSTRY})"
_BEARER = re.compile(
    rf"^[^的占]{{2,12}}?(?:{alternation('firms')}|{_INDUSTRY}|业)(?!链)(?=[^、和与的]{{0,6}}(?:{alternation('of_industry')})$)(?<![就创失]业)"
    rf"|^{IN_TOWNS}(?={alternation('of_towns')})"
    rf"|^[^的]{{0,8}}?{_DWELLERS}(?={alternation('of_bearer')})"
    rf"|^{IN_COUNTRY}(?=[^的]*[率面准额]$)|^{_SECTOR}"
    rf"|^[^的占]{{1,24}}?(?<![企就创])业(?={alternation('of_industry')}|$)"
    rf"|^[^的占]{{1,16}}?{_TRADE}(?=占|对|(?:{alternation('of_trade')})$)"
)
_GROUP = re.compile(rf"^[^的占对]{{2,16}}(?:{alternation('firms')})$")  # 集体企业增长3%
_EVERYONE = alternation("everyone")
_MIN_INDICATOR = 2  # characters
_INDICATOR = re.compile(rf"(?:{alternation('indicator', 'asks_money', 'price')}|[额量值率度])$")
_LIVING = re.compile(rf"^(?:{_DWELLERS}|{_SECTOR}|{_EVERYONE})")
_TOWN_OR_COUNTRY = re.compile(rf"^(?:{IN_TOWNS}|{IN_COUNTRY}|{_EVERYONE})")
_WHO = "民工业"  # ends one who is told of, and not where he lives
_COUNTED = frozenset({Dimension.COUNT, Dimension.PERSON})
_owned = re.compile(rf"(?:{alternation('owned')})$").search
_RATES = frozenset({Dimension.SHARE, Dimension.POINTS, Dimension.MULTIPLE, Dimension.RANK})
_ALONE = re.compile(
    rf"{_DWELLERS}(?:{_PEOPLE})?|(?:{alternation('town_or_country')})(?:{_PEOPLE})?|{_SECTOR}"
)
# 全区 may be a part of a city, and an autonomous region.
_RANKS = {"省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "旗": 3}
_LEVELS = {PlaceLevel.CITY: 2, PlaceLevel.COUNTY: 3, PlaceLevel.TOWN: 4}
_GENERIC = re.compile(alternation("of_industry", "of_bearer"))
_OF_DWELLERS = re.compile(alternation("of_dwellers"))
_HANGS = re.compile(rf"在[^,，]{{2,16}}[中内][,，]|(?:{alternation('among')})")
_BY = re.compile(r"^(?:据|按)([\u4e00-\u9fff]{1,8}?[市县区旗州])(?!场)")


def of(about: About, place: Words, own: Claim, measure: Words, whose: Words | None) -> Words:
    """Whose a fact is that names what it measures, or who acts (``whose``).

    ``place`` is that of the sentence.
    """
    bearer = None if whose is None or own.acts else _BEARER.match(measure.text)
    if whose is not None and (bearer is None or bearer.end() <= len(whose.text)):
        return whose if not is_own(about, whose.text) else of_place(about, place, whose.text)
    if own.item:
        return Words(text=own.item, start=measure.start, end=measure.end, origin=Origin.CLAUSE)
    is_count = own.figure.dimension is Dimension.COUNT or (
        own.figure.dimension is Dimension.PERSON and _GROUP.match(measure.text)
    )
    if is_count:  # the things that are counted, not whose they are
        return of_place(about, place, own.own_place)
    return of_measure(about, place, measure, own.own_place)


def of_measure(about: About, place: Words, measure: Words, own_place: str = "") -> Words:
    """Whose a fact is by what it measures alone: 城镇居民 of 城镇居民人均可支配收入."""
    bearer = None
    if own_place and own_place[-1] in _RANKS and _is_outer(about, own_place[-1]):
        return of_place(about, place, own_place)  # 全省工业利润, told in a city's report
    if place.origin in (Origin.DEFAULT, Origin.UNKNOWN):
        bearer = _BEARER.match(measure.text) or _GROUP.match(measure.text)
    if bearer and bearer[0] not in word_set("no_holder"):
        end = min(measure.end, measure.start + bearer.end())
        return Words(text=bearer[0], start=measure.start, end=end, origin=measure.origin)
    return of_place(about, place, own_place)


def of_place(about: About, place: Words, said: str) -> Words:
    """The report's own place, or the one around it that a clause names: 全省 in a city's report."""
    if said and said[-1] in _RANKS and _is_outer(about, said[-1]):
        return Words(text=said, origin=Origin.CLAUSE)
    if not place.text:
        return Words()
    return dataclasses.replace(place, origin=Origin.CLAUSE) if said else place


def is_own(about: About, name: str) -> bool:
    """Whether a name is that of the report's own place, with or without its kind."""
    if not about.place:
        return False
    inner = place_names.parts(about.place)[-1]
    return name in (about.place, inner) or place_names.bare(name) == place_names.bare(inner)


def _is_outer(about: About, kind: str) -> bool:
    """Whether a kind of place is above that of the report."""
    return not about.place.endswith(kind) and _RANKS[kind] < _LEVELS.get(about.level, 0)


def place_named(sentence: Sentence) -> Words | None:
    """The place that a sentence says its figures were counted in."""
    match = _BY.match(sentence.text)
    if match is None:
        return None
    return Words(
        text=match[1],
        start=sentence.start + match.start(1),
        end=sentence.start + match.end(1),
        origin=Origin.SENTENCE,
    )


def of_nation(about: About, own: Claim, measure: Words, subject: Words) -> tuple[Words, Words]:
    """A measure that begins with the nation without it, and the nation whose it is: 全国粮食产量."""
    nation = next((each for each in word_set("whole_country") if measure.text.startswith(each)), "")
    bare = measure.text.removeprefix(nation)
    is_counted = own.figure.dimension in (*_COUNTED, Dimension.RANK)
    if not nation or not about.place or is_counted or len(bare) < _MIN_INDICATOR:
        return measure, subject
    if own.aspect is not Aspect.CHANGE and not _INDICATOR.search(bare):
        return measure, subject
    return dataclasses.replace(measure, text=bare, start=measure.start + len(nation)), Words(
        text=nation, start=measure.start, end=measure.start + len(nation), origin=measure.origin
    )


def lives_there(name: str) -> bool:
    """Whether a subject is who lives in town, or in the country."""
    return _ALONE.fullmatch(name) is not None


def is_trade(name: str) -> bool:
    """Whether what is named is a part of the economy, and nothing of it."""
    return _WHOLE_TRADE.fullmatch(name) is not None


def belonging(own: Claim, words: Words, held: Held | None) -> Words:
    """Money with the things that were counted before, and that it is of: 项目12个、总投资3亿元."""
    if held is None or held.figure is None or held.origin is not Origin.SENTENCE:
        return words
    is_counted = held.figure.dimension is Dimension.COUNT and bool(held.measure.text)
    is_theirs = words.text in word_set("planned", "puts_in", "sum_of_things")
    if not is_counted or not is_theirs or own.aspect is Aspect.CHANGE:
        return words
    return dataclasses.replace(words, text=f"{held.measure.text}{words.text}")


def are_others(own: Claim, beside: Around, words: Words, held: Held) -> bool:
    """Whether a clause names only others, of whom the same is told: 城镇居民收入3万元，农村2万元."""
    is_counted = own.figure.dimension in _COUNTED
    is_before = bool(beside.phrases) and (not is_counted or words.text in (IN_TOWNS, IN_COUNTRY))
    return is_before and bool(held.measure.text) and lives_there(words.text)


def of_others(words: Words, held: Held) -> Words:
    """What was told of some before, of others who are named alone."""
    living = _LIVING if words.text[-1] in _WHO else _TOWN_OR_COUNTRY
    of_it = living.sub("", held.measure.text)
    return dataclasses.replace(words, text=f"{words.text}{of_it}")


def hangs(text: str) -> bool:
    """Whether a sentence only tells parts of what the one before told."""
    return _HANGS.match(text) is not None


def named(read: Pieces, sentence: Sentence, span: tuple[int, int]) -> Words:
    """A subject that stands in the sentence."""
    start, end = read.sentence.original(*span)
    return Words(
        text=" ".join(sentence.text[start:end].split()),
        start=sentence.start + start,
        end=sentence.start + end,
        origin=Origin.CLAUSE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the last fact was of, which later clauses share unless they name something else."""

    measure: Words
    subject: Words
    aspect: Aspect
    origin: Origin = Origin.SENTENCE
    whole: Words | None = None  # without what of it was told (增速)
    figure: Figure | None = None
    adds: bool = False  # what is only counted after it was brought in with it


def aspect_after(own: Claim, held: Held | None) -> Aspect:
    """The aspect of a value after another.

    Told in all (净增48万户、达680万户), or brought in with it (引进项目468个，高新技术企业17家).
    """
    if held is None:
        return own.aspect
    if held.aspect is Aspect.ADDITION and own.tells_sum_after_addition():
        return Aspect.TOTAL
    is_counted = own.aspect is Aspect.LEVEL and own.figure.dimension is Dimension.COUNT
    names_things = bool(own.measure) and not (own.hangs or own.named_after)
    is_new = is_counted and names_things and _only_counts(own, held) and not _owned(own.words)
    return Aspect.ADDITION if is_new else own.aspect


def adds(own: Claim, before: Held | None) -> bool:
    """Whether what a value counts was brought in, by its own words or by those before it."""
    is_new = not word_set("added", "asks_added").isdisjoint(own.said)
    return is_new or (before is not None and _only_counts(own, before))


def _only_counts(own: Claim, held: Held) -> bool:
    """Whether a value goes on counting what was brought in, and says nothing else."""
    says_more = own.said or own.own_place or own.sums or own.is_negated
    says_more = says_more or own.figure.dimension in _RATES
    return not says_more and held.adds and held.origin is Origin.SENTENCE


def takes_over(own: Claim, held: Held) -> bool:
    """Whether a value that names nothing is of what was named before.

    Over the end of a sentence only what grew or was reached is; 打造3个… is of something else.
    """
    if held.origin is Origin.SENTENCE or not own.said:
        return True
    return own.said[-1] in word_set("grew", "fell", "says_reached", "stands_at")


def is_of_those_before(own: Claim, held: Held) -> bool:
    """Whether a clause goes on telling of the firms that the one before counted.

    新能源企业增加到175家，实现总产值318亿元.
    """
    if held.origin is not Origin.SENTENCE or own.subject is not None or not own.said:
        return False
    is_group = held.measure.text.endswith(tuple(word_set("firms")))
    return is_group and own.said[-1] in word_set("brings_about")


def inherited(held: Held) -> Origin:
    """Where a subject that was taken over was read."""
    return held.subject.origin if held.subject.origin is Origin.DEFAULT else held.origin


@dataclass(slots=True)
class Owners:
    """What a sentence told of so far: ``acting`` did something, ``dwellers`` live in town or country."""

    acting: Words | None = None
    dwellers: Words | None = None

    def begin(self) -> None:
        """Note that a sentence, or what stands after a semicolon, begins."""
        self.acting = self.dwellers = None

    def of(self, own: Claim, beside: Around, measure: Words, subject: Words) -> Words:
        """Whose a fact is whose own clause tells nobody, as far as those before it tell.

        西岭集团新建工厂3座，安置职工200人; 城镇新增就业3万人，登记失业率4%.
        """
        names_nobody = own.subject is None and not own.own_place and not own.item
        if not names_nobody or subject.origin not in (Origin.DEFAULT, Origin.UNKNOWN):
            return subject
        if self.dwellers is not None and _OF_DWELLERS.fullmatch(measure.text):
            return self.dwellers
        begins_doing = not beside.phrases or (len(beside.phrases) == 1 and bool(beside.before_last))
        is_theirs = begins_doing or own.goes_on or _GENERIC.fullmatch(measure.text)
        if self.acting is not None and is_theirs and own.aspect is not Aspect.RANK:
            return self.acting
        return subject

    def note(self, own: Claim, measure: Words, subject: Words) -> None:
        """Note whose a fact is."""
        if own.figure.dimension is Dimension.RANK:
            return
        whose = dataclasses.replace(subject, origin=Origin.SENTENCE)
        is_theirs = is_trade(measure.text) and own.aspect is Aspect.CHANGE
        if own.acts or is_theirs:
            self.acting = whose
        elif own.own_place:
            self.begin()
        elif lives_there(subject.text):
            self.dwellers = whose


def joined(whole: Words, of_it: Words) -> str:
    """What is named, and what of it is told, once."""
    return f"{whole.text.removesuffix(of_it.text)}{of_it.text}"
