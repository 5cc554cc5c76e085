"""A question with its context and the span that answers it: what the reader is fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.reader.chances import chance
from training.reader.subjects import words_of

if TYPE_CHECKING:
    import random

    from training.reader.figures import Line

MAX_CHARS = 260  # of a sentence with its neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A question, a context, and the span that answers; ``None`` where nothing does."""

    question: str
    context: str
    span: tuple[int, int] | None

    def __post_init__(self) -> None:
        if self.span is not None and not 0 <= self.span[0] < self.span[1] <= len(self.context):
            raise ValueError(f"span {self.span} of {len(self.context)} characters")


def in_context(
    line: Line,
    question: str,
    span: tuple[int, int] | None,
    rng: random.Random,
    *,
    alone: bool = False,
) -> Example:
    """The sentence, alone or with the sentences around it; ``span`` counts in the sentence."""
    bare = chance(rng, 0.5)
    before, after = (0, 0) if alone or bare else rng.choice(((1, 0), (0, 1), (1, 1)))
    if span is None and (before or after):  # its neighbours might answer
        words = [word for word in words_of(question) if len(word) > 1]
        around = "".join(line.paragraph[max(0, line.at - before) : line.at + after + 1])
        if sum(word in around for word in words) > 0.6 * len(words):
            before = after = 0
    first = max(0, line.at - before)
    lead = "".join(line.paragraph[first : line.at])
    context = lead + "".join(line.paragraph[line.at : line.at + after + 1])
    if len(context) > MAX_CHARS and (before or after):
        return in_context(line, question, span, rng, alone=True)
    moved = None if span is None else (span[0] + len(lead), span[1] + len(lead))
    return Example(question=question, context=context, span=moved)
