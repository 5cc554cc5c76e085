"""What leaves open whether a sentence that speaks of what is asked decides it as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.language import cutting
from index.language.lexicon import alternation, words
from index.types import Period
from qa.answering.forms.contrary import is_contrary
from qa.answering.forms.english import is_hardly_said, is_plainly_other, names_unknown_place
from qa.answering.forms.forms import words_of
from qa.answering.forms.namesakes import is_namesake
from qa.answering.forms.parts import is_part
from qa.choosing.phrased import partners, ranks
from qa.kinds import Kind
from qa.listing import definitions
from qa.understanding.concepts import Concepts, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from qa.choosing.ordering.ranked import Ranked
    from qa.understanding.question import Question

_ACT = alternation("act", "predicate", "makes_new", "finished", "in_use")
# Asked whether it has been done: 竣工了吗, 建成没有, 已经开业吗.
_DONE = re.compile(
    rf"(?P<act>{_ACT})?(?P<whole>成功?|[完好])?(?:了(?:吗|么|没有?)|(?<!有)没有?)[?。!]*$|已[^?]{{0,20}}?(?P<last>{_ACT})?(?:吗|么)[?。!]*$"
)
_MARKS = ",，。;；:： "
_IS_NOW = re.compile(r"是[^?]*[吗么][?。!]*$")
_ASKS_AHEAD = re.compile(alternation("asks_plan", "this_year"))
_AHEAD = re.compile(alternation("strives", "ensures", "on_the_way"))
_SHORT = 10  # characters of a clause that has nothing of its own that is done: 已全面开工
_ALIKE = 4  # characters after what was chosen by which another sentence tells the same of another
_LEAD = 4  # and of those before it
_RIGHT_BEFORE = 6  # characters that a direction stands in: 同比下降
# Which no plan tells.
_ASKED_DONE = re.compile(
    rf"已[经]|实[际]|了(?:{alternation('how_many')})|\b(?:actual\w*|already|so far|(?:has|have) been)\b"
)
_HALF = 0.5  # of what is asked about, that a clause has to name


def is_left_open(question: Question, ranked: Sequence[Ranked]) -> bool:
    """Whether what was chosen is likely at most, however well it matches what is asked.

    Whether something has been done no plan decides, no definition, and no sentence that does not tell of it that
    very act. What a term is no entry tells that only says that something is it, nor is one of several enumerations
    of a report, each in a sentence of the same words, all that is asked for; nor whom something else was done with.
    """
    first = ranked[0]
    if is_namesake(question, first):
        return True
    if first.evidence and _is_anothers(question, first):
        return True
    if question.wanted.kind is Kind.LIST:
        return _is_told_of_others(ranked)
    entry = definitions.entry(first.passage)
    if question.wanted.kind is Kind.DEFINITION:
        return entry is not None and (
            _is_circular(first, entry) or _is_of_another(question, entry[0])
        )
    return _is_undecided(question, first, is_entry=entry is not None)


def _lead_of(first: Ranked) -> str:
    """What stands in the sentence right before what was chosen, folded."""
    at = first.evidence[0].start - first.best.start
    return folded(first.best.text[max(0, at - _RIGHT_BEFORE) : max(0, at)])


def _is_anothers(question: Question, first: Ranked) -> bool:
    """Whether what was chosen is of something else than what is asked about, or of its other side, or another sort."""
    chosen, asked = first.evidence[0], folded(question.text)
    said, is_figure = folded(first.best.text), question.wanted.kind.handling.is_figure
    concepts = Concepts.alike(question.concepts)
    return (
        partners.is_anothers(question, first.passage, chosen)
        or ranks.is_anothers(question, concepts, first.document, chosen, first.best)
        or is_plainly_other(asked, words_of(first), said)
        or is_part(question, first)
        or (is_figure and is_hardly_said(asked, question.concepts, said))
        or names_unknown_place(question.text)
        or is_contrary(asked, said, words_of(first), _lead_of(first))
        or (first.passage.period is Period.PLAN and _ASKED_DONE.search(asked) is not None)
    )


def _is_undecided(question: Question, first: Ranked, *, is_entry: bool) -> bool:
    """Whether a sentence tells neither yes nor no where it is asked if something is done."""
    asked = folded(question.text)
    is_yes_no = question.wanted.kind is Kind.YES_NO
    if is_yes_no and first.passage.period is Period.GLOSSARY:
        return True
    if is_yes_no and first.passage.period is Period.PLAN and _IS_NOW.search(asked):
        return _ASKS_AHEAD.search(asked) is None
    done = _DONE.search(asked)
    if done is None or question.wanted.kind not in {Kind.YES_NO, Kind.TOPIC}:
        return False
    return (
        first.passage.period is Period.PLAN
        or is_entry
        or not _tells_done(question, done, folded(first.best.text))
    )


def _is_circular(first: Ranked, entry: tuple[str, int]) -> bool:
    head, at = entry
    start, end = definitions.body(first.passage.text, at)
    return definitions.is_circular(head, first.passage.text[start:end])


def _is_of_another(question: Question, head: str) -> bool:
    """Whether an entry explains another term, as AA信用等级 where AAA信用等级 is asked about."""
    return not definitions.fit(definitions.term_of(folded(question.text)), head)


def _is_told_of_others(ranked: Sequence[Ranked]) -> bool:
    """Whether another sentence tells in the same words of others (与甲区签约。与乙区签约。)."""
    first = ranked[0]
    if not first.evidence:
        return False
    start, end = (at - first.best.start for at in (first.evidence[0].start, first.evidence[0].end))
    text = first.best.text
    chosen = text[max(0, start) : end]
    around = next((c for c in cutting.clauses(text) if c[0] <= start and end <= c[1]), None)
    if around is None or start < 0:
        return False
    lead, tail = text[around[0] : start][-_LEAD:], text[end : around[1]].rstrip(_MARKS)
    if not lead or len(tail) < _ALIKE:
        return False
    for clause in _clauses(ranked):
        before, _, after = clause.rpartition(tail)
        other = before.rpartition(lead)[2] if lead in before else ""
        if (
            len(other) > 1
            and not after.strip(_MARKS)
            and other not in chosen
            and chosen not in other
        ):
            return True
    return False


def _clauses(ranked: Sequence[Ranked]) -> Iterator[str]:
    """The clauses of all passages of the first one's report."""
    for each in ranked:
        if each.document.id == ranked[0].document.id:
            text = each.passage.text
            yield from (text[start:end] for start, end in cutting.clauses(text))


def _tells_done(question: Question, done: re.Match[str], sentence: str) -> bool:
    """Whether a folded sentence tells an act of what is asked about, and not that it is worked for."""
    act = done["act"] or done["last"]
    if not act:
        return True
    said = _ways_to_say(question, act, is_whole=bool(done["whole"]))
    things = [each.words for each in question.concepts if not said.intersection(each.words)]
    before = ""
    for start, end in cutting.clauses(sentence, cutting.IN_SENTENCE):
        clause = sentence[start:end]
        found = [clause.rfind(word) for word in said if word in clause]
        if found:
            lead = clause[: max(found)]
            whole = before + clause if len(clause) <= _SHORT else clause
            if _names(things, whole) and not _AHEAD.search(lead):
                return True
        before = clause
    return False


def _ways_to_say(question: Question, act: str, *, is_whole: bool) -> frozenset[str]:
    """An act's words: its own, those that the question's concepts have for it; what is in use is finished."""
    said = {act}.union(*(each.words for each in question.concepts if act in each.words))
    if act in words("finished") or (is_whole and act in words("makes_new")):  # 建好了吗
        said.update(words("finished", "in_use"))
    if act in words("begun"):
        said.update(words("finished", "in_use"))
    return frozenset(said)


def _names(things: Collection[Collection[str]], text: str) -> bool:
    """Whether a folded text names what is asked about, by half of its things at least."""
    named = sum(any(word in text for word in thing) for thing in things)
    return named >= _HALF * len(things)
