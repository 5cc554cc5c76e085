"""The question before, asked of something else: what stands for what in it."""

from __future__ import annotations

import functools
import re

from index.language import tokens, word_lists
from index.language.lexicon import alternation, word_set, words
from index.language.numerals import FROM_TWO
from index.language.text import fold
from index.language.times import YEAR_IN_HAN
from index.language.units import unit_pattern

ASKED_HOW_MUCH = f"是{words('how_much')[0]}"
HOW_MUCH_IT_IS = r"多[大长高久远重宽深快]"
ASKS = re.compile(
    rf"{alternation('how_many')}|{HOW_MUCH_IT_IS}|哪|{alternation('what')}|谁|吗|怎|{alternation('how')}|how|what|who|which",
    re.IGNORECASE,
)
END = r"[?？。!！\s]*$"
_TIME = re.compile(rf"(?:19|20)\d{{2}}年?|{YEAR_IN_HAN}年|{alternation('relative_year')}")
_COUNTING = "[个家条所座位支款种项类处部名片只件间段批套户]"
_SEVERAL = rf"(?:{alternation('which')}|哪[几]{_COUNTING}?+|{alternation('what')})"
_NOUN = r"[^\W\d_]{1,10}?"
# 今年要开工哪几条高铁, 今年建成的医院项目是哪几个: members are asked for, and what they are.
_MEMBERS = (
    re.compile(rf"{_SEVERAL}(?P<noun>{_NOUN}){END}"),
    re.compile(rf"(?P<noun>{_NOUN})(?:都)?(?:是|有){_SEVERAL}{END}"),
)
# 各省2025年GDP增长目标
_OF_ALL = re.compile(
    rf"^(?:各|{alternation('each_of')})(?:{alternation('places_province', 'places_city', 'places_county')}"
    rf"|[省市区县地州])(?:的|{_TIME.pattern})*"
)
ORDER = re.compile(
    rf"最[高低大小多少快慢]|第[一二三]|前[{FROM_TWO}\d]|倒[数]|{alternation('lowest_first')}"
)
_OF_RATES = str.maketrans({"快": "高", "慢": "低"})  # nothing grows of what is told by itself
_WHICH_IS = re.compile(rf"哪(?:一)?个[更最]?[高低大小多少快慢]{END}")
_WHICH_AT_END = re.compile(r"哪(?:一)?个[省市区县州地]?$")
_HOW_MUCH_AT_END = re.compile(
    rf"(?:各|{alternation('in_turn')})?[是为有]?(?:{alternation('how_many')})?{END}"
)
_TERM = re.compile(
    rf"^(?:{alternation('asks_term')})(?P<term>.+?){END}|"
    rf"^(?P<named>[^的]+?)(?:是|指)的?是?(?:{alternation('what')})(?:{alternation('meaning_or_thing')})?{END}"
)
_MEASURE = re.compile(rf"(?:{alternation('indicator', 'of_industry', 'asks_money', 'price')})$")
_TOLD_BY_ITSELF = re.compile(
    rf"{alternation('new_measure')}|(?:{alternation('level_rate')})$|"
    rf"(?<=[^\W的])(?:{alternation('asks_change', 'asks_share', 'intensity', 'asks_concentration')})$"
)
_MEASURED = re.compile(rf"(?<=.)(?:{alternation('indicator')})$")
# GDP增速目标, 蔬菜产量多少
_HOW_MUCH = re.compile(
    rf"{alternation('how_many')}|(?:{alternation('asks_change', 'goal', 'of_goal')})+{END}"
)
_UNIT = rf"(?:{alternation('followed_scale')})?(?:{unit_pattern()})"
_COUNTED_NOUN = re.compile(
    rf"(?<!哪)(?:{alternation('how_many')})(?:{_COUNTING}|(?!{_UNIT}))(?P<noun>[^\W\d_的]{{2,8}}?){END}"
)
_MEMBERS_OF = re.compile(rf"的(?P<noun>[^\W\d_的]{{2,6}}?)(?:都)?有{_SEVERAL}{END}")
# 能走了吗, 完了没有, 盖到什么程度: how far it is.
_STATE = re.compile(
    rf"(?:没有?|吗|不|{alternation('whether_so')}|{alternation('how_is_it')}|"
    rf"到(?:哪|{alternation('what')})\w{{0,3}})了?{END}"
)
_NO_THING = re.compile(rf"的?(?:{alternation('no_thing')})?$")
_COMES_ABOUT = frozenset("能会要盖修建通完交搞做进到现咋")


def asked_of(other: str, before: str) -> str:
    """The question before, asked of something else; empty where nothing in it is of its kind."""
    ways = (_of_term, _of_state, _of_members, _of_count, _of_indicator, _of_subject)
    asked = (ask(other, before) for ask in ways)
    return next(filter(None, asked), "")


def of_other_side(other: str, before: str) -> str:
    """支出呢, after 一般公共预算收入是多少: 一般公共预算支出是多少; empty where it is no other side."""
    other = _NO_THING.sub("", other)
    for mine, its_other in _sides():
        end = next((each for each in (its_other, its_other[-2:]) if other.endswith(each)), "")
        lead = other.removesuffix(end)
        at = before.rfind(lead + mine) if end else -1
        if at >= 0 and its_other not in before:
            return f"{before[:at]}{lead}{its_other}{before[at + len(lead + mine) :]}"
    return ""


@functools.cache
def _sides() -> tuple[tuple[str, str], ...]:
    """Each side with each of its others, as they stand in the list, both ways round."""
    listed = word_lists.members("qa.understanding", "opposites.txt")
    pairs = [(one, other) for one, others in listed.items() for other in others]
    return tuple(pair for one, other in pairs for pair in ((one, other), (other, one)))


def is_order(asked: str) -> bool:
    """Whether what is asked is only which is first, or in what order: 最高."""
    match = ORDER.match(asked)
    return match is not None and re.fullmatch(END, asked[match.end() :]) is not None


def asks_which_is(asked: str) -> bool:
    """Whether what is asked is only which of several is more: 哪个高."""
    return _WHICH_IS.fullmatch(asked) is not None


def measure_of(asked: str) -> str:
    """What is asked for, without how much of it there is, or whose is first: GDP目标, of GDP目标哪个最高."""
    order = ORDER.search(asked)
    return _WHICH_AT_END.sub(
        "", asked[: order.start()] if order else _HOW_MUCH_AT_END.sub("", asked)
    )


def in_order(other: str, before: str) -> str:
    """Which is first by another measure: 粮食产量呢, after GDP增长最快的是哪个; empty where no order is asked."""
    order = ORDER.search(before)
    if order is None or re.search(alternation("how_many"), before):
        return ""
    at = order.start()
    if is_told_by_itself(other):
        how = order[0].translate(_OF_RATES)
        return f"{other}{how}{before[order.end() :]}" if at else ""
    for word in reversed(list(tokens.words(before[:at]))):
        if word.term not in word_set("grew", "fell", "asks_change"):
            break
        at = word.start
    return f"{other}{before[at:]}" if at else ""


def of_all(said: str, before: str) -> str:
    """What is asked of all places next: their order (哪个最高), or another measure (那失业率呢).

    Empty where the question before is not asked of all places.
    """
    all_of = _OF_ALL.match(before)
    if all_of is None:
        return ""
    if ORDER.search(said):
        return f"{_HOW_MUCH_AT_END.sub('', before)}{said}"
    other = re.sub(f"呢?{END}", "", said)
    goal = re.search(alternation("goal"), before)
    if not is_measured(other) or re.search(alternation("how_many"), said):
        return ""
    return f"{all_of.group()}{other}{goal.group() if goal else ''}"


def _of_term(other: str, before: str) -> str:
    """城市候机楼呢, after 什么是数据资产入表: 什么是城市候机楼."""
    match = _TERM.match(before)
    name = match and next(each for each in ("term", "named") if match[each])
    return before[: match.start(name)] + other + before[match.end(name) :] if match and name else ""


_IN_ALL = "总"


def is_asked_of_a_thing(other: str) -> bool:
    """Whether words name what a thing has (运力, 面积): they do not say of which thing."""
    bare = other.removeprefix(_IN_ALL)
    if bare and bare != other and is_measured(bare):  # 总规模, 总产值
        return True
    terms = [word.term for word in tokens.words(other)]
    if other in word_set("says_no_subject") or bare in word_set("says_no_subject"):
        return True
    return bool(terms) and all(term in word_set("says_no_subject") for term in terms)


def is_measured(other: str) -> bool:
    """Whether what they name is told by a figure (面积), and not in words (效果)."""
    measured = word_set("indicator")
    other = other.removeprefix(_IN_ALL) or other
    return other in measured or any(word.term in measured for word in tokens.words(other))


def asks_count(before: str) -> bool:
    """Whether a question asks how many of a kind there are: 去年建了多少座公园."""
    return _COUNTED_NOUN.search(before) is not None


def asks_figure(before: str) -> bool:
    """Whether a question asks for a figure."""
    return _HOW_MUCH.search(before) is not None


def is_bare(before: str) -> bool:
    """Whether it only names what it asks for: 2024年GDP."""
    folded = fold(before).text
    return bool(folded) and not (ASKS.search(folded) or _STATE.search(folded))


def is_name(said: str) -> bool:
    """Whether words name a thing: neither what leads to one, nor what is asked or done."""
    last = "".join(word.term for word in list(tokens.words(said))[-1:])
    return last not in _leads() | {""} and not (ASKS.search(said) or re.search(r"[的了\W]", said))


def names_measure(other: str) -> bool:
    """Whether words name what is told by a figure: 城镇新增就业, 失业率."""
    return _MEASURE.search(other) is not None or is_told_by_itself(other)


def is_told_by_itself(other: str) -> bool:
    """Whether no change of it is asked for where one of something else was before: 失业率, 城镇新增就业."""
    return _TOLD_BY_ITSELF.search(other) is not None


def of_kind(other: str, before: str) -> str:
    """The members of another kind: 在建的呢, after 今年要开工哪几条高铁; empty where none are asked."""
    match = next(filter(None, (members.search(before) for members in _MEMBERS)), None)
    noun = _without_verbs(match["noun"].rpartition("的")[2]) if match else ""
    return f"{other}的{noun}有{words('which')[0]}？" if noun else ""


def _without_verbs(noun: str) -> str:
    """地铁线路, of 地铁线路能建成."""
    for word in tokens.words(noun):
        if word.start and word.term in word_set("predicate", "verbal", "edge_of_question"):
            return noun[: word.start]
    return noun


def _of_state(other: str, before: str) -> str:
    """东三环呢, after 电谷立交桥能走了吗: 东三环能走了吗."""
    if not _STATE.search(before):
        return ""
    verbs = word_set("predicate", "verbal", "edge_of_question", "whether_so", "how_is_it")
    for word in tokens.words(before):
        is_verb = word.term in verbs or word.term[0] in _COMES_ABOUT
        if word.start > 1 and is_verb and word.term != "的":
            return other + before[word.start :]
    return ""


def _of_members(other: str, before: str) -> str:
    """学校呢, after 河北区的医院有哪些: 河北区的学校有哪些."""
    match = _MEMBERS_OF.search(before)
    return before[: match.start("noun")] + other + before[match.end("noun") :] if match else ""


def _of_count(other: str, before: str) -> str:
    """医院呢, after 新建了几所幼儿园: 新建了几所医院."""
    match = _COUNTED_NOUN.search(before)
    if match is None:
        return ""
    return before[: match.start("noun")] + other + before[match.end("noun") :]


def _of_indicator(other: str, before: str) -> str:
    """工业呢, after GDP增长多少: 工业增长多少."""
    changes = word_set("grew", "fell", "asks_change")
    for word in list(tokens.words(before))[1:]:
        if word.term in changes and re.search(alternation("how_many"), before[word.start :]):
            return other + before[word.start :]
    return ""


def _of_subject(other: str, before: str) -> str:
    """口袋公园呢, after 老旧小区去年改造了多少个: 口袋公园去年改造了多少个."""
    asked, time = _HOW_MUCH.search(before), _TIME.search(before)
    if asked is None:
        return ""
    start = end = 0
    for word in tokens.words(before[: asked.start()]):
        is_time = time is not None and time.start() <= word.start < time.end()
        leads_on = is_time or word.term in _leads()
        if leads_on and end > start:
            break
        start, end = (word.end, word.end) if leads_on else (start, word.end)
    if end - start <= 1:
        return ""
    measured = _MEASURED.search(before[start:end])
    if measured and not _MEASURED.search(other):
        end = start + measured.start()  # 蔬菜呢, after 粮食产量是多少
    return before[:start] + other + before[end:]


def without_lead(words_of_it: str) -> str:
    """学位, of 新增学位: without the words that lead to what is named."""
    for word in tokens.words(words_of_it):
        if word.term not in _leads():
            return words_of_it[word.start :]
    return words_of_it


@functools.cache
def _leads() -> frozenset[str]:
    return word_set(
        "asks_added",
        "before_how_many",
        "edge_of_question",
        "function",
        "makes_new",
        "predicate",
        "verbal",
    )
