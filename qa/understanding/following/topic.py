"""What a question is about: its words without time, place in a sentence, interrogatives and what leads to them."""

from __future__ import annotations

import functools
import re

from index.language import tokens
from index.language.lexicon import alternation, word_set
from index.language.units import unit_pattern
from qa.understanding.following import siblings
from qa.understanding.following.spoken_of import TIME

OF = "的"
_HOW_MANY = alternation("how_many")
_WHAT_THING = alternation("what_thing")
HOW_IS_IT = alternation("how_is_it")
GOAL = re.compile(rf"(?:{alternation('of_goal')})?(?:{alternation('goal')})")
_ASKED_NUMBER = (
    rf"(?:{alternation('before_how_many')})?(?:{alternation('reached_how_many')})?了?"
    rf"(?:{_HOW_MANY})(?P<scale>{alternation('followed_scale')})?(?P<unit>UNIT)?"
)
_ASKED_THING = rf"(?:要?建?成|是|为)?(?:{_WHAT_THING}样的?\w{{0,4}}|{alternation('what')}|谁|{HOW_IS_IT}|{siblings.HOW_MUCH_IT_IS})"
_ASKED_DAY = r"(?:是)?(?:几[年月])?(?:几[月号日]|哪[一]?[天年月日])(?:来[着])?"
_ASKED_MEMBER = r"(?:(?<![存正])在)?哪(?:一)?(?:些|里|儿|几?[个家条所座位项种])?"
_WHAT = (
    rf"{_ASKED_DAY}|{_ASKED_NUMBER}|{_ASKED_THING}|{_ASKED_MEMBER}|{alternation('asks_place_in_order')}|吗|呢|"
    rf"{alternation('whether_so')}|[?？。!！]+"
)
_MARKS = "、,，:： "
_MAY = re.compile(r"(?<!\w)[要想会能](?=\w)")  # 要涨多少: asked of what was spoken of
_CALLED = re.compile(r"(?<=..)(?:叫|了?没有?|(?:得|是个?))$")  # what led to the interrogative
_SAYS_NO_SUBJECT = ("edge_of_name", "function", "says_no_subject", "predicate", "adverb")
_SHORT_SUBJECTS = frozenset("路桥楼树粮煤油猪牛羊鸡岛湖河山")


def subject(question: str) -> str:
    """What a question is about: its words without time, interrogatives and what leads to them."""
    head, _, tail = question.partition("，")
    if tail and nouns(head) and not nouns(tail):  # 老旧小区改造，惠及多少人?
        question = head
    core = interrogative().sub("", GOAL.sub("", TIME.sub("", question)))
    return _CALLED.sub("", trimmed(core))


def trimmed(text: str) -> str:
    """A text without the words at its ends that only lead to others: whole words, for 算力 is one."""
    parts = list(tokens.words(text))
    edges = word_set("edge_of_question")
    start, end = 0, len(text)
    while parts and parts[0].term in edges:
        start = parts.pop(0).end
    while parts and parts[-1].term in edges:
        end = parts.pop().start
    return text[start:end].strip(_MARKS)


def nouns(folded: str) -> list[str]:
    """The words of a folded question that can say what it is about."""
    bare = _MAY.sub("", interrogative().sub("，", GOAL.sub("，", folded)))
    return [
        word.term
        for word in tokens.words(bare)
        if (len(word.term) > 1 or word.term in _SHORT_SUBJECTS)
        and word.term not in word_set(*_SAYS_NO_SUBJECT)
    ]


@functools.cache
def interrogative() -> re.Pattern[str]:
    """What in a question asks: 有多少家, with ``scale`` and ``unit`` where it asks how many; 是什么, 在哪里."""
    return re.compile(_WHAT.replace("UNIT", unit_pattern()))


def of_it(topic: str, pronoun: str) -> str:
    """A topic in the place of a pronoun, as its owner where the pronoun is one: 其."""
    return f"{topic}的" if pronoun.endswith("的") or pronoun == "其" else topic
