"""Follow-up questions made self-contained, from the questions before them and nothing else."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from index.language.place_names import PlaceNames
from index.language.text import fold
from index.language.times import YEAR_IN_HAN
from index.language.units import unit_pattern
from qa.understanding import siblings
from qa.understanding.across import following
from qa.understanding.asked_places import ReportedPlaces, asked_places
from qa.understanding.question import FOR_EXAMPLE, MAX_CHARS, WILL, QuestionError, checked
from qa.understanding.work.outlines import are_outlines, of_time, stands_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

# The words that questions are made of, as alternatives without a group.
_HOW_MANY = alternation("how_many")
_WHAT_THING = alternation("what_thing")
_WHICH = alternation("which")
_HOW_IS_IT = alternation("how_is_it")
_FURTHER = alternation("further")
_HOW_MUCH_IT_IS = r"多[大长高久远重宽深快]"
_END = r"[?？。!！\s]*$"

_DIGITS_ALONE = r"(?=\s*(?:呢|的|[?？。!！]|$)|\s+[\u4e00-\u9fff])"
_TIME = re.compile(
    rf"(?:(?:19|20)\d{{2}}(?:\s*年度?|{_DIGITS_ALONE})|{YEAR_IN_HAN}年|{alternation('relative_year')})"
    r"(?:的|里|里面)?"
)
_GOAL = re.compile(rf"(?:{alternation('of_goal')})?(?:{alternation('goal')})")
_LEAD = re.compile(
    rf"^(?:{alternation('follow_up_lead')}|and|what about|how about)[,，、\s]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(rf"(?:呢|{_HOW_IS_IT}|又怎样|又如何)?{_END}")
_POINTED_AT = rf"(?<!应)该(?:(?:{alternation('pointed_at')})的?|(?=的))"
_PRONOUN = re.compile(
    rf"它们?的?|其(?![中他余实])|{_POINTED_AT}|(?:这|那)(?:个|项|家|条|所|座|些)?(?=的|是|在|有)"
)
_MORE = re.compile(
    rf"^(?:还|{alternation('besides')})?(?:都?有)?(?:{alternation('the_rest')}|哪几个|其他的)(?:呢|吗)?[?？]*$|"
    rf"{_FURTHER}(?:{alternation('the_rest')}|呢|吗)(?:呢|吗)?{_END}"
)
_ASKED_NUMBER = (
    rf"(?:{alternation('before_how_many')})?(?:{alternation('reached_how_many')})?了?"
    rf"(?:{_HOW_MANY})(?P<scale>{alternation('followed_scale')})?(?P<unit>UNIT)?"
)
_ASKED_THING = rf"(?:要?建?成|是|为)?(?:{_WHAT_THING}样的?\w{{0,4}}|{alternation('what')}|谁|{_HOW_IS_IT}|{_HOW_MUCH_IT_IS})"
_ASKED_DAY = r"(?:是)?(?:几[年月])?(?:几[月号日]|哪[一]?[天年月日])(?:来[着])?"
_ASKED_MEMBER = r"(?:(?<![存正])在)?哪(?:一)?(?:些|里|儿|几?[个家条所座位项种])?"
_WHAT = (
    rf"{_ASKED_DAY}|{_ASKED_NUMBER}|{_ASKED_THING}|{_ASKED_MEMBER}|{alternation('asks_place_in_order')}|吗|呢|"
    rf"{alternation('whether_so')}|[?？。!！]+"
)
_LETTER = re.compile(r"[\W_]*[A-Za-z\d][\W_]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = "、,，:： "
_COMING = re.compile(rf"{alternation('strives')}|将要?|{WILL}")  # of no other time
_OF, _STILL = "的", "还"
_ASKED_MEMBERS = re.compile(_WHICH)
_ASKED_WHICH = re.compile(rf"(?:[了过])?(?:{_WHICH})")
_ASKS_WHAT_GOAL = re.compile(rf"(?:{alternation('what')})(?:{alternation('goal')})")
_OF_A_KIND = re.compile(rf"\w{_OF}{_END}")
_SAYS_SO = re.compile(rf"{alternation('what')}|[是咋哪谁]|{alternation('how_or_why')}|{_HOW_MANY}")
_MAY = re.compile(r"(?<!\w)[要想会能](?=\w)")  # 要涨多少: asked of what was spoken of
_SHORT = 16  # characters up to which what is asked about (浙江呢?) only stands for a part of before
_CALLED = re.compile(r"(?<=..)(?:叫|了?没有?|(?:得|是个?))$")  # what led to the interrogative
_SAYS_NO_SUBJECT = ("edge_of_name", "function", "says_no_subject", "predicate", "adverb")
_SHORT_SUBJECTS = frozenset("路桥楼树粮煤油猪牛羊鸡岛湖河山")
_ASKS = re.compile(
    rf"{_HOW_MANY}|{_HOW_MUCH_IT_IS}|哪|{alternation('what')}|谁|吗|怎|{alternation('how')}|how|what|who|which",
    re.IGNORECASE,
)


def worded(text: str) -> str:
    """A question as it can be asked; ``QuestionError`` where it cannot, or has no words."""
    text = checked(text)
    if not any(map(str.isalnum, text)) or _LETTER.fullmatch(text):
        raise QuestionError(f"the question has no words: {FOR_EXAMPLE}")
    return text


def self_contained(text: str, history: Sequence[str]) -> str:
    """A question that can be asked by itself; the same text where it already can.

    Args:
        text: the question.
        history: the questions before it, oldest first; each of them may itself follow up on
            those before it.
    """
    before = ""
    for whole in history:
        earlier = whole[:MAX_CHARS]
        # No longer than a question may be: each could say the one before it many times over.
        before = (_joined(earlier, before) if before else earlier)[:MAX_CHARS]
    return _joined(text, before) if before else text


def is_follow_up(text: str) -> bool:
    """Whether a question leaves unsaid what it is about."""
    folded = fold(text).text
    lead = _LEAD.match(folded)
    if stands_alone(folded) and (not lead or lead[0] in word_set("please")):
        return False
    if _pronoun(folded) or _MORE.search(folded) or folded.startswith(words("among")):
        return True
    if lead and re.search(r"呢[?。!\s]*$|^(?:what|how) about", folded):
        return True
    if _OF_A_KIND.search(folded) and not _SAYS_SO.search(folded):
        return True
    about = re.fullmatch(r"(.+?)呢[?。!\s]*", folded)
    if about and len(about[1]) <= _SHORT and not _ASKS.search(about[1]):
        return True
    return not _nouns(_TIME.sub("", _LEAD.sub("", folded)))


def _joined(text: str, before: str) -> str:
    """A question with what it leaves unsaid taken from the self-contained one before it."""
    if not is_follow_up(text) or not _HAN.search(before) or are_outlines(text, before):
        return text  # words of two languages make no question
    said = _LEAD.sub("", text.strip())
    rest = _ABOUT.sub("", said)
    time = _time(rest)
    left = _trimmed(_GOAL.sub("", _TIME.sub("", rest)))
    goal = bool(_GOAL.search(rest))
    asked = "" if _ASKS.search(rest) else siblings.of_other_side(left, before)
    if asked and (time or goal):
        asked = _at_time(asked, time, goal=goal)
    is_more = _MORE.search(fold(text).text)
    if of_them := asked or (_more_of(before) if is_more else following.of_many(said, before)):
        return of_them
    is_same = not left or ((time or goal) and _is_how_much(left))
    if is_same and not _ASKS_WHAT_GOAL.search(rest):  # 今年有什么打算? asks for no figure
        return _at_time(before, time, goal=goal) if rest else before
    pronoun = _pronoun(said)
    if pronoun:
        stands_for = _of(subject(before), pronoun.group())
        return said[: pronoun.start()] + stands_for + said[pronoun.end() :]
    if not _ASKS.search(rest):
        return _about(left, before, time, is_kind=rest.strip().endswith(_OF))
    return _on(before, said, rest)


def _on(before: str, said: str, rest: str) -> str:
    """What is asked of the subject of the question before, as one sentence."""
    members, topic = _ASKED_MEMBERS.search(before), subject(before)
    if members and _is_how_many(rest):
        return before[: members.start()] + re.sub(_END, "", rest) + before[members.end() :]
    if not topic:
        return said
    first = next(iter(tokens.words(said)), None)
    told_of_it = word_set("grew", "fell", "indicator", "of_indicator", "year_on_year")
    is_told_of_it = first is not None and first.term in told_of_it
    return f"{topic}{said}" if is_told_of_it else f"{topic}，{said}"


def _is_how_many(text: str) -> bool:
    """Whether words only ask how many (多少家)."""
    asked = _what().match(text)
    return (
        asked is not None and bool(asked["unit"]) and not _trimmed(text[asked.end() :].strip("?？"))
    )


def _more_of(before: str) -> str:
    """The question which there are, asked for more of them."""
    asked = _ASKED_WHICH.search(before)
    if asked is None:
        return f"{subject(before)}还有哪些？"
    lead = [word for word in tokens.words(before) if word.end <= asked.start()]
    at = lead[-1].start if lead else asked.start()
    if before[:at].endswith(_STILL):
        return before
    return f"{before[:at]}{_STILL}{'' if lead else '有'}{before[at:]}"


def _pronoun(text: str) -> re.Match[str] | None:
    """The first word that stands for what was spoken of; none inside of another word: 土耳其."""
    starts = {word.start for word in tokens.words(text)}
    return next((each for each in _PRONOUN.finditer(text) if each.start() in starts), None)


def subject(question: str) -> str:
    """What a question is about: its words without time, interrogatives and what leads to them."""
    head, _, tail = question.partition("，")
    if tail and _nouns(head) and not _nouns(tail):  # 老旧小区改造，惠及多少人?
        question = head
    core = _what().sub("", _GOAL.sub("", _TIME.sub("", question)))
    return _CALLED.sub("", _trimmed(core))


def _trimmed(text: str) -> str:
    """A text without the words at its ends that only lead to others: whole words, for 算力 is one."""
    parts = list(tokens.words(text))
    edges = word_set("edge_of_question")
    start, end = 0, len(text)
    while parts and parts[0].term in edges:
        start = parts.pop(0).end
    while parts and parts[-1].term in edges:
        end = parts.pop().start
    return text[start:end].strip(_MARKS)


def _time(text: str) -> str:
    match = _TIME.search(text)
    time = match.group().rstrip("的里面") if match else ""
    return f"{time}年" if time.isdigit() else time


def _is_how_much(left: str) -> bool:
    """Whether words only ask how much (是多少), and not how many of what (有多少家)."""
    asked = _what().search(left)
    return asked is not None and not asked["unit"] and not _trimmed(_what().sub("", left))


def _at_time(before: str, time: str, *, goal: bool) -> str:
    """The question before, of another time."""
    bare = _trimmed(_TIME.sub("", before))
    if not goal:
        bare = _COMING.sub("", _GOAL.sub("", bare))
        return of_time(time, bare, before, _places(before)) if time else before
    asked = _what().search(bare)
    unit = (asked["scale"] or "") + (asked["unit"] or "") if asked else ""
    return f"{time or words('this_year')[0]}{subject(before)}的目标是多少{unit}？"


def _of(topic: str, pronoun: str) -> str:
    return f"{topic}的" if pronoun.endswith("的") or pronoun == "其" else topic


def _about(other: str, before: str, time: str, *, is_kind: bool) -> str:
    """The question before, asked of something else: that of the same kind in it is replaced.

    ``is_kind`` tells that the other is a kind of the same (在建的呢).
    """
    kind = siblings.of_kind(other, before) if is_kind else ""
    if kind:
        return f"{time}{kind}"
    if siblings.is_asked_of_a_thing(other) and not is_kind:
        asked = siblings.ASKED_HOW_MUCH if siblings.is_measured(other) else words("how_is_it")[-1]
        return f"{_of(subject(before), _OF)}{time}{other}{asked}？"
    bare = _replaced(other, before)
    if not bare and is_kind:
        bare = f"{other}{_OF}{before}"
    bare = bare or siblings.asked_of(other, before) or f"{other}，{before}"
    return f"{time}{_TIME.sub('', bare)}" if time else bare


def _replaced(other: str, before: str) -> str:
    """The question before with something else in place of its like; empty where it has none."""
    old, new = _places(before), _places(other)
    # 望海楼街要打造成什么街? 那王串场街呢: the first name of the kind, not what is asked for.
    name = re.search(
        rf"(?:^|[\s,，、的和与在])([^\s,，、的和与在么哪几]{{1,8}}?{re.escape(other[-1])})", before
    )
    quoted = re.search("[“《]([^”》]+)[”》]", before)
    counted = _what().search(before)
    of = before[counted.end() :].rstrip("?？。 ") if counted and counted["unit"] else ""
    if quoted:
        return before[: quoted.start(1)] + other.strip("“”《》") + before[quoted.end(1) :]
    if old and new:
        return before.replace(old[0], other)
    if name:
        start = name.end(1) - len(siblings.without_lead(name[1]))
        return before[:start] + other + before[name.end(1) :]
    if of and counted and of[-1] == other[-1]:  # 多少家北京企业? 那航运企业呢?
        return before[: counted.end()] + other + before[counted.end() + len(of) :]
    return ""


def _places(text: str) -> tuple[str, ...]:
    """The places that a text asks about, as they are called in it, folded."""
    nowhere = ReportedPlaces(names=PlaceNames.of(()))
    found = asked_places(fold(text).text, tokens.words(text), nowhere)
    return tuple(place.name for place in found)


def _nouns(folded: str) -> list[str]:
    """The words of a folded question that can say what it is about."""
    bare = _MAY.sub("", _what().sub("，", _GOAL.sub("，", folded)))
    return [
        word.term
        for word in tokens.words(bare)
        if (len(word.term) > 1 or word.term in _SHORT_SUBJECTS)
        and word.term not in word_set(*_SAYS_NO_SUBJECT)
    ]


@functools.cache
def _what() -> re.Pattern[str]:
    return re.compile(_WHAT.replace("UNIT", unit_pattern()))
