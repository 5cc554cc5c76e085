"""The facts of one report with its passages, read without a look at any other report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.searchable.views import Passages
from qa.listing.report_choice import pages_of
from qa.retrieval.scope import Scope

if TYPE_CHECKING:
    from index.fact_types import Fact
    from index.types import Passage
    from qa.snapshot import Snapshot


def facts_of(snapshot: Snapshot, identity: str) -> tuple[list[Fact], dict[int, Passage]]:
    """The facts of a report in their order, and its passages by their numbers.

    Args:
        snapshot: what is asked.
        identity: the report's id.
    """
    index, own = snapshot.index, Scope(documents=(identity,))
    with snapshot.soundness.reading():
        within = snapshot.generation.selected(own)
        passages = {each.number: each for each in Passages(index, within)}
        found = index.measured(within=within)
        facts = [each.fact for page in pages_of(found) for each in page]
    return [fact for fact in facts if fact.passage in passages], passages
