"""To whom what was reached is owing, and on what a report rests its confidence, as reports say it at their ends.

成绩的取得,根本在于…,是…坚强领导的结果. 长期向好的基本趋势没有改变。我们有信心….
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from index.language.lexicon import alternation
from index.language.place_names import without
from index.language.text import fold
from index.types import Period
from qa.choosing.evidence import PHRASED, Evidence
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from index.types import About, Passage

_WEIGHTS = {PHRASED: 12.0}  # log-odds: it is where a report says so, and nothing else does
_RESULTS = rf"{alternation('outline_done', 'results', 'course')}|发[展]|进步|一切"
_WHOM = rf"谁|哪|{alternation('what')}|{alternation('how_or_why')}"
_ASKS_CREDIT = re.compile(
    rf"(?:{alternation('asks_credit')}|得[益]于|靠的?是?(?={_WHOM})|(?:{alternation('how_or_why')})[来得]|谁的功)"
)
_ASKS_GROUND = re.compile(
    rf"(?:{_WHOM}|凭|靠|来[自]).*(?:{alternation('confidence')})|(?:{alternation('confidence')}).*(?:{_WHOM}|来[自])"
)
# What such a question is made of, beside the place and the year.
_IDLE = re.compile(
    rf"{_ASKS_CREDIT.pattern}|{_RESULTS}|{alternation('confidence', 'relative_year', 'own_place')}|"
    rf"{alternation('function', 'we', 'report', 'government', 'mentions', 'tells_at_all')}|来[自]|凭|靠|"
    rf"(?:19|20)\d\d年?|[这那些份里上中地方面从何在到底过来去全年所有都会能啥谁哪几点因原说讲]|[\W_]"
)
_CREDIT = re.compile(
    rf"(?:{_RESULTS})[^。;]{{0,40}}?[,，]?(?P<credit>(?:{alternation('credits')}|得[益]于|这?[都更]?是|靠).*)"
)
_IS_CREDIT = re.compile(rf"[结]果|{alternation('credits')}|得[益]于")
_COMES_FROM = re.compile(
    rf"(?:{alternation('confidence')})[^,;。]{{0,6}}(?:来[自]|来源于|源于|在于)"
)
_HAS = re.compile(
    rf"有[^,;。]{{0,4}}(?:{alternation('confidence')})|(?:{alternation('confidence')})十足"
)
_STANDS = re.compile(r"没[有](?:根本)?(?:改变|变(?!化))")


def owing(asked: str, about: About, passage: Passage) -> list[Evidence]:
    """What a passage owes its results to, or rests its confidence on, where just that is asked."""
    if passage.period not in {Period.REVIEW, Period.PLAN}:
        return []
    wish = _wish(asked, about.place)
    if not wish:
        return []
    span = _owing(passage) if wish == "credit" else _ground(passage)
    if span is None:
        return []
    return [Evidence(start=span[0], end=span[1], features={PHRASED: 1.0}, weights=_WEIGHTS)]


def asks_owing(asked: str) -> bool:
    """Whether a folded question may ask for one of these, of whatever report: its words are seldom near the place."""
    of_credit = _ASKS_CREDIT.search(asked) and re.search(_RESULTS, asked)
    return bool(of_credit or _ASKS_GROUND.search(asked))


@functools.lru_cache(maxsize=256)
def _wish(asked: str, place: str) -> str:
    """What a folded question asks for and nothing else: to whom something is owing, or the ground of confidence."""
    if not asks_owing(asked):
        return ""
    of_credit = _ASKS_CREDIT.search(asked) and re.search(_RESULTS, asked)
    left = _IDLE.sub("", without(asked, folded(place or " ").strip()))
    return "" if len(left) > 1 else "credit" if of_credit else "ground"


def _owing(passage: Passage) -> tuple[int, int] | None:
    if passage.period is not Period.REVIEW:
        return None
    for sentence in passage.sentences:
        text = fold(sentence.text)
        match = _CREDIT.search(text.text)
        if match and _IS_CREDIT.search(match["credit"]):
            start, end = text.original(match.start("credit"), len(text.text))
            return sentence.start + start, sentence.start + end
    return None


def _ground(passage: Passage) -> tuple[int, int] | None:
    texts = [folded(sentence.text) for sentence in passage.sentences]
    told = [i for i, text in enumerate(texts) if _COMES_FROM.search(text)]
    if not told:
        has = next((i for i, text in enumerate(texts) if _HAS.search(text)), None)
        if has is None:
            return None
        told = [i for i, text in enumerate(texts[: has + 1]) if _STANDS.search(text)][-1:]
    if not told:
        return None
    return passage.sentences[told[0]].start, passage.sentences[told[-1]].end
