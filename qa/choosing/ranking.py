"""One order of the candidates: the chance of each to answer, its answer, and why."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from qa import weights
from qa.choosing.entry_evidence import definitions, entries
from qa.choosing.figure_evidence import figures
from qa.choosing.head_evidence import may_ask_of_head, of_head
from qa.choosing.name_evidence import enumerations, names
from qa.choosing.ordering import precedence
from qa.choosing.ordering.ranked import Ranked
from qa.choosing.phrased.credits import asks_owing
from qa.choosing.phrased.reasons import gives_reason
from qa.choosing.phrased.told import told
from qa.choosing.problems import OWNED_UP, asks_for_problems, owned_up
from qa.choosing.whole_names import asks_when, tells_time
from qa.kinds import Chooser, Kind
from qa.retrieval import passage_versions
from qa.retrieval.shortlist import SHORTLIST, Likeliest
from qa.types import Version
from qa.understanding.concepts import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Passage
    from qa.choosing.evidence import Evidence
    from qa.retrieval.retriever import Candidates
    from qa.retrieval.shortlist import Shortlisted, Where
    from qa.understanding.concepts import Concepts
    from qa.understanding.question import Question

_Choose = Callable[["Question", "Concepts", "Shortlisted"], "list[Evidence]"]


def _figures(question: Question, concepts: Concepts, read: Shortlisted) -> list[Evidence]:
    return figures(question, concepts, read.passage, read.document, read.facts())


def _in_words(
    choose: Callable[[Question, Concepts, Passage], list[Evidence]],
) -> _Choose:
    """What proposes by the words of a passage alone."""
    return lambda question, concepts, candidate: choose(question, concepts, candidate.passage)


CHOOSERS: Mapping[Chooser, _Choose] = {
    Chooser.FIGURES: _figures,
    Chooser.NAMES: _in_words(names),
    Chooser.ENUMERATIONS: _in_words(enumerations),
    Chooser.DEFINITIONS: _in_words(definitions),
    Chooser.ENTRIES: _in_words(entries),
}
# Log-odds that a whole sentence loses where a name or an enumeration was asked for.
_SENTENCE_LOSS = 1.0
_NAME = -0.85  # log-odds of a name (.3), below which its sentence is the better answer
_WHOLE = 0.3  # and the most that it has: any name that does stand out goes before it
_NO_REASON = -4.0  # log-odds of a passage that gives no reason, where why is asked
_MEMBERS = re.compile(r"、|[”》].{0,30}[“《]|[;；].+[;；]|[,，].+[,，].+[,，]", re.DOTALL)
_OF_REPORT = 60  # candidates that are read where one place of a report tells: little of it is like a question
_N_MORE = 3  # passages that are read for their facts, beside those that the legs find
_AS_GOOD = 0.5  # log-odds below the likeliest version at which the newest one takes its place
_MOST_READ = 6  # versions of different wording whose text is read for an answer


def order(
    question: Question,
    concepts: Concepts,
    candidates: Candidates,
    where: Where,
    *,
    top_k: int,
) -> tuple[Ranked, ...]:
    """The candidates that most likely answer, the likeliest first; ties keep their order.

    Versions of one passage count as one candidate.

    Args:
        question: the question.
        concepts: what it speaks of.
        candidates: what the legs found.
        where: tells where they come from.
        top_k: how many are wanted; all that are read are returned, ``SHORTLIST`` at least.
    """
    likeliest, text = Likeliest(question, candidates, where), folded(question.text)
    is_of_report = may_ask_of_head(question) or asks_for_problems(text) or asks_owing(text)
    n_read = _OF_REPORT if is_of_report else SHORTLIST
    places = passage_versions.places(likeliest.first, max(n_read, top_k))
    ranked = [_read_all(question, concepts, place) for place in places]
    return precedence.in_order(question, ranked)


def with_more(
    question: Question,
    concepts: Concepts,
    ranked: Sequence[Ranked],
    candidates: Candidates,
    where: Where,
) -> tuple[Ranked, ...]:
    """What was read for a question, with the nearest of other passages, which their facts propose."""
    known = [(each.document, each.passage) for each in ranked]
    more = Likeliest(question, candidates, where).first(_N_MORE)
    unread = (each for each in more if not passage_versions.is_among(each, known))
    return precedence.in_order(
        question, [*ranked, *(_read(question, concepts, each) for each in unread)]
    )


def _read_all(question: Question, concepts: Concepts, place: Sequence[Shortlisted]) -> Ranked:
    """The newest of some versions that answers about as well as any, with the others.

    Versions of the same wording are read once, in the newest of them.
    """
    if len(place) == 1:
        return _read(question, concepts, place[0])
    newest_first = sorted(place, key=lambda each: passage_versions.age(each.document), reverse=True)
    by_wording: list[Shortlisted] = []
    for each in newest_first:
        if not any(
            passage_versions.say_the_same(each.passage, read.passage) for read in by_wording
        ):
            by_wording.append(each)
    read = [_read(question, concepts, each) for each in by_wording[:_MOST_READ]]
    most = max(each.log_odds for each in read)
    shown = next(each for each in read if each.log_odds >= most - _AS_GOOD)
    parts = shown.parts
    if shown.log_odds < most:
        parts = {**parts, "newer version": most - shown.log_odds}
    return dataclasses.replace(
        shown,
        parts=parts,
        versions=tuple(
            Version(
                document=each.document,
                passage=each.passage,
                differs=not passage_versions.say_the_same(each.passage, shown.passage),
            )
            for each in newest_first
            if each.passage is not shown.passage
        ),
        others=tuple(each for each in read if each is not shown),
    )


def _read(question: Question, concepts: Concepts, candidate: Shortlisted) -> Ranked:
    """A candidate with what its text says to the question."""
    passage, about, handling = candidate.passage, candidate.document, question.wanted.kind.handling
    evidence = of_head(question, about, passage) or owned_up(question, about, passage)
    evidence = evidence or told(question, concepts, candidate)
    if not evidence and handling.chooser is not None:
        evidence = CHOOSERS[handling.chooser](question, concepts, candidate)
    parts = candidate.legs | candidate.penalties
    if handling.has_own_odds:
        parts, evidence = _with_own_odds(question, candidate, evidence)
    elif evidence:
        parts |= evidence[0].parts
    elif handling.lack:
        parts |= {handling.lack: weights.SECTIONS[handling.section][handling.lack]}
    if question.wanted.asks_reason and not gives_reason(passage, candidate.sentence):
        parts |= {"no reason told": _NO_REASON}
    sentence = candidate.sentence
    if evidence:
        sentence = _first_that_speaks(concepts, passage, evidence[0])
    return Ranked(
        document=candidate.document,
        passage=passage,
        legs=candidate.trace,
        sentence=sentence,
        passage_log_odds=sum(candidate.legs.values()),
        unread_log_odds=sum((candidate.legs | candidate.penalties).values()),
        parts=parts,
        evidence=tuple(evidence),
    )


def _first_that_speaks(concepts: Concepts, passage: Passage, chosen: Evidence) -> int:
    """The sentence that what was chosen begins in; of several, the first that says what is asked."""
    inside = [
        k
        for k, each in enumerate(passage.sentences)
        if chosen.start < each.end and each.start < chosen.end
    ]
    speak = (k for k in inside if concepts.in_text(folded(passage.sentences[k].text)))
    return next(speak, inside[0]) if not chosen.features.get(OWNED_UP) else inside[0]


def _with_own_odds(
    question: Question, candidate: Shortlisted, evidence: list[Evidence]
) -> tuple[dict[str, float], list[Evidence]]:
    """What adds to the log-odds by the weights of the kind's section, and what answers by them."""
    handling = question.wanted.kind.handling
    weight = weights.SECTIONS[handling.section]
    parts = {name: weight["passage"] * part for name, part in candidate.legs.items()}
    parts |= {"kind": weight["intercept"]} | candidate.penalties
    if "other period" in candidate.penalties:
        parts["other period"] = weight["other period"]
    parts |= evidence[0].parts if evidence else {"nothing to choose": weight["none"]}
    of_passage = sum((candidate.legs | candidate.penalties).values())
    lacking = min(of_passage - _SENTENCE_LOSS, _WHOLE) - sum(parts.values())
    if handling.sentence_may_answer and lacking > 0 and _sentence_may_answer(question, candidate):
        # It speaks of what is asked, and no name in it stands out: the sentence answers, or the
        # name if it is not far behind.
        if sum(parts.values()) < _NAME:
            evidence = []
        parts |= {"whole sentence": lacking}
    return parts, evidence


def _sentence_may_answer(question: Question, candidate: Shortlisted) -> bool:
    """Whether the best sentence has the form of what is asked for: members for a list, a time for when.

    有风景名胜区9个 tells of no nine, and a sentence without a time tells of no when.
    """
    text = candidate.passage.sentences[candidate.sentence].text
    if question.wanted.kind is Kind.LIST:
        return not asks_for_problems(folded(question.text)) and bool(_MEMBERS.search(text))
    return not asks_when(folded(question.text)) or tells_time(text)
