"""What has changed between two states of a corpus, in a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_N_NAMED = 3  # files of a kind; of more there is a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The names of the files that were added, changed, renamed (from and to) and deleted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    deleted: tuple[str, ...] = ()

    @classmethod
    def of(cls, before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
        """The changes between what files held before and now.

        Args:
            before: the sha256 of each file by its name.
            now: the same. A new name of what an old one held is that of a renamed file.
        """
        lost: dict[str, list[str]] = {}
        for name, identity in before.items():
            if name not in now:
                lost.setdefault(identity, []).append(name)
        added, renamed = [], []
        for name, identity in now.items():
            if name in before:
                continue
            names = lost.get(identity)
            if names:
                renamed.append((names.pop(0), name))
            else:
                added.append(name)
        return cls(
            added=tuple(added),
            changed=tuple(name for name, each in now.items() if before.get(name, each) != each),
            renamed=tuple(renamed),
            deleted=tuple(name for names in lost.values() for name in names),
        )

    def __bool__(self) -> bool:
        return any((self.added, self.changed, self.renamed, self.deleted))

    def __str__(self) -> str:
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        renamed = tuple(f"{old} to {new}" for old, new in self.renamed)
        for what, names in (
            ("added", self.added),
            ("changed", self.changed),
            ("renamed", renamed),
            ("deleted", self.deleted),
        ):
            if names:
                more = ", …" if len(names) > _N_NAMED else ""
                yield f"{len(names)} {what} ({', '.join(names[:_N_NAMED])}{more})"
