"""Follow-up questions made self-contained, from the questions before them and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import tokens
from index.language.lexicon import alternation, word_set, words
from index.language.text import fold
from qa.understanding.across import asked_next
from qa.understanding.following import another, siblings
from qa.understanding.following.another import about, at_time
from qa.understanding.following.siblings import END
from qa.understanding.following.spoken_of import TIME, lead_of, time_of
from qa.understanding.following.topic import (
    GOAL,
    HOW_IS_IT,
    OF,
    interrogative,
    nouns,
    of_it,
    subject,
    trimmed,
)
from qa.understanding.question import FOR_EXAMPLE, MAX_CHARS, QuestionError, checked
from qa.understanding.work.outlines import are_outlines, stands_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

# The words that questions are made of, as alternatives without a group.
_FURTHER = alternation("further")
_LEAD = re.compile(
    rf"^(?:{alternation('follow_up_lead')}|and|what about|how about)[,，、\s]*",
    re.IGNORECASE,
)
_ABOUT = re.compile(rf"(?:呢|{HOW_IS_IT}|又怎样|又如何)?{END}")
_POINTED_AT = rf"(?<!应)该(?:(?:{alternation('pointed_at')})的?|(?=的))"
_PRONOUN = re.compile(
    rf"它们?的?|其(?![中他余实])|{_POINTED_AT}|(?:这|那)(?:个|项|家|条|所|座|些)?(?=的|是|在|有)"
)
_MORE = re.compile(
    rf"^(?:还|{alternation('besides')})?(?:都?有)?(?:{alternation('the_rest')}|哪几个|其他的)(?:呢|吗)?[?？]*$|"
    rf"{_FURTHER}(?:{alternation('the_rest')}|呢|吗)(?:呢|吗)?{END}"
)
_AND = re.compile(r"and (?:[^\s?]+\s?){1,3}\?*")  # and 浙江?
# 和去年比呢: asks for the same of then.
_HELD_AGAINST = re.compile(
    rf"^[和与跟同](?P<time>{TIME.pattern})(?:{alternation('held_against')}|相?[比])$"
)
_LETTER = re.compile(r"[\W_]*[A-Za-z\d][\W_]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STILL = "还"
_ASKED_MEMBERS = re.compile(alternation("which"))
_ASKED_WHICH = re.compile(rf"(?:[了过])?(?:{alternation('which')})")
_ASKS_WHAT_GOAL = re.compile(rf"(?:{alternation('what')})(?:{alternation('goal')})")
_OF_A_KIND = re.compile(rf"\w{OF}{END}")
_SAYS_SO = re.compile(
    rf"{alternation('what')}|[是咋哪谁]|{alternation('how_or_why')}|{alternation('how_many')}"
)
_SHORT = 16  # characters up to which what is asked about (浙江呢?) only stands for a part of before


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
    is_and = _AND.fullmatch(folded) is not None and not siblings.ASKS.search(folded)
    is_lead = lead and re.search(r"呢[?。!\s]*$|^(?:what|how) about", folded)
    if is_lead or is_and or siblings.asks_which_is(lead_of(folded).rest):
        return True
    if _OF_A_KIND.search(folded) and not _SAYS_SO.search(folded):
        return True
    about_it = re.fullmatch(r"(.+?)呢[?。!\s]*", folded)
    if about_it and len(about_it[1]) <= _SHORT and not siblings.ASKS.search(about_it[1]):
        return True
    return not nouns(TIME.sub("", _LEAD.sub("", folded)))


def _joined(text: str, before: str) -> str:
    """A question with what it leaves unsaid taken from the self-contained one before it."""
    return asked_next.bounded(_LEAD.sub("", text.strip()), before) or _taken_up(text, before)


def _taken_up(text: str, before: str) -> str:
    """A follow-up with what it takes of the question before; any other question as it is."""
    if not is_follow_up(text) or not _HAN.search(before) or are_outlines(text, before):
        return text  # words of two languages make no question
    said = _LEAD.sub("", text.strip())
    rest = _HELD_AGAINST.sub(r"\g<time>", _ABOUT.sub("", said))
    time = time_of(rest)
    left = trimmed(GOAL.sub("", TIME.sub("", rest)))
    goal = bool(GOAL.search(rest))
    asked = "" if siblings.ASKS.search(rest) else siblings.of_other_side(left, before)
    if asked and (time or goal):
        asked = at_time(asked, time, goal=goal)
    is_more = _MORE.search(fold(text).text)
    of_many = _more_of(before) if is_more else another.of_many(said, before)
    if of_them := asked or of_many or ("" if is_more else asked_next.of_many(said, before)):
        return of_them
    is_same = not left or ((time or goal) and _is_how_much(left))
    if is_same and not _ASKS_WHAT_GOAL.search(rest):  # 今年有什么打算? asks for no figure
        return at_time(before, time, goal=goal) if rest else before
    pronoun = _pronoun(said)
    if pronoun:
        when = another.kept_time(before, said) if siblings.asks_figure(before) else ""
        stands_for = when + of_it(subject(before), pronoun.group())
        return said[: pronoun.start()] + stands_for + said[pronoun.end() :]
    if not siblings.ASKS.search(rest):
        return about(left, before, time, is_kind=rest.strip().endswith(OF), goal=goal)
    return _on(before, said, rest)


def _on(before: str, said: str, rest: str) -> str:
    """What is asked of the subject of the question before, as one sentence."""
    members, topic = _ASKED_MEMBERS.search(before), subject(before)
    if members and _is_how_many(rest):
        return before[: members.start()] + re.sub(END, "", rest) + before[members.end() :]
    if not topic:
        return said
    first = next(iter(tokens.words(said)), None)
    told_of_it = word_set("grew", "fell", "indicator", "of_indicator", "year_on_year")
    if first is None or first.term not in told_of_it:
        return f"{topic}，{said}"
    return f"{another.kept_time(before, said)}{topic}{said}"


def _is_how_many(text: str) -> bool:
    """Whether words only ask how many (多少家)."""
    asked = interrogative().match(text)
    return (
        asked is not None and bool(asked["unit"]) and not trimmed(text[asked.end() :].strip("?？"))
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


def _is_how_much(left: str) -> bool:
    """Whether words only ask how much (是多少), and not how many of what (有多少家)."""
    asked = interrogative().search(left)
    return asked is not None and not asked["unit"] and not trimmed(interrogative().sub("", left))
