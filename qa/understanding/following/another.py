"""The question before, of another time or of something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from qa.understanding.following import siblings
from qa.understanding.following.spoken_of import TIME, lead_of, places_of
from qa.understanding.following.topic import (
    GOAL,
    HOW_IS_IT,
    OF,
    interrogative,
    of_it,
    subject,
    trimmed,
)
from qa.understanding.question import WILL
from qa.understanding.work.outlines import of_time

if TYPE_CHECKING:
    from qa.understanding.following.spoken_of import Lead

_ASKED = f"{siblings.ASKED_HOW_MUCH}？"
# 是谁开发的, 在哪里, 什么时候开业, 有什么用: what is asked of a thing that is named before it.
_ASKS_OF_THING = re.compile(
    rf"[，,]?[是由被]?(?:谁|哪[家个所位国省市县])|在(?:{alternation('what')})?哪?|"
    rf"[是在于]?(?:(?:{alternation('what')})[时]候|[何]时|[哪几][年月天号])|有(?:{alternation('what')})"
)
_LED = re.compile("[与和跟同]")  # 与甲区签了什么
_DOES = re.compile("[获得拿有签叫搞干做评办]")
_COMING = re.compile(rf"{alternation('strives')}|将要?|{WILL}")  # of no other time


def at_time(before: str, time: str, *, goal: bool) -> str:
    """The question before, of another time."""
    bare = trimmed(TIME.sub("", before))
    if not goal:
        bare = _COMING.sub("", GOAL.sub("", bare))
        return of_time(time, bare, before, places_of(before)) if time else before
    asked = interrogative().search(bare)
    unit = (asked["scale"] or "") + (asked["unit"] or "") if asked else ""
    return f"{time or words('this_year')[0]}{subject(before)}的目标是多少{unit}？"


def about(other: str, before: str, time: str, *, is_kind: bool, goal: bool) -> str:
    """The question before, asked of something else: that of the same kind in it is replaced.

    ``is_kind`` tells that the other is a kind of the same (在建的呢), ``goal`` that its target is asked.
    """
    kind = siblings.of_kind(other, before) if is_kind else ""
    if kind:
        return f"{time}{kind}"
    if time and other in word_set("generic_head") - word_set("says_no_subject", "asks_total"):
        return at_time(before, time, goal=goal)  # 去年实际呢
    spoken, own = lead_of(before), lead_of(other)
    if siblings.is_asked_of_a_thing(other) and not is_kind:
        asked = siblings.ASKED_HOW_MUCH if siblings.is_measured(other) else words("how_is_it")[-1]
        kept = "" if time else kept_time(before)
        return f"{kept}{of_it(subject(before), OF)}{time}{other}{asked}？"
    if own.places and not own.rest and not places_of(spoken.rest):  # 浙江呢, 各省呢
        is_in_order = spoken.is_of_many and not own.is_of_many
        rest = siblings.measure_of(spoken.rest) if is_in_order else spoken.rest
        bare = f"{own.places}{spoken.time}{rest}"
        if time or (goal and not GOAL.search(bare)):
            return at_time(bare, time, goal=goal)
    elif figure := _figure(other if is_kind else own.rest, spoken, goal=goal, is_kind=is_kind):
        bare = f"{own.places or spoken.places}{spoken.time}{figure}"
    else:
        bare = _beside(other, spoken) or _replaced(other, before)
        bare = bare or (f"{other}{OF}{before}" if is_kind else "")
        bare = bare or siblings.asked_of(other, before) or _of_thing(other, before)
        bare = bare or f"{other}，{before}"
    return _of_time(bare, time) if time else bare


def kept_time(before: str, said: str = "") -> str:
    """The time of the question before, of which what is asked next is: 2031年, of 云南2031年GDP.

    Empty where the next tells its own, or things were counted before (去年建了多少座公园): what they have is of any time.
    """
    return "" if TIME.search(said) or siblings.asks_count(before) else lead_of(before).time


def of_many(said: str, before: str) -> str:
    """What many reports, or several places, are asked next: 哪个省最高 of the same measure; else what is said.

    Empty where it asks one, or what it asks is left to be told by the question before.
    """
    own, spoken = lead_of(said), lead_of(before)
    is_which = bool(own.places) and siblings.asks_which_is(own.rest)
    if not (own.is_of_many or is_which):
        return ""
    if is_which or siblings.is_order(own.rest):
        is_figure = siblings.asks_figure(spoken.rest) or siblings.is_bare(spoken.rest)
        when = own.time or spoken.time
        return (
            f"{own.places}{when}{siblings.measure_of(spoken.rest)}{own.rest}" if is_figure else ""
        )
    return said if siblings.ASKS.search(said) and not spoken.is_of_many else ""


def _beside(other: str, spoken: Lead) -> str:
    """Another holder of an office, or how else things are, in the place that was spoken of; else empty."""
    is_office = spoken.rest.startswith(tuple(word_set("office")))
    if not spoken.places or not (is_office or re.search(HOW_IS_IT, spoken.rest)):
        return ""
    asked = _replaced(other, spoken.rest) or siblings.asked_of(other, spoken.rest)
    return f"{spoken.text}{asked}" if asked else ""


def _of_time(question: str, time: str) -> str:
    """A question of another time, told where it told its own."""
    found = TIME.search(question)
    if found is None:
        return f"{time}{question}"
    return f"{question[: found.start()]}{time}{TIME.sub('', question[found.start() :])}"


def _figure(other: str, spoken: Lead, *, goal: bool, is_kind: bool) -> str:
    """What was asked for a figure, asked of something else; empty where it asks for none, or of nothing of its kind.

    Where the question before asks for else (四川有哪些机场), only what names a measure asks for a figure.
    """
    rest, is_bare = spoken.rest, bool(spoken.text) and siblings.is_bare(spoken.rest)
    if is_kind:
        is_asked = spoken.text and (is_bare or siblings.asks_figure(rest))
        return f"{other}{OF}{rest}" if is_asked else ""
    if is_bare or siblings.asks_figure(rest):
        return siblings.in_order(other, rest) or _measure(other, rest, goal=goal, is_bare=is_bare)
    is_asked = spoken.text and siblings.names_measure(other)
    return siblings.in_order(other, rest) or (f"{other}{_ASKED}" if is_asked else "")


def _measure(other: str, before: str, *, goal: bool, is_bare: bool) -> str:
    """Another measure, asked for as the one in a question without place and time; empty where it has none.

    ``is_bare`` tells that it only names its own (GDP).
    """
    if other in word_set("per_each"):  # 人均, of GDP
        return f"{other}{before}"
    if siblings.is_asked_of_a_thing(other.rpartition(OF)[2]):  # 定的增速
        return ""
    if goal or siblings.is_told_by_itself(other):
        aimed = words("goal")[0] if goal or GOAL.search(before) else ""
        return f"{other}{aimed}{_ASKED}"
    if is_bare:
        asked = siblings.asked_of(other, f"{before}{siblings.ASKED_HOW_MUCH}")
        bare = asked.removesuffix(siblings.ASKED_HOW_MUCH)
        return f"{bare}{_ASKED}" if siblings.names_measure(bare) else bare
    asked = _replaced(other, before) or siblings.asked_of(other, before)
    return _without_unit(asked) if siblings.names_measure(other) else asked


def _without_unit(question: str) -> str:
    """A question that asks how much without in what: another measure has another unit."""
    asked = interrogative().search(question)
    if asked is None or not asked["unit"]:
        return question
    start = asked.start("scale") if asked["scale"] else asked.start("unit")
    return question[:start] + question[asked.end("unit") :]


def _of_thing(other: str, before: str) -> str:
    """尔语呢, after 谛听大模型是谁开发的: 尔语是谁开发的; empty where no thing stands before what is asked of it."""
    spoken = lead_of(before)
    led = _LED.match(spoken.rest)
    begin = led.end() if led else 0
    rest = spoken.rest[begin:]
    asked = _ASKS_OF_THING.search(rest)
    at = min((each for each in (asked.start() if asked else 0, _verb(rest)) if each), default=0)
    if not siblings.is_name(rest[:at]) or not siblings.ASKS.search(rest[at:]):
        return ""
    return f"{spoken.text}{spoken.rest[:begin]}{other}{rest[at:]}"


def _verb(text: str) -> int:
    """Where it first says what is done, behind a name; 0 where it does not."""
    verbs = word_set("predicate", "verbal", "act", "makes_new")
    places = (
        word.start
        for word in tokens.words(text)
        if word.start > 1 and (word.term in verbs or _DOES.match(word.term))
    )
    return next(places, 0)


def _replaced(other: str, before: str) -> str:
    """The question before with something else in place of its like; empty where it has none."""
    old, new = places_of(before), places_of(other)
    # 望海楼街要打造成什么街? 那王串场街呢: the first name of the kind, not what is asked for.
    name = re.search(
        rf"(?:^|[\s,，、的和与在])([^\s,，、的和与在么哪几]{{1,8}}?{re.escape(other[-1])})", before
    )
    quoted = re.search("[“《]([^”》]+)[”》]", before)
    counted = interrogative().search(before)
    of = before[counted.end() :].rstrip("?？。 ") if counted and counted["unit"] else ""
    if quoted:
        return before[: quoted.start(1)] + other.strip("“”《》") + before[quoted.end(1) :]
    if old and new:
        return before.replace(old[0], other)
    if of and counted and of[-1] == other[-1]:  # 多少家北京企业? 那航运企业呢?
        return before[: counted.end()] + other + before[counted.end() + len(of) :]
    if name:
        start = name.end(1) - len(siblings.without_lead(name[1]))
        return before[:start] + other + before[name.end(1) :]
    return ""
