"""What a phrase that names something tells: its members, whose it is, among whom it ranks.

Rows of values are handed out to the members of what is named before them: 甲、乙分别增长3%、5%.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.facts.pieces import Part
from index.language.lexicon import alternation, word_set
from index.language.measures import PAIRS
from index.language.units import Dimension, unit_pattern

if TYPE_CHECKING:
    from index.facts.figures import Figure
    from index.facts.phrases import Around, Phrase
    from index.facts.pieces import Piece

Span = tuple[int, int]
_PART_OF, _TOWARDS, _RATE = "占", "对", "率"
_NAMING = (Part.WORD, Part.DEPENDENT, Part.VERBAL, Part.JOIN, Part.LINK)
_BOTH = 2  # phrases: who, and what of each
_MIN_SHARED = 2  # characters
_NUMBERS = frozenset("一二三")
_PAUSES = frozenset("、")  # 采矿业、冶炼和压延加工业
# 就业 and the like end as parts of the economy do, and are none.
_HOLDER = re.compile(
    rf"(?:{alternation('holder', 'industry', 'economy')}|(?<![企就创失作毕事专])业"
    rf"|(?<=[\u4e00-\u9fff])(?:{alternation('firms')}))$"
)
_MIN_NAME = 3  # characters of the name of a place, with its kind
_KINDS = tuple("省市县州盟旗区")
_KINDS_APART = frozenset("县州盟旗")
_MOST_PIECES = 3  # that the name of a zone has: 云溪, 临空, 经济区


def of_row(named: Phrase, place: int, n: int) -> tuple[tuple[Span, ...], str]:
    """The spans that name what one of the n values of a row is of, and its member of a pair."""
    if not named:
        return (), ""
    whole = (named[0].start, named[-1].end)
    if n == 1:
        return (whole,), ""
    items = _items(named, _PAUSES)
    if len(items) != n:
        items = _items(named, None)
    if len(items) < n:
        text = "".join(piece.text for piece in named)
        for pair, members in PAIRS.items():
            if pair in text and n == len(members):
                return (whole,), members[place]
        return (whole,), ""
    return _shared(items[-n:], place, n), ""


def of_each(around: Around, named: Phrase, place: int, n: int) -> tuple[Span, ...]:
    """Of which of those who are named before it one value of a row is: 交通、水利分别完成投资."""
    if len(around.phrases) < _BOTH or named is not around.phrases[-1]:
        return ()
    items = _items(around.phrases[-2], None)
    alone = len(_items(named, None)) == 1
    if len(items) != n or not alone:
        return ()
    return ((items[place][0].start, items[place][-1].end),)


def _shared(items: list[Phrase], place: int, n: int) -> tuple[Span, ...]:
    """A member, with what only the last one says of all, or only the first."""
    own, last, first = items[place], items[-1], items[0]
    span = (own[0].start, own[-1].end)
    n_chars = span[1] - span[0]
    is_numbered = _is_numbered(own) and _is_numbered(last)
    if place < n - 1 and is_numbered and last[0].end - last[0].start > n_chars:
        return span, (last[0].start + n_chars, last[-1].end)  # 第一、第三产业增加值
    if place < n - 1 and len(last) > len(own) and not _ends_alike(own, last):
        end = last[len(own) :]
        return span, (end[0].start, end[-1].end)
    n_last = last[-1].end - last[0].start
    if place < n - 1 and len(last) == len(own) == 1 and n_last > n_chars + _MIN_SHARED:
        return span, (last[0].start + n_chars, last[-1].end)  # 城镇、农村居民收入
    if place < n - 1 and _is_numbered(own) and last[-1].end - last[0].start > n_chars:
        return span, (last[0].start + n_chars, last[-1].end)  # 第一、第三产业
    if place and len(first) == len(own) + 1 and _ends_alike(own, first):
        return (first[0].start, first[0].end), span  # 茶叶种植面积、采摘面积
    return (span,)


def _is_numbered(own: Phrase) -> bool:
    return own[0].text.startswith("第") or own[0].text in _NUMBERS


def _ends_alike(own: Phrase, last: Phrase) -> bool:
    """Whether a member is told whole: it ends as another one does (用电量, 发电量)."""
    return own[-1].text[-1] == last[-1].text[-1] or own[-1].part is Part.DEPENDENT


def _items(named: Phrase, marks: frozenset[str] | None) -> list[Phrase]:
    """The members of a list, parted by some marks, or by all words that join."""
    items: list[list[Piece]] = [[]]
    for piece in named:
        if piece.part is Part.JOIN and (marks is None or piece.text in marks):
            items.append([])
        else:
            items[-1].append(piece)
    return [tuple(item) for item in items if item]


def acting(phrases: list[Phrase]) -> Span | None:
    """Whose it is, where that is named before what is done: 中老铁路发送旅客."""
    if not phrases:
        return None
    phrase = phrases[-1]
    text = "".join(piece.text for piece in phrase)
    is_named = _HOLDER.search(text) or _is_place(phrase[-1])
    if not is_named or text in _no_names():
        return None
    return phrase[0].start, phrase[-1].end


def leading(named: Phrase, place: int, n: int) -> Span | None:
    """The places that a name begins with: 云溪、西岭 of 云溪、西岭旅游收入.

    Of as many of them as there are values in a row the one at the place.
    """
    spans: list[Span] = []
    at = end = 0
    while at < len(named) and (end_of_kind := _end_of_place(named, at)):
        end = _end_of_name(named, end_of_kind - 1)
        spans.append((named[at].start, named[end - 1].end))
        at = end + 1
        if at >= len(named) or named[end].part is not Part.JOIN:
            break
    if not end or end == len(named) or named[end].part is not Part.WORD:
        return None
    return spans[place] if len(spans) == n else (spans[0][0], spans[-1][1])


def _end_of_place(named: Phrase, at: int) -> int:
    """Where a place ends that a name goes on with, its kind in a word of its own or not; else 0."""
    piece = named[at]
    if _is_place(piece):
        return at + 1
    kind = named[at + 1].text if at + 1 < len(named) else ""
    is_whole = piece.part is Part.WORD and kind in _KINDS_APART and len(piece.text) > 1
    return at + 2 if is_whole and piece.text + kind not in _no_names() else 0


def _end_of_name(named: Phrase, at: int) -> int:
    """Where the name of a place ends: 新区 after 雄安 belongs to it."""
    for n in range(_MOST_PIECES, 1, -1):
        more = named[at + 1 : at + n]
        if len(more) == n - 1 and all(piece.part is Part.WORD for piece in more):
            last = more[-1].text
            if last.endswith(_zones()) and last not in word_set("place"):
                return at + n
    return at + 1


@functools.cache
def _zones() -> tuple[str, ...]:
    return (*_KINDS, *word_set("holder"))


@functools.lru_cache(maxsize=4096)
def _is_name(word: str) -> bool:
    if word in word_set("place"):
        return True
    return len(word) >= _MIN_NAME and word.endswith(_KINDS) and word not in _no_names()


@functools.cache
def _no_names() -> frozenset[str]:
    levels = word_set("level_province", "level_city", "level_county", "place_kind")
    return levels | word_set("no_holder", "per_each")


def _is_place(piece: Piece) -> bool:
    return piece.part is Part.WORD and _is_name(piece.text)


def ranked(around: Around, figure: Figure, phrases: list[Phrase]) -> tuple[Phrase, Span | None]:
    """Of a rank: what holds it, and among whom."""
    among = (figure.start, figure.start + figure.scope) if figure.scope else None
    if among is None and phrases and not around.leads and len(phrases[-1]) > 1:
        *held, scope_piece = phrases[-1]
        if _is_scope((scope_piece,)):  # 增速全国第3
            phrases[-1] = tuple(held)
            return phrases[-1], (scope_piece.start, scope_piece.end)
    holds = bool(around.before_last) and around.before_last[-1] in word_set("holds_rank")
    if among is None and phrases and not around.leads and (holds or _is_scope(phrases[-1])):
        scope = phrases.pop()
        among = (scope[0].start, scope[-1].end)
    elif (
        among is None
        and around.own is not None
        and (around.own_is_aside or not around.leads_after_own())
    ):
        among = (around.own.start, around.own.end)
    return (phrases[-1] if phrases else ()), among


def _is_scope(phrase: Phrase) -> bool:
    return "".join(piece.text for piece in phrase) in word_set("compared_among")


def object_of(around: Around, figure: Figure, phrases: list[Phrase]) -> Phrase:
    """What a value is of by what is done: 连续3年举办茶会, 投入3亿元实施改造工程, 项目完成投资3亿元."""
    said = around.leads or around.before_last
    if figure.dimension is Dimension.TIME and not phrases and _repeats(said):
        tells = word_set("says_reached", "stands_at", "grew", "fell", "beyond", "holds_rank")
        return around.after or (() if around.then in tells else around.later)
    if figure.dimension is not Dimension.MONEY:
        return ()
    text = "".join(piece.text for piece in phrases[-1]) if phrases else ""
    is_bare = text in word_set("puts_in")
    is_of_first = said[-1] in word_set("carries_out") if said else around.sums
    if is_of_first and len(phrases) > 1 and text in word_set("puts_in", "asks_money"):
        first, last = (around.pieces.index(phrase[0]) for phrase in phrases[-2:])
        is_row = around.row[1] > around.row[0]
        return () if is_row or acting(phrases[:-1]) else around.pieces[first : last + 1]
    is_spent = is_bare or (bool(around.leads) and around.leads[-1] in word_set("puts_in"))
    return around.later if is_spent and not around.after and (is_bare or not text) else ()


def _repeats(said: tuple[str, ...]) -> bool:
    return any(word in word_set("in_a_row") for word in said)


def towards(around: Around) -> Phrase:
    """Of what one thing does to another (服务业对经济增长的贡献率): all that says of which."""
    at = next((i for i, piece in enumerate(around.pieces) if piece.text == _TOWARDS), None)
    if at is None or not around.phrases or not around.phrases[-1][-1].text.endswith(_RATE):
        return ()
    first, last = at, around.pieces.index(around.phrases[-1][-1])
    while first and around.pieces[first - 1].part in _NAMING:
        first -= 1
    while around.pieces[first].part in (Part.JOIN, Part.LINK):
        first += 1
    return around.pieces[first : last + 1] if first < last else ()


def shared(around: Around) -> Phrase:
    """Of a share (A占B比重): all that says of what it is one."""
    held = [
        piece
        for piece in around.pieces
        if piece.part in (*_NAMING, Part.OWN_PLACE) or piece.text.startswith(_PART_OF)
    ]
    while held and held[0].part in (Part.OWN_PLACE, Part.JOIN, Part.LINK):
        held.pop(0)
    return tuple(held)


def without_each(phrase: Phrase) -> Phrase:
    """A phrase without what tells of each of what a value is: 浓度 of 浓度为每立方米20微克."""
    text = "".join(piece.text for piece in phrase)
    if text in word_set("per_each"):
        return ()
    match = _of_each().search(text)
    if match is None:
        return phrase
    begin = phrase[0].start + match.start()
    return tuple(piece for piece in phrase if piece.end <= begin)


@functools.cache
def _of_each() -> re.Pattern[str]:
    return re.compile(rf"(?:每(?:{unit_pattern()}|[年月日天周季]))+$")
