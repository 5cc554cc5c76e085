"""The heads of a table of answers: what its own columns are called, and what those of the file beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.batches.answer_rows import ANSWER_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("number", "question", *ANSWER_FIELDS)
_N_BEFORE = 2  # of these, before the columns of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The words of one language.

    Attributes:
        names: what each field is called.
        column: a column of the file that has no head, with its number ``{i}``.
        of_file: one that is called as one of ours, ``{name}``.
    """

    names: Mapping[str, str]
    column: str
    of_file: str

    def of(self, heads: Sequence[str]) -> tuple[str, ...]:
        """The heads of the table: the columns of the file keep theirs, where none of ours has it."""
        own = [self.names[each] for each in FIELDS]
        taken = set(own)
        others = []
        for i, head in enumerate(heads, 1):
            name = head or self.column.format(i=i)
            while name in taken:
                name = self.of_file.format(name=name)
            taken.add(name)
            others.append(name)
        return (*own[:_N_BEFORE], *others, *own[_N_BEFORE:])


# As programs know them.
ENGLISH = Heads(names={name: name for name in FIELDS}, column="column {i}", of_file="{name} (file)")
