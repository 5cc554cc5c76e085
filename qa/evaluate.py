"""Questions in, retrieval and answer figures out."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import fields
from pathlib import PurePosixPath
from statistics import fmean, median
from typing import TYPE_CHECKING, Protocol

from qa.figures import Answering, Outcome, Report, Retrieval, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.encoder import Progress
    from index.types import Document, Passage
    from qa.question_file import Question, QuestionSet
    from qa.types import Answer, Hit

DEPTH = 10  # hits asked for: MRR@10 and nDCG@10 look no further
_MARKS = " .,;:!?。、\"'“”‘’()《》"  # what may stand around an answer and says nothing


class Searcher(Protocol):
    """What can be measured: something that finds passages among a known set of them."""

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages that a search can find."""
        ...

    def search(self, text: str, /, *, top_k: int = 5) -> Sequence[Hit]:
        """Return at most ``top_k`` hits, the nearest first."""
        ...


class Answerer(Searcher, Protocol):
    """A searcher that also answers; ``qa.engine.Engine`` is one."""

    def ask(self, text: str, /, *, top_k: int = 5) -> Answer:
        """Return an answer, or an honest no."""
        ...


def evaluate(
    engine: Answerer, question_set: QuestionSet, *, progress: Progress | None = None
) -> Report:
    """Search and ask every question; ``progress`` is told how many more are done."""
    return _measure(engine, engine.ask, question_set, progress)


def evaluate_search(
    searcher: Searcher, question_set: QuestionSet, *, progress: Progress | None = None
) -> Report:
    """As ``evaluate``, but only search: no answers, no refusals."""
    return _measure(searcher, None, question_set, progress)


def _measure(
    searcher: Searcher,
    ask: Callable[[str], Answer] | None,
    question_set: QuestionSet,
    progress: Progress | None,
) -> Report:
    right = _right_passages(searcher, question_set)
    found: dict[str, list[str]] = {}
    answers: dict[str, Answer] = {}
    search_ms, ask_ms = [], []
    for question in question_set.questions:
        start = time.perf_counter()
        hits = searcher.search(question.question, top_k=DEPTH)[:DEPTH]
        search_ms.append((time.perf_counter() - start) * 1000)
        found[question.id] = [_key(hit.passage) for hit in hits]
        if ask is not None:
            start = time.perf_counter()
            answers[question.id] = ask(question.question)
            ask_ms.append((time.perf_counter() - start) * 1000)
        if progress is not None:
            progress(1)
    retrieval = _retrieval(found, right)
    outcomes = [
        _outcome(
            question,
            found[question.id],
            right.get(question.id, frozenset()),
            retrieval.get(question.id),
            answers.get(question.id),
        )
        for question in question_set.questions
    ]
    names = dict.fromkeys(outcome.type for outcome in outcomes)
    return Report(
        name=question_set.name,
        overall=row("all", outcomes),
        types=tuple(row(name, [o for o in outcomes if o.type == name]) for name in names),
        outcomes=tuple(outcomes),
        n_skipped=question_set.n_skipped,
        n_without_passage=sum(not keys for keys in right.values()),
        search_ms=median(search_ms),
        ask_ms=median(ask_ms) if ask_ms else None,
    )


def _right_passages(searcher: Searcher, question_set: QuestionSet) -> dict[str, frozenset[str]]:
    """Map every answerable question's id to the keys of all its right passages, maybe none."""
    names = {document.id: _names(document) for document in searcher.documents}
    whole = bool(question_set.contexts)
    of_evidence: dict[tuple[tuple[str, ...], str], frozenset[str]] = {}
    right = {}
    for question in question_set.questions:
        if not question.evidence:
            continue
        wanted = (question.evidence, question.document)
        if wanted not in of_evidence:  # questions on one context share its passages
            of_evidence[wanted] = frozenset(
                _key(passage)
                for passage in searcher.passages
                if not question.document or question.document in names[passage.document_id]
                if any(e == passage.text if whole else e in passage.text for e in question.evidence)
            )
        right[question.id] = of_evidence[wanted]
    return right


def _retrieval(
    found: Mapping[str, Sequence[str]], right: Mapping[str, frozenset[str]]
) -> dict[str, Retrieval]:
    """Measure every question of ``right``; one whose passage does not exist or is not found is 0.

    The formulas are trec_eval's (Success, reciprocal rank, nDCG with log2 discount), by
    https://ir-measur.es; the ideal of nDCG counts all right passages, found or not.
    """
    import ir_measures  # noqa: PLC0415 - only this function of only `wenbao eval` needs it
    from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG  # noqa: PLC0415 - as above

    field_of = {
        Success @ 1: "hit_at_1",
        Success @ 3: "hit_at_3",
        Success @ 5: "hit_at_5",
        RR @ DEPTH: "mrr_at_10",
        nDCG @ DEPTH: "ndcg_at_10",
    }
    # A question without qrels would be left out of the means: it gets a passage that is never found.
    qrels = [Qrel(id_, key, 1) for id_, keys in right.items() for key in keys or {"(no passage)"}]
    # trec_eval orders by score and breaks ties by id, so the score says the rank and nothing else.
    run = [
        ScoredDoc(id_, key, -rank) for id_ in right for rank, key in enumerate(found[id_], start=1)
    ]
    values: dict[str, dict[str, float]] = {id_: {} for id_ in right}
    for metric in ir_measures.iter_calc(field_of, qrels, run) if right else ():
        values[metric.query_id][field_of[metric.measure]] = float(metric.value)
    return {id_: Retrieval(**figures) for id_, figures in values.items()}


def _outcome(
    question: Question,
    found: Sequence[str],
    right: frozenset[str],
    retrieval: Retrieval | None,
    answer: Answer | None,
) -> Outcome:
    exact = None
    if answer is not None and question.answers:
        exact = answer.found and _plain(answer.text) in map(_plain, question.answers)
    return Outcome(
        id=question.id,
        type=question.type,
        question=question.question,
        rank=next((rank for rank, key in enumerate(found, start=1) if key in right), None),
        retrieval=retrieval,
        found=answer.found if answer is not None else None,
        answer=answer.text if answer is not None else None,
        exact=exact,
    )


def row(name: str, outcomes: Sequence[Outcome]) -> Row:
    """Sum a group of outcomes up."""
    measured = [outcome.retrieval for outcome in outcomes if outcome.retrieval is not None]
    answerable = [outcome for outcome in outcomes if outcome.retrieval is not None]
    unanswerable = [outcome for outcome in outcomes if outcome.retrieval is None]
    retrieval = answering = None
    if measured:
        retrieval = Retrieval(
            **{f.name: fmean(getattr(m, f.name) for m in measured) for f in fields(Retrieval)}
        )
    if all(outcome.found is not None for outcome in outcomes):
        answering = Answering(
            n_judged=sum(outcome.exact is not None for outcome in outcomes),
            n_exact=sum(outcome.exact is True for outcome in outcomes),
            n_answerable=len(answerable),
            n_answerable_refused=sum(not outcome.found for outcome in answerable),
            n_unanswerable=len(unanswerable),
            n_unanswerable_refused=sum(not outcome.found for outcome in unanswerable),
        )
    return Row(name=name, n_questions=len(outcomes), retrieval=retrieval, answering=answering)


def _names(document: Document) -> frozenset[str]:
    path = PurePosixPath(document.path)
    return frozenset((document.title, document.path, path.name, path.stem))


def _key(passage: Passage) -> str:
    return f"{passage.document_id}:{passage.number}"


def _plain(answer: str) -> str:
    """Fold what does not tell two answers apart: width, case, spaces, marks around it."""
    folded = unicodedata.normalize("NFKC", answer).casefold()
    return "".join(folded.split()).strip(_MARKS)
