"""Which place a report is of, and how high that ranks. All texts here are folded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import numerals
from index.language.lexicon import alternation, word_set, words
from index.language.place_names import NEW_AREA, PREFECTURE, bare, listed, parts
from index.language.times import years_named
from index.types import PlaceLevel

if TYPE_CHECKING:
    from collections.abc import Iterator

(NATION,) = words("whole_country")
(_HONG_KONG, _MACAU, _TAIWAN) = words("hong_kong", "macau", "taiwan")
_MAX_NAME_CHARS = 255  # of a file, which may stand for the title
_MAX_UNKNOWN_CHARS = 4  # of a place whose name does not end as places' do

_HAN = r"[\u4e00-\u9fff]"
_PEOPLES = "(?:人民)?"
_FOR = "代表"
_KIND = re.compile(
    rf"{_PEOPLES}(?:{alternation('issuer')})*"
    rf"(?:第.{{1,4}}(?:{alternation('five_years')}|次.{{0,4}}{alternation('census')}))?(?:{alternation('of_document')})*"
    rf"(?:{alternation('document')})"
)
_ORDINAL = rf"第[〇{numerals.TENS}\d]+"
_MEETING = rf"(?:人民代表大会|人大)(?:常务委员会)?{_ORDINAL}次会议"
_OCCASION = re.compile(
    rf"在(?P<place>{_HAN}{{0,20}}?){_ORDINAL}届\s*(?P<whole>{NATION})?{_MEETING}"
)
_AROUND = re.compile(r"[\s《》【】\[\]（）()「」“”\"_.,—–:：-]|^度|^(?:关于)|的$")
_SUFFIX = (
    rf"(?:{alternation('place_kind', 'zone', 'town', 'corps')}|{PREFECTURE}|{NEW_AREA}|"
    rf"[省市县区州盟旗镇乡]|(?<=[{numerals.TENS}])师)"
)
_WHOLE = re.compile(rf"{_HAN}{{1,24}}{_SUFFIX}")
_ONLY_KIND = re.compile(_SUFFIX)
_CUT = re.compile(rf"{_HAN}{{1,24}}{_SUFFIX}")
_SEAT = rf"{_PEOPLES}(?:{alternation('government', 'court', 'prosecution', 'congress', 'peoples_seat')})"
_ISSUER = re.compile(rf"(?:^|[\s—–-])(?P<place>{_HAN}{{2,20}}?)(?={_SEAT})")
_SPOKEN_FOR = re.compile(rf"{_FOR}(?P<place>{_HAN}{{2,20}}?)(?={_SEAT})")
_PERIOD = re.compile(r"^[\d\s—–~至-]*(?:年|月份?|季度?)?")
_LEADING = re.compile(rf"{_HAN}{{1,7}}?(?:[省市县区盟旗])")
_NATION = re.compile(alternation("nation"))
_IS_STATE = re.compile(rf"(?:^|[\s—–-])(?:{alternation('state')})")
_STATE_SPEAKS = re.compile(rf"{_FOR}(?:{alternation('state')})")
_OFFICE = re.compile(rf"(?:{alternation('office')})$")
_OF_REPUBLIC = re.compile(rf"{alternation('of_republic')}|中华民国")
_ZONE = re.compile(rf"(?:{alternation('zone')})$")
_LEVELS = (
    (PlaceLevel.TOWN, re.compile(rf"(?:[镇乡]|{alternation('town')})$")),
    (PlaceLevel.PROVINCE, re.compile(rf"(?:省|{alternation('region')}|{alternation('corps')})$")),
    (PlaceLevel.COUNTY, re.compile("[县旗]$")),
    (PlaceLevel.CITY, re.compile(rf"(?:[州盟师]|{PREFECTURE})$")),
    (PlaceLevel.COUNTY, re.compile(r"区$")),
)


def place_of_title(title: str) -> str:
    """What stands in a title between its year and the kind of report, or else before the year."""
    kind = _KIND.search(title[:_MAX_NAME_CHARS])
    if kind is None:
        return ""
    head = title[: kind.start()]
    years = years_named(head, of_republic=is_of_republic(title))
    after = head[years[-1].end :] if years else head
    before = head[: years[0].start] if years else head
    return next(filter(None, (_name(part) for part in (after, before))), "")


def place_of_name(name: str) -> str:
    """The place that a name tells, though it is of no report: ``云溪县_2024_report``."""
    if place := place_of_title(name):
        return place
    years = years_named(name)
    first = re.split(r"[\s_—–()（）-]", name[: years[0].start] if years else name)[0]
    if is_place(first):
        return first
    leading = _LEADING.match(_PERIOD.sub("", name))
    return leading[0] if leading and len(leading[0]) > 1 else ""


def occasion_in(text: str) -> re.Match[str] | None:
    """The first session of a congress that a text names, with its place."""
    return _OCCASION.search(text)


def place_of_occasion(occasion: re.Match[str]) -> str:
    """The place whose congress met."""
    place = _NATION.fullmatch(occasion["place"]) or occasion["whole"]
    return NATION if place else _name(occasion["place"])


def issuers_in(text: str) -> Iterator[str]:
    """The places whose government, court or office a head names: ``唐县人民政府县长 李四``."""
    if _IS_STATE.search(text):
        yield NATION
    yield from _issuers(_ISSUER, text)


def spoken_for(text: str) -> Iterator[str]:
    """The places whose government or court a speech is given for: ``我代表唐县人民政府``."""
    if _STATE_SPEAKS.search(text):
        yield NATION
    yield from _issuers(_SPOKEN_FOR, text)


def _issuers(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        name = _name(match["place"])
        if is_place(name) and name != NATION:
            yield name


def region_in(text: str) -> str:
    """Hong Kong, Macau or Taiwan, where words that only their reports use tell one."""
    if is_of_republic(text):
        return _TAIWAN
    if not re.search(alternation("chief_executive"), text):
        return ""
    n_hong_kong, n_macau = text.count(_HONG_KONG), text.count(_MACAU)
    if n_hong_kong == n_macau:
        return ""
    return _HONG_KONG if n_hong_kong > n_macau else _MACAU


def is_of_republic(text: str) -> bool:
    """Whether a text names offices of the Republic, whose years are counted from 1911."""
    return _OF_REPUBLIC.search(text) is not None


def is_place(name: str) -> bool:
    """Whether a name ends as places' do, or is of a province or a city."""
    if name in listed() or bare(name) in listed():
        return True
    return _WHOLE.fullmatch(name) is not None and _ONLY_KIND.fullmatch(name) is None


def same_place(a: str, b: str) -> bool:
    """Whether two names can be of one place: 清苑区 and 保定市清苑区, 徐水县 and 徐水区."""
    if not a or not b:
        return True
    short, long = sorted((_core(a), _core(b)), key=len)
    return short == long or (len(short) > 1 and long.startswith(short))


def level_of(place: str) -> PlaceLevel:
    """How high a place ranks."""
    if not place:
        return PlaceLevel.UNKNOWN
    if place == NATION:
        return PlaceLevel.NATION
    named = parts(place)
    if not named:  # 省省: kinds of places, and no name
        return PlaceLevel.UNKNOWN
    *outer, last = named
    short = bare(last)
    if not outer and short in word_set("province") and last in {short, f"{short}市", f"{short}省"}:
        is_city = last.endswith("市") and short not in word_set("municipality")
        return PlaceLevel.CITY if is_city else PlaceLevel.PROVINCE
    is_city = short in listed() or last in listed()
    if last.endswith(NEW_AREA) and not _ZONE.search(last):
        return PlaceLevel.CITY if is_city else PlaceLevel.COUNTY
    by_ending = next((level for level, ending in _LEVELS if ending.search(last)), None)
    return by_ending or (PlaceLevel.CITY if is_city else _level_of_city(last))


def _level_of_city(name: str) -> PlaceLevel:
    """The level of a place that is not listed: of a city, a county's."""
    return PlaceLevel.COUNTY if name.endswith("市") else PlaceLevel.UNKNOWN


def _name(text: str) -> str:
    """The place in what stands around a title's year; empty where that is none."""
    name = _AROUND.sub("", text)
    if _NATION.fullmatch(name):
        return NATION
    if not re.fullmatch(rf"{_HAN}{{2,20}}", name) or _OFFICE.search(name) or is_of_republic(name):
        return ""
    if is_place(name) or len(name) <= _MAX_UNKNOWN_CHARS:
        return name
    cut = _CUT.match(name)
    return cut[0] if cut else ""


def _core(place: str) -> str:
    """The innermost part of a place without its kind: 唐 of 唐县."""
    last = (parts(place) or (place,))[-1]  # 省省 has no part that is named
    return re.sub(rf"{_SUFFIX}$", "", last) or last
