"""The patterns by which a question tells that it is about many reports, and what is wanted of them."""

from __future__ import annotations

import re

from index.language import numerals
from index.language.lexicon import alternation, words
from index.language.tokens import words as words_of
from index.types import PlaceLevel

LEVELS = (
    (rf"(?:{alternation('places_province')})(?![长场])|省(?![级会道长])", PlaceLevel.PROVINCE),
    (rf"{alternation('places_city')}|市(?![场民政容值面级])", PlaceLevel.CITY),
    (
        rf"(?:{alternation('places_county')})(?!长)|(?:{words('level_county')[0]}|[县区])(?![域间内块位划级])",
        PlaceLevel.COUNTY,
    ),
    (rf"(?:{alternation('places_any')}|地区?)(?![域方区理质])的?", None),
)
NUMBER = rf"[{numerals.FROM_TWO}\d]+"
SEVERAL = rf"{NUMBER}[个份]?"
WHICH = rf"哪(?:几个?|{SEVERAL})?|{alternation('asks_list', 'which_of')}"
HOW_MANY = alternation("how_many_of")
# …超过5%的省份有哪些: which, or how many, as a question ends with it.
OF_LEVEL_AT_END = tuple(
    (
        re.compile(
            rf"的(?:{pattern})(?:都|各)?(?:是|有|为)?(?P<asked>{WHICH}|{HOW_MANY}|哪[些])?[?。!]*$"
        ),
        level,
    )
    for pattern, level in LEVELS
)
# 最低的三个省, 前五个省: as many of an order; 前三季度 is none.
OF_ORDER = re.compile(rf"(?:(?P<first>前)|(?P<last>后|最[后]|倒[数]))?(?P<n>{NUMBER})[个份]?")
EACH = (
    rf"(?:{alternation('whole_country')})?"
    rf"(?:[各每]|{alternation('each_of')}|(?:[前后]|最[后]|倒[数])?{SEVERAL})"
)
COUNTRY = re.compile(rf"^\s*(?:{alternation('whole_country')})的?")
# Which, how many or each of the places of a level: the pattern, the number of the lead, the level.
OF_LEVEL = tuple(
    (re.compile(rf"(?:有)?(?:{lead})(?:{pattern})"), i, level)
    for i, lead in enumerate((WHICH, HOW_MANY, EACH))
    for pattern, level in LEVELS
)
WHOSE = re.compile(
    rf"^(?:{alternation('whole_country')})?(?:{alternation('asks_person')}|哪(?:里|儿))的?"
)
TOP = re.compile(
    rf"(?:排[名在]?)?(?:前(?P<first>{NUMBER})|(?:后|最[后]|倒[数])(?P<last>{NUMBER}))(?![季年个]月?)[个名位]?的?"
)
# 第二, 第三低, 倒数第二, at the end; 第二产业 is none.
NTH_ANYWHERE = re.compile(
    rf"(?:排[名在]?|位?[居列])?(?P<last>倒[数])?第(?P<n>[{numerals.TENS}\d]+)"
    rf"(?:(?P<down>[低少小慢])|[高多大快名位])?的?是?"
)
NTH = re.compile(rf"{NTH_ANYWHERE.pattern}(?=[?。!\s]*$)")
ORDER = re.compile(rf"(?:{alternation('in_order')}|倒[数]|{alternation('lowest_first')})的?")
FROM_LOW = re.compile(rf"从[低小]|由[低小]|倒[数]|{alternation('lowest_first')}")
MOST = re.compile(rf"(?:是|为)?(?:{alternation('is_most')}|更[高大多快])的?")
LEAST = re.compile(  # 最低工资 is a wage
    rf"(?:是|为)?(?:{alternation('is_least')}|更[低小少慢])(?!{alternation('of_minimum')})的?"
)
EITHER = re.compile(rf"的?(?:哪(?:一)?个?|{alternation('asks_person')})的?")
WHICH_ONE = re.compile(r"哪(?:一)?个")
N_OF_WHICH = re.compile(rf"哪({NUMBER})")
AMONG = re.compile(
    rf"(?:在)?(?:{alternation('whole_country')}|[各全]省|{EACH}省)?中?(?:{alternation('place_among')})"
)
# 在各省中排第几: of whom a rank is asked, as no report tells it.
AMONG_EACH = re.compile(
    rf"在?(?:{'|'.join(f'{EACH}(?:{pattern})' for pattern, _ in LEVELS)})[中里]?(?={alternation('place_among')})"
)
EACH_YEAR = re.compile(
    rf"(?:{alternation('whole_country')})?(?:{alternation('every_year')})|(?<=\d年)(?:{alternation('since')})"
)
SOME_YEARS = re.compile(rf"[近过][去]?(?:{NUMBER}|几)年[来]?|(?:{NUMBER}|几)年[来]")
COURSE = re.compile(rf"的?(?:{alternation('course')})(?:情[况])?(?=[?。!]|$|是|如[何]|怎)")
SPAN = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:-|—|–|~|至|到)+((?:19|20)\d{2})年?")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=[、和与及,]))")
BESIDE = re.compile(rf"(?:{alternation('side_by_side')})(?:一[下])?")
IN_TURN = re.compile(alternation("in_turn"))
COUNTED = re.compile(rf"{alternation('places_counted')}|{SEVERAL}(?:{LEVELS[0][0]})")
NOT_TOLD = re.compile(
    rf"(?:{alternation('tells_not')}|[没未])(?:有)?(?:{alternation('tells_at_all')}|写)(?:了|过|到|明)?"
)
TOLD = re.compile(rf"(?:{alternation('tells_at_all')})(?:了|过)?|写[了过]")
# What tells which of an order is meant, first those that say more.
WHICH_OF_ORDER = (MOST, LEAST, TOP, NTH_ANYWHERE)
MENTIONS = re.compile("提[到及]")  # of words, and of no figure
ADDED = re.compile(
    rf"(?:的)?(?:{alternation('added_up')}|{alternation('average_level')}(?=[是为值]|$))"
)
_HOW_MANY_MORE = rf"(?:{alternation('how_many')})(?:{alternation('scale')})*[^\W\d_]{{0,2}}"
DIFFERS = re.compile(
    rf"(?:之[间])?的?(?:(?:{alternation('differs_by')})[了是有]?(?:{_HOW_MANY_MORE})?|差了?{_HOW_MANY_MORE})"
    r"(?=[?。!\s]*$)"
)
# 江苏比浙江多多少: what one is more by.
MORE_BY = re.compile(rf"比.*(?:[高低大小快慢长短]|多(?=多)|少(?=多))[了出]?(?:{_HOW_MANY_MORE})")
MEAN_OF_COUNTRY = re.compile(rf"(?<=国)的?(?:{alternation('average_level')})(?=的|[?。!\s]|$)")
_LOWER, _HIGHER = alternation("set_lower"), alternation("set_higher")
# 比去年下调, 与去年相比…下调了, and of a target alone: 下调的.
_SOMEWHAT = "(?:有所)?"
_YEAR_BEFORE = rf"[去上]一?年的?(?:{alternation('target')})?"
FROM_YEAR_BEFORE = re.compile(
    rf"[比较]{{1,2}}{_YEAR_BEFORE}"
    rf"|[与和同跟]{_YEAR_BEFORE}(?:{alternation('held_against')}|[比])[,、]?"
)
MOVED = re.compile(
    rf"{_SOMEWHAT}(?:是)?(?:(?P<lower>{_LOWER}|更?低(?!于))|(?P<higher>{_HIGHER}|更?高(?!于)))了?的?"
)
RESET = re.compile(
    rf"{_SOMEWHAT}(?:(?P<lower>{alternation('reset_lower')})|(?P<higher>{alternation('reset_higher')}))了?的?"
)
SINCE = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})年(?:{alternation('since')}|至[今])的?")
ASKED_AT_END = re.compile(
    rf"(?:{alternation('in_turn')}|都)?[是有](?:{alternation('asks_list', 'asks_person')}|哪[些]?|哪(?:几|{SEVERAL})个?)[?。!]*\s*$"
)
EDGES = re.compile(
    r"^[\s,，、;；:：的在中里和与及跟同、?？。!！有是把将]+|[,，](?:是|有)$|[\s,，、;；:：的在中里和与及跟同?？。!！了呢]+$"
)
IS_AT_END = re.compile("的?[是为有]$")
OFFICE = re.compile(alternation("office"))
LEFT = re.compile(r"的(?=的)|(?<=的)[、和与及,](?=\w)|(?<=年)[,、](?=\w)")
ASKS_CHANGE = re.compile(alternation("asks_change", "how_many", "how_much"))
NAMES_CHANGE = words("names_change")[0]
_ENGLISH = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")
_LEFT_IN_ENGLISH = re.compile(
    r"^(?:what (?:is|are|was|were)|compare|list|show)\s+(?:the\s+)?|(?<![’'])\b(?:of|in|for|by|and)\s+(?=(?:of|in|for|by|and)\b)"
    r"|\s+(?:of|in|for|by|and)\s*(?=[?.]*$)|(?<=\s)['’]s?\s+|^['’]s?\s+",
    re.IGNORECASE,
)


def without_edges(text: str) -> str:
    """What is left of a question without what joined it to what was taken out; no word is cut: 中欧班列."""
    before = ""
    while before != text:
        before, led = text, EDGES.match(text)
        end = led.end() if led else 0
        inside = (each.start for each in words_of(text) if each.start < end < each.end)
        text = text[min(inside, default=end) :]
        behind = EDGES.search(text, 1)
        text = text[: behind.start()] if behind else text
    return text


def joined(text: str) -> str:
    """What is left of a question: without blanks, which only words in Latin letters need between them."""
    if not _ENGLISH.search(text):
        return "".join(text.split())
    text, before = " ".join(text.split()), ""
    while text != before:
        before, text = text, _LEFT_IN_ENGLISH.sub("", text).strip()
    return text
