"""Questions in, retrieval and answer figures out."""

from __future__ import annotations

import time
from pathlib import PurePosixPath
from statistics import median
from typing import TYPE_CHECKING, Protocol

from qa.evaluation import agreement, ranking_metrics
from qa.evaluation.metrics import EvaluationReport, Outcome, Retrieval, row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.model.encoder import Progress
    from index.types import Document, Passage
    from qa.evaluation.question_file import JudgedQuestion, QuestionSet
    from qa.types import Answer, Hit

DEPTH = 10  # hits asked for: MRR@10 and nDCG@10 look no further


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
    """A searcher that also answers: a snapshot, of one generation to the end."""

    def ask(self, text: str, /, *, history: Sequence[str] = (), top_k: int = 5) -> Answer:
        """Return an answer, or an honest no; ``history``: the questions before, oldest first."""
        ...


def evaluate(
    engine: Answerer, question_set: QuestionSet, *, progress: Progress | None = None
) -> EvaluationReport:
    """Search and ask every question; ``progress`` is told how many more are done.

    A question with a history is only asked, with its history, and its retrieval is measured on
    the answer's hits: a search knows no history.
    """
    return _measure(engine, engine, question_set, progress)


def evaluate_search(
    searcher: Searcher, question_set: QuestionSet, *, progress: Progress | None = None
) -> EvaluationReport:
    """As ``evaluate``, but only search: no answers, no refusals, no histories."""
    return _measure(searcher, None, question_set, progress)


def _measure(
    searcher: Searcher,
    answerer: Answerer | None,
    question_set: QuestionSet,
    progress: Progress | None,
) -> EvaluationReport:
    right = _right_passages(searcher, question_set)
    ranked: dict[str, list[str]] = {}
    answers: dict[str, Answer] = {}
    search_ms, ask_ms = [], []
    for question in question_set.questions:
        hits: Sequence[Hit] = ()
        alone = answerer is None or not question.history
        if alone:
            start = time.perf_counter()
            hits = searcher.search(question.question, top_k=DEPTH)
            search_ms.append((time.perf_counter() - start) * 1000)
        if answerer is not None:
            start = time.perf_counter()
            answer = _ask(answerer, question)
            ask_ms.append((time.perf_counter() - start) * 1000)
            answers[question.id] = answer
            hits = hits if alone else answer.hits
        ranked[question.id] = [_key(hit.passage) for hit in hits[:DEPTH]]
        if progress is not None:
            progress(1)
    retrieval = _retrieval(ranked, right)
    outcomes = [
        _outcome(
            question,
            ranked[question.id],
            right.get(question.id, frozenset()),
            retrieval.get(question.id),
            answers.get(question.id),
        )
        for question in question_set.questions
    ]
    names = dict.fromkeys(outcome.type for outcome in outcomes)
    return EvaluationReport(
        name=question_set.name,
        overall=row("all", outcomes),
        types=tuple(row(name, [o for o in outcomes if o.type == name]) for name in names),
        outcomes=tuple(outcomes),
        n_skipped=question_set.n_skipped,
        n_without_passage=sum(not keys for keys in right.values()),
        search_ms=median(search_ms) if search_ms else None,
        ask_ms=median(ask_ms) if ask_ms else None,
    )


def _ask(answerer: Answerer, question: JudgedQuestion) -> Answer:
    if not question.history:
        return answerer.ask(question.question)
    return answerer.ask(question.question, history=question.history, top_k=DEPTH)


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
    ranked: Mapping[str, Sequence[str]], right: Mapping[str, frozenset[str]]
) -> dict[str, Retrieval]:
    """Measure every question of ``right``; one whose passage does not exist or is not found is 0."""
    return {
        id_: Retrieval(
            hit_at_1=ranking_metrics.hit(ranked[id_], keys, 1),
            hit_at_3=ranking_metrics.hit(ranked[id_], keys, 3),
            hit_at_5=ranking_metrics.hit(ranked[id_], keys, 5),
            mrr_at_10=ranking_metrics.reciprocal_rank(ranked[id_], keys, DEPTH),
            ndcg_at_10=ranking_metrics.ndcg(ranked[id_], keys, DEPTH),
        )
        for id_, keys in right.items()
    }


def _outcome(
    question: JudgedQuestion,
    ranked: Sequence[str],
    right: frozenset[str],
    retrieval: Retrieval | None,
    answer: Answer | None,
) -> Outcome:
    exact = f1 = None
    if answer is not None and question.answers:
        exact = answer.found and agreement.exact(answer.text, question.answers)
        f1 = agreement.f1(answer.text, question.answers) if answer.found else 0.0
    return Outcome(
        id=question.id,
        type=question.type,
        question=question.question,
        rank=next((rank for rank, key in enumerate(ranked, start=1) if key in right), None),
        retrieval=retrieval,
        found=answer.found if answer is not None else None,
        answer=answer.text if answer is not None else None,
        exact=exact,
        f1=f1,
    )


def _names(document: Document) -> frozenset[str]:
    path = PurePosixPath(document.path)
    return frozenset((document.title, document.path, path.name, path.stem))


def _key(passage: Passage) -> str:
    return f"{passage.document_id}:{passage.number}"
