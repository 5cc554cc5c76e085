"""What could be asked instead of a question that is refused: what the nearest paragraphs answer."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from qa.web.fragments import refusals
from qa.web.pages import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.retrieval.scope import Scope
    from qa.snapshot import Snapshot
    from qa.types import Answer
    from qa.web.pages.examples import Example

N_OFFERED = 3
_N_TRIED = 6  # at most so many are asked, each a few hundredths of a second


def answered(snapshot: Snapshot, answer: Answer, scope: Scope) -> tuple[str, ...]:
    """Questions that the nearest paragraphs do answer, each asked of the engine first.

    Args:
        snapshot: what refused.
        answer: the refusal.
        scope: what was asked within.
    """
    tried = itertools.islice(_derived(answer), _N_TRIED)
    good = (
        each.question
        for each in tried
        if each.is_answered_by(snapshot.ask(each.question, scope=scope))
    )
    return tuple(dict.fromkeys(itertools.islice(good, N_OFFERED)))


def _derived(answer: Answer) -> Iterator[Example]:
    """Questions made of the nearest paragraphs that share a word with the question."""
    near = [hit for hit in answer.hits if refusals.shared(hit)]
    documents = {hit.document.id: hit.document for hit in near}
    order = {identity: i for i, identity in enumerate(documents)}
    passages = sorted(
        (hit.passage for hit in near),
        key=lambda passage: (order[passage.document_id], passage.number),
    )
    return examples.derived([*documents.values()], passages) if documents else iter(())
