"""A question, put to one generation: as it is understood, with what may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering import second_opinion
from qa.choosing import ranking
from qa.retrieval import shortlist
from qa.retrieval.legs import Query
from qa.understanding import question

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.published.vectors import Rows
    from qa.answering.reader import Reader
    from qa.choosing.ranking import Ranked
    from qa.generation import Generation
    from qa.understanding.synonyms import Synonyms


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """A question as it is understood, what is known of the reports in scope, and their passages.

    ``ranked`` are the passages that were read for an answer, the likeliest first.
    """

    asked: question.Question
    reports: question.KnownReports
    ranked: tuple[Ranked, ...]


def search(  # noqa: PLR0917 - a question, and what it is put to
    generation: Generation,
    synonyms: Synonyms,
    second_reader: Callable[[Generation], Reader | None],
    whole: str,
    top_k: int,
    within: Rows | None,
) -> Search:
    """What may answer a self-contained question.

    Args:
        generation: what is asked.
        synonyms: the dictionary.
        second_reader: gives the reader that is asked in doubt.
        whole: the question.
        top_k: how many passages are wanted.
        within: the rows of the only passages that may answer; all by default.

    Raises:
        ValueError: ``top_k`` is below 1.
    """
    index = generation.index
    reports = generation.reports_within(within)
    asked = question.parse(whole[: question.MAX_CHARS], reports, synonyms)
    if top_k < 1:
        raise ValueError(f"top_k is how many passages to return: 1 or more, not {top_k}")
    if not len(index.passages if within is None else within):
        return Search(asked=asked, reports=reports, ranked=())
    vector = generation.encoder.encode_questions([asked.subject])[0]
    candidates = generation.retriever.candidates(Query.of(asked, vector), within)
    ranked = ranking.order(
        asked,
        generation.concepts(asked),
        candidates,
        shortlist.provenances(index, candidates.rows),
        top_k=top_k,
    )
    if second_opinion.is_in_doubt(asked, ranked):
        ranked = second_opinion.reconsider(asked, ranked, second_reader(generation))
    return Search(asked=asked, reports=reports, ranked=ranked)
