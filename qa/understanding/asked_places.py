"""The places that a question asks about: what each name means, of whom reports are, and who tells of it."""

from __future__ import annotations

import dataclasses
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.language import tokens, word_lists
from index.language.lexicon import alternation, word_set, words
from index.language.place_names import PREFECTURE, listed, other_names
from index.reading.head.places import NATION, level_of
from index.types import PlaceLevel
from qa.understanding import place_mentions
from qa.understanding.concepts import folded as folded_text
from qa.understanding.names.named_places import bare, parts, same, spans
from qa.understanding.place_mentions import CHINA, COMPARED, COUNTRY, OWN, STATE, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from index.language.place_names import PlaceNames
    from index.language.tokens import Token

# From the highest on: of several places of one short name the first of these is meant.
_LEVELS = tuple(PlaceLevel)
_SHORT = 1  # characters of a short name
_BEFORE_NONE = r"(?<![占居排列在较比超于为是获哪个各前])"
_TIME = rf"\d{{4}}|{alternation('relative_year')}"
_ASKED = rf"[a-z]|{_TIME}|[^\W\d]{{0,CHARS}}(?:{alternation('indicator', 'how_many')})"
# 全国粮食产量 is the country's; 全国重点实验室, 国家高新技术企业 and 中国移动 are what things are called.
_FEW, _MANY = (_ASKED.replace("CHARS", str(n)) for n in (2, 8))
_OF_NAMES = "|".join((words("level_nation")[0], CHINA))
_NATION = re.compile(
    rf"{_BEFORE_NONE}(?:(?:{COUNTRY})(?!的?(?:{COMPARED}|{TITLE}))的?(?:{_MANY}|呢|$)"
    rf"|(?:{_OF_NAMES})(?!{TITLE})的?(?:{_FEW})|{STATE})"
)
_NATION_NAME = re.compile(rf"{COUNTRY}|{_OF_NAMES}|{STATE}")
_OWN = re.compile(rf"{_BEFORE_NONE}{OWN}(?!的?(?:{COMPARED}))")
_ELSEWHERE = {
    kind: "|".join(sorted(names, key=len, reverse=True))
    for kind, names in word_lists.members("qa.understanding.names", "elsewhere.txt").items()
}
# 美国GDP, 华东的粮食产量; not 对美国出口, nor 华北电力大学.
_FAR = re.compile(
    rf"(?<![对向与和跟同从自赴在往到驻给由被占])(?:(?P<country>{_ELSEWHERE['country']})的?(?:{_MANY}|呢)"
    rf"|(?P<region>{_ELSEWHERE['region']})(?:{PREFECTURE}|各?省份?)?的?(?:{_FEW}|呢))"
    rf"|(?:(?<= of )|(?<= in )|(?<= of the )|(?<= in the ))(?P<english>{_ELSEWHERE['country']})(?![\u4e00-\u9fff])"
)
_REGIONS = sorted((name for name in other_names() if len(name) > _SHORT), key=len, reverse=True)
_SHORTS = f"[{''.join(n for n in other_names() if len(n) == _SHORT)}]"
# A short name stands alone, or beside others: 冀的, 冀鲁豫三省; 津湾 and 川藏铁路 are other names.
_OTHER = re.compile(
    rf"(?:{'|'.join(_REGIONS)})|(?<![\u4e00-\u9fff]){_SHORTS}{{1,4}}"
    rf"(?=$|的|呢|{_MANY}|[省、和与及]|[两三四各][省市])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPlaces:
    """The places that reports are of.

    ``holding`` gives those whose names hold some characters, ``is_there`` tells whether one is in scope.
    """

    names: PlaceNames
    holding: Callable[[str], Sequence[str]] = lambda _: ()
    is_there: Callable[[str], bool] = lambda _: True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPlace:
    """A place that a question asks about, or several by one name.

    Attributes:
        name: as it stands in the folded question: 天津市河北区, 冀, 全国, 我市, 京津冀.
        start: where it stands there.
        members: the places that are meant, each by its parts from the outermost inwards; one, but for a
            region of several (``is_group``), and none for what reports call their own (我市).
        reports: the places of reports in scope that are meant.
    """

    name: str
    start: int
    members: tuple[tuple[str, ...], ...]
    reports: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where it ends in the folded question."""
        return self.start + len(self.name)

    @property
    def is_group(self) -> bool:
        """Whether it is a region of several places: 京津冀."""
        return len(self.members) > 1

    @property
    def is_own(self) -> bool:
        """Whether it is what reports of one level call their own place: 我市."""
        return not self.members

    @property
    def is_nation(self) -> bool:
        """Whether it is the whole country."""
        return self.members == ((NATION,),)

    @property
    def is_otherwise_named(self) -> bool:
        """Whether it is said by a word that is no name of it: 冀, 我市, 国务院."""
        return self.is_own or not all(part in self.name for part in self.members[0])

    def is_of(self, place: str) -> bool:
        """Whether a report of a place is of it."""
        if self.reports and not self.is_own:
            return place in self.reports
        return self.may_be(place)

    def may_be(self, place: str) -> bool:
        """Whether a report's place is called so, whatever other places are."""
        if self.is_own:  # a report that does not tell its place may be of any
            return not place or _is_of_kind(self.name[-1], place)
        if not any(_is_called(each, place) for each in self.members):
            return False
        # 冀 is the province, and no district of that name
        return not self.is_otherwise_named or level_of(folded_text(place)) is not PlaceLevel.COUNTY

    def is_named(self, folded: str) -> bool:
        """Whether a folded text names it."""
        return self._naming.search(folded) is not None

    def is_told_of(self, folded: str) -> bool:
        """Whether a folded text names it as more than what something else is held against."""
        return any(map(place_mentions.is_told, self._naming.finditer(folded)))

    @property
    def told_name(self) -> str:
        """What to call it: the place's own name where the question has a short one."""
        is_short = self.is_otherwise_named and not (self.is_own or self.is_group)
        return self.members[0][-1] if is_short else self.name

    def whose(self, folded: str, at: int) -> bool | None:
        """Whether what stands in a folded sentence is of it: by the place named last before that.

        ``None`` where none is named before it.
        """
        return place_mentions.last_told(folded, self._naming, at)

    def begins(self, folded: str, within: int) -> bool:
        """Whether a folded text tells of it within some characters of its beginning."""
        match = self._naming.search(folded)
        return match is not None and match.start() < within and place_mentions.is_told(match)

    @property
    def _naming(self) -> re.Pattern[str]:
        return place_mentions.naming(self.name, self.members)


def asked_places(
    folded: str, terms: Iterable[Token], reported: ReportedPlaces
) -> tuple[AskedPlace, ...]:
    """The places that a folded question asks about, in its order, each once.

    Names that follow one another are one place: 天津市河北区. What a place is only held against
    (全国第几, 占全市多少) is not asked about.
    """
    found = [*_paths(folded, spans(folded, terms, reported.names))]
    for each in _by_other_words(folded):
        gap = int(each.is_own or each.is_nation)  # 云溪全市 is 云溪
        if not any(a.start < each.end + gap and each.start < a.end + gap for a in found):
            found.append(each)
    once = {each.members or each.name: each for each in sorted(found, key=_start, reverse=True)}
    return tuple(_meant(each, reported) for each in sorted(once.values(), key=_start))


def _start(place: AskedPlace) -> int:
    return place.start


def _paths(folded: str, names: Sequence[tuple[int, int]]) -> Iterator[AskedPlace]:
    """Names, those that touch as one."""
    path: list[tuple[int, int]] = []
    for start, end in [*names, (len(folded) + 1, len(folded) + 1)]:
        if path and path[-1][1] != start:
            first, last = path[0][0], path[-1][1]
            name = folded[first:last]
            own = (tuple(folded[a:b] for a, b in path),)
            members = _other(name) if name in other_names() else own  # 东北三省 ends as names do
            yield AskedPlace(name=name, start=first, members=members)
            path = []
        path.append((start, end))


def _by_other_words(folded: str) -> Iterator[AskedPlace]:
    """The country and others, what reports call their own, short names and regions."""
    for match in _NATION.finditer(folded):
        name = _NATION_NAME.match(match[0])
        if name:  # what is asked of it follows
            yield AskedPlace(name=name[0], start=match.start(), members=((NATION,),))
    for match in _FAR.finditer(folded):
        way = match.lastgroup or 0
        yield AskedPlace(name=match[way], start=match.start(way), members=((match[way],),))
    for match in _OWN.finditer(folded):
        yield AskedPlace(name=match[0], start=match.start(), members=())
    for match in _OTHER.finditer(folded):
        if match[0] in _REGIONS or _is_of_words(folded, match.span()):
            yield AskedPlace(name=match[0], start=match.start(), members=_other(match[0]))


def _is_of_words(folded: str, span: tuple[int, int]) -> bool:
    """Whether a stretch of a text begins and ends where words do: 苏, but not in 苏打水."""
    found = tokens.words(folded)
    return any(w.start == span[0] for w in found) and any(w.end == span[1] for w in found)


def _other(name: str) -> tuple[tuple[str, ...], ...]:
    """The places that a short name means, a region's, or those of several short names in a row."""
    names = [name] if name in other_names() else name
    return tuple((place,) for each in names for place in other_names()[each])


def _meant(place: AskedPlace, reported: ReportedPlaces) -> AskedPlace:
    """A place with those of the reports that are meant by it: of one short name the highest."""
    ends = [place.name[-1]] if place.is_own else [bare(each[-1]) for each in place.members]
    holding = dict.fromkeys(each for end in ends for each in reported.holding(end))
    reports = [each for each in holding if place.may_be(each) and reported.is_there(each)]
    if reports and not (place.is_own or place.is_group):
        ranks = [_LEVELS.index(level_of(folded_text(each))) for each in reports]
        reports = [each for each, rank in zip(reports, ranks, strict=True) if rank == min(ranks)]
    return dataclasses.replace(place, reports=tuple(reports))


@functools.lru_cache(maxsize=4096)
def _is_called(asked: tuple[str, ...], place: str) -> bool:
    """Whether a place is the asked one, as far as both say in which others they lie."""
    own = parts(folded_text(place))
    if not own or not same(asked[-1], own[-1]):
        return False
    outer = own[:-1]
    return not outer or all(any(same(each, name) for name in outer) for each in asked[:-1])


@functools.lru_cache(maxsize=4096)
def _is_of_kind(kind: str, place: str) -> bool:
    """Whether a report of a place would call it 全市, or whichever kind of place."""
    own = parts(folded_text(place))
    if not own:
        return False
    level, is_municipality = level_of(own[-1]), bare(own[-1]) in word_set("municipality")
    if kind == "省":
        return level is PlaceLevel.PROVINCE and not is_municipality and own[-1][-1] != "区"
    if kind == "市":
        return (
            own[-1][-1] == "市"
            or is_municipality
            or (level is PlaceLevel.CITY and own[-1] in listed())
        )
    return own[-1][-1] == kind
