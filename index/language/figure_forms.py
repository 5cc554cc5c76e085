"""How figures are written, and the numbers that look like them and measure nothing."""

from __future__ import annotations

import functools
import re

from index.language import lexicon, numerals
from index.language.units import unit_pattern

# --- the pieces of a figure
_SIGN = r"(?:(?<![^长降为是速幅率达至到(,、:\s])[-\u2212]|(?<![减担抱])负)"
# Words of both stand in lexicon/hedges.txt; here are those that are hedges in some places only.
HEDGE_BEFORE = (
    # 附近, 签约 and the like end in a modifier and are none.
    rf"(?:{lexicon.alternation('hedge_before')}|"
    r"(?<![节签预条契集制合履公邀违])约|(?<![附最临邻相])近|(?<![赶反])超)"
)
OR_MORE = "以上"
OR_LESS, WITHIN = "以下", "以内"
HEDGE_AFTER = (
    rf"(?:{lexicon.alternation('hedge_after')}|"
    rf"(?:及|\(含\))?(?:{OR_MORE}|{OR_LESS})(?!海)|{WITHIN}(?!蒙)|多(?!\w))"
)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?)"
# 数十, 上千, 十几 say an order only; 人数十万 does not.
_ORDER = r"(?:(?:(?<![人户件台总指倍分基级系函参个多少])数|几|(?<![以之])上)[十百千万亿]+|十几)"
_HAN = rf"(?:{_ORDER}|[{numerals.ALL}]+(?:点[{numerals.ZEROED}]+)?)"
_SCALE = f"(?:{numerals.SCALE})"
_TO = r"\s*(?:-|—|–|~|至|到)+\s*"
_MORE = "[余多来]"

# --- figures of another form
_MEDALS = "[0-9]+金(?:[0-9]+银)?(?:[0-9]+铜)?(?![额融牌属行])"
_RATIO = r"(?:1[:\u2236][0-9]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?[:\u2236]1)(?![0-9:\u2236.])"
OF = "分之"
_PARTS = rf"[{numerals.FROM_TWO}]+{OF}[{numerals.ONES}两]+"
_PER_HUNDRED = rf"(?P<per>[百千万]){OF}(?P<parts>{_DIGITS}|{_HAN})"
_SLASHED = r"[1-9][0-9]?/[0-9]{1,2}(?![0-9/年月.])"  # 1/6
_HALF = rf"""
    (?:{lexicon.alternation("over")}|超|近|约)?(?:一半|过半|超半|近半|半数)
    (?={OR_MORE}|[的是为\W]|$)(?:{OR_MORE})?
"""
_FRACTION = (
    f"{HEDGE_BEFORE}?{_PER_HUNDRED}{HEDGE_AFTER}?|{HEDGE_BEFORE}?{_PARTS}{HEDGE_AFTER}?|{HEDGE_BEFORE}?{_SLASHED}{HEDGE_AFTER}?"
    f"|{_HALF}"
)
FIRST_PLACE = "首位|榜首"
_PLACE = rf"""
    (?:倒数)?第(?:[0-9]+|[{numerals.TENS}]+)(?:位|名|(?![^\s,.;:、。()“”"和与及]))
    |前(?:[0-9]+|[{numerals.TENS}]+)(?:位|名|强)
    |{FIRST_PLACE}
"""

# --- numbers that measure nothing: dates, names, lists. Their repetitions are bounded where another
# place could begin the same run again: a run of n would be read n times.
_CENTURY = "(?:19|20)"
QUARTER = "季度"
_DATES = (
    rf"{_CENTURY}[0-9]{{2}}\s*(?:-|—|~|至|/)\s*{_CENTURY}?[0-9]{{2}}\s*(?:学|财)?年",
    rf"{_CENTURY}[0-9]{{2}}\s*年(?:[0-9]{{1,2}}\s*月)?(?:[0-9]{{1,2}}\s*日)?",
    r"[0-9]{1,2}\s*[-—~至]\s*[0-9]{1,2}\s*月(?!子)",
    r"[0-9]{1,2}\s*月(?:[0-9]{1,2}\s*日|(?!子|份的))",
    rf"[{numerals.OF_YEARS}]{{4}}年",
    r"(?<![0-9.])[0-9]{2,3}\s*年(?=度|底|末|初|[0-9]{1,2}\s*月)",  # of the Republic, or short: 25年底
    r"(?:20世纪[0-9]+|[0-9]{2})年代",
)
_PARTS_OF_NAMES = (
    r"[a-z][a-z-]{0,40}[0-9]+(?:\.[0-9]+)?(?![0-9.%])",  # PM2.5, G7
    rf"第[0-9零{numerals.TENS}百]+",
    r"(?:附件|附表|专栏)\s*[0-9]+|(?:^|(?<=[(见如]))[图表]\s*[0-9]+(?![0-9.])",  # a caption: 图1
    r"(?:[0-9]+\s*[-—~、至]\s*){0,40}[0-9]+\s*号(?:线|院|楼|机|地块|公路|门|码头)?",
    rf"前[一二三四0-9]+?{QUARTER}|[上下]半年|[0-9]+热线|[0-9]+[gdk](?![a-z])",
    rf"[{numerals.ONES}]是|十[一二三四五]五|[二两]十大|[二三]中全会|[0-9{numerals.ONES}两]位数",
    r"[“\"][^”\"0-9]{0,12}[”\"]|[“\"][0-9a-z+.·-]+[”\"]",  # “两个确立”, “1310”
)
_NUMBERING = (
    rf"[(][{numerals.TENS}]+[)]|[(\[【\u3014][0-9]{{1,3}}[)\]】\u3015]",
    r"^[^\S\n]*[0-9]{1,3}[.、](?![0-9](?![0-9]{3}年))",
)
_FORMULAE = (
    r"[0-9]+\+[0-9]+|[0-9](?:\+n)+|[0-9]+[:\u2236][0-9]+",
    rf"[0-9]+[×*][0-9]+(?:{lexicon.alternation('day_hours')})",
)
_PHRASES = (
    rf"[{numerals.TENS}两]个一|两个(?:确立|维护|毫不动摇)",
    r"三[农资产会保严]|三公(?![里斤顷])|两[会岸新重高维]|[一二三四]产|一方面|二手|四[史风周]|双[百千]",
    r"万[众家物象有]|千(?:方百计|家万户)|百[姓货强日年]",
)
_NO_QUANTITY = "|".join((*_DATES, *_PARTS_OF_NAMES, *_NUMBERING, *_FORMULAE, *_PHRASES))
# What any of them can begin with: without it a position costs one look, not twenty.
_FIRST = rf"""[0-9{numerals.ALL}a-z“"(\[【\u3014○\-\u2212负大约将接近超逾高低不至最数几上下倒第前首榜双过半附专图表\s]"""


@functools.cache
def pattern() -> re.Pattern[str]:
    """All figures of a folded text, and the numbers that are none: those are in group ``none``."""
    units = unit_pattern()
    unit = rf"(?:{units})(?:/(?![年月日天])(?:{units}|{lexicon.alternation('per')}))?"
    number = rf"(?:(?P<digits>{_DIGITS})|(?P<han>{_HAN})){_MORE}?(?P<scale>{_SCALE})?"
    upper = rf"(?:{_TO}(?P<upper>{_DIGITS}|{_HAN})(?P<scale3>{_SCALE})?)?{_MORE}?"
    measured = rf"(?P<scale2>万|亿)?(?:(?P<unit>{unit})(?P<each>/[年月日天])?)?"
    figure = rf"{HEDGE_BEFORE}?(?P<sign>{_SIGN})?(?P<times>[0-9]+[×*])?{number}{upper}{measured}{HEDGE_AFTER}?"
    return re.compile(
        rf"""(?={_FIRST})(?:
            (?P<medals>{_MEDALS})
            |(?P<ratio>{_RATIO})
            |(?P<fraction>{_FRACTION})
            |(?P<rank>{_PLACE})
            |(?P<none>{HEDGE_BEFORE}?(?:{_NO_QUANTITY}))
            |(?P<figure>{figure})
        )""",
        re.VERBOSE | re.MULTILINE,
    )
