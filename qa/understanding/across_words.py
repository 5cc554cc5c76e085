"""The patterns by which a question tells that it is about many reports, and what is wanted of them."""

from __future__ import annotations

import re

from index.language import numerals
from index.language.lexicon import alternation
from index.types import PlaceLevel

LEVELS = (
    (rf"{alternation('places_province')}|省(?![级会道])", PlaceLevel.PROVINCE),
    (rf"{alternation('places_city')}|市(?![场民政容值面级])", PlaceLevel.CITY),
    (rf"{alternation('places_county')}|[县区](?![域间内块位划级])", PlaceLevel.COUNTY),
    (rf"(?:{alternation('places_any')}|地区?)(?![域方区理质])的?", None),
)
SEVERAL = rf"[{numerals.FROM_TWO}\d]+[个份]?"
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
EACH = rf"(?:{alternation('whole_country')})?(?:[各每]|{alternation('each_of')}|{SEVERAL})"
# Which, how many or each of the places of a level: the pattern, the number of the lead, the level.
OF_LEVEL = tuple(
    (re.compile(rf"(?:有)?(?:{lead})(?:{pattern})"), i, level)
    for i, lead in enumerate((WHICH, HOW_MANY, EACH))
    for pattern, level in LEVELS
)
WHOSE = re.compile(
    rf"^(?:{alternation('whole_country')})?(?:{alternation('asks_person')}|哪(?:里|儿))的?"
)
NUMBER = rf"[{numerals.FROM_TWO}\d]+"
TOP = re.compile(
    rf"(?:前(?P<first>{NUMBER})|(?:后|最[后]|倒[数])(?P<last>{NUMBER}))(?![季年个]月?)[个名位]?的?"
)
ORDER = re.compile(rf"(?:{alternation('in_order')}|倒[数]|{alternation('lowest_first')})的?")
FROM_LOW = re.compile(rf"从[低小]|由[低小]|倒[数]|{alternation('lowest_first')}")
MOST = re.compile(rf"(?:是|为)?(?:{alternation('is_most')}|更[高大多快])的?")
LEAST = re.compile(rf"(?:是|为)?(?:{alternation('is_least')}|更[低小少慢])的?")
EITHER = re.compile(rf"的?(?:哪(?:一)?个?|{alternation('asks_person')})的?")
N_OF_WHICH = re.compile(rf"哪({NUMBER})")
AMONG = re.compile(
    rf"(?:在)?(?:{alternation('whole_country')}|[各全]省|{EACH}省)?中?(?:{alternation('place_among')})"
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
COUNTED = re.compile(alternation("places_counted"))
NOT_TOLD = re.compile(
    rf"(?:{alternation('tells_not')}|[没未])(?:有)?(?:{alternation('tells_at_all')})(?:了|过|到)?"
)
TOLD = re.compile(rf"(?:{alternation('tells_at_all')})(?:了|过)?")
MENTIONS = re.compile("提[到及]")  # of words, and of no figure
ADDED = re.compile(
    rf"(?:的)?(?:{alternation('added_up')}|{alternation('average_level')}(?=[是为值]|$))"
)
_LOWER, _HIGHER = alternation("set_lower"), alternation("set_higher")
MOVED = re.compile(
    rf"(?:[比较]{{1,2}}(?:[去上]一?年)的?(?:{alternation('target')})?)(?:有所)?(?:是)?"
    rf"(?:(?P<lower>{_LOWER})|(?P<higher>{_HIGHER}))了?的?"
)
EDGES = re.compile(
    r"^[\s,，、;；:：的在中里和与及跟同、?？。!！有是把将]+|[\s,，、;；:：的在中里和与及跟同?？。!！了]+$"
)
ASKS = re.compile(alternation("how_many", "how_much"))
LEFT = re.compile(r"的(?=的)|(?<=的)[、和与及,](?=\w)|(?<=年)[,、](?=\w)")
IT_IS = re.compile(r"(?:都|各|又)?(?:是|为|有)$")
